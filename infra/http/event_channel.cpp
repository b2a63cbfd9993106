// SPDX-License-Identifier: Apache-2.0
#include "infra/http/event_channel.hpp"

#include <algorithm>
#include <utility>

#include "events/check.hpp"

namespace parcours::http {

namespace {

bool is_one_line(std::string_view text) {
    return text.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

}  // namespace

std::string event_text(const event& what) {
    check(is_one_line(what.id) && is_one_line(what.name), "id and name of an event are one line");
    std::string text;
    text.reserve(what.text.size() + what.id.size() + what.name.size() + 32);
    if (!what.id.empty()) text.append("id: ").append(what.id).append("\n");
    if (!what.name.empty()) text.append("event: ").append(what.name).append("\n");
    std::string_view rest = what.text;
    for (bool more = true; more;) {
        const std::size_t end = rest.find_first_of("\r\n");
        text.append("data: ").append(rest.substr(0, end)).append("\n");
        more = end != std::string_view::npos;
        if (more) rest.remove_prefix(end + (rest.substr(end).starts_with("\r\n") ? 2 : 1));
    }
    return text + "\n";
}

event_channel::event_channel(std::shared_ptr<mailbox> box, std::uint64_t connection, std::size_t bytes_max)
    : box_(std::move(box)), connection_(connection), bytes_max_(bytes_max) {}

bool event_channel::send(const event& what) {
    const std::string text = event_text(what);
    bool dropped = false;
    {
        const std::lock_guard hold(lock_);
        if (!open_) return false;
        dropped = waiting_.size() + under_way_ + text.size() > bytes_max_;
        if (dropped) {
            open_ = false;
            dropped_ = true;
        } else {
            waiting_ += text;
        }
        if (std::exchange(woken_, true) && !dropped) return true;
    }
    box_->put({connection_, letter::events_waiting{}});
    return !dropped;
}

void event_channel::close() {
    {
        const std::lock_guard hold(lock_);
        if (!std::exchange(open_, false)) return;
        if (std::exchange(woken_, true)) return;
    }
    box_->put({connection_, letter::events_waiting{}});
}

bool event_channel::open() const {
    const std::lock_guard hold(lock_);
    return open_;
}

void event_channel::on_closed(std::function<void()> then) {
    {
        const std::lock_guard hold(lock_);
        if (!shut_) {
            closed_ = std::move(then);
            return;
        }
    }
    then();
}

event_channel::batch event_channel::take() {
    const std::lock_guard hold(lock_);
    woken_ = false;
    batch taken{std::exchange(waiting_, {}), !open_, dropped_};
    under_way_ += taken.text.size();
    return taken;
}

void event_channel::sent() {
    const std::lock_guard hold(lock_);
    under_way_ = 0;
}

bool event_channel::was_dropped() const {
    const std::lock_guard hold(lock_);
    return dropped_;
}

void event_channel::shut() {
    std::function<void()> told;
    {
        const std::lock_guard hold(lock_);
        open_ = false;
        if (std::exchange(shut_, true)) return;
        waiting_.clear();
        told = std::move(closed_);
    }
    if (told) told();
}

}  // namespace parcours::http
