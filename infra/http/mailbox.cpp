// SPDX-License-Identifier: Apache-2.0
#include "infra/http/mailbox.hpp"

#include <utility>

namespace parcours::http {

mailbox::mailbox(std::function<void()> wake) : wake_(std::move(wake)) {}

void mailbox::answer(const ticket& which, response&& what) {
    deliver({which.connection, letter::answered{which.sequence, std::move(what), which.accepts_gzip}});
}

void mailbox::abandon(const ticket& which) { deliver({which.connection, letter::abandoned{which.sequence}}); }

void mailbox::deliver(letter what) {
    if (owner_.load() == std::this_thread::get_id() && shortcut_(what)) return;
    put(std::move(what));
}

void mailbox::put(letter what) {
    bool first = false;
    {
        const std::lock_guard hold(lock_);
        if (closed_) return;
        first = letters_.empty();
        letters_.push_back(std::move(what));
    }
    if (first) wake_();
}

std::vector<letter> mailbox::take() {
    const std::lock_guard hold(lock_);
    return std::exchange(letters_, {});
}

void mailbox::own(shortcut way) {
    shortcut_ = std::move(way);
    owner_ = std::this_thread::get_id();
}

void mailbox::close() {
    owner_ = std::thread::id();
    std::vector<letter> dropped;  // destroyed without the lock: an answer may own much
    const std::lock_guard hold(lock_);
    closed_ = true;
    dropped.swap(letters_);
}

}  // namespace parcours::http
