// SPDX-License-Identifier: Apache-2.0
#include "infra/operator/unread_answers.hpp"

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <vector>

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace parcours {

using std::chrono::steady_clock;

unread_answers::unread_answers() : woken_by_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (woken_by_ < 0) throw std::system_error(errno, std::generic_category(), "no descriptor to be woken by");
    thread_ = std::thread([this] { work(); });
}

bool unread_answers::send_some(int descriptor, unread& what) {
    while (what.sent < what.text.size()) {
        const auto taken =
            ::send(descriptor, what.text.data() + what.sent, what.text.size() - what.sent, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (taken < 0 && errno == EINTR) continue;
        if (taken < 0) return errno == EAGAIN || errno == EWOULDBLOCK;
        what.sent += static_cast<std::size_t>(taken);
    }
    ::shutdown(descriptor, SHUT_WR);
    return false;
}

void unread_answers::write(int descriptor, std::string text) {
    unread fresh{std::move(text), 0, 0, steady_clock::now() + write_timeout};
    if (!send_some(descriptor, fresh)) return;
    const std::lock_guard hold(guard_);
    if (stopping_) return;
    fresh.text.erase(0, fresh.sent);
    fresh.sent = 0;
    fresh.number = ++last_number_;
    octets_ += fresh.text.size();
    waiting_.emplace(descriptor, std::move(fresh));
    make_room();
    wake();  // under the guard, for a stop closes what it wakes by
}

void unread_answers::make_room() {
    while (waiting_.size() > 1 && (waiting_.size() > answers_max || octets_ > octets_max)) {
        const auto oldest = std::min_element(waiting_.begin(), waiting_.end(), [](const auto& one, const auto& other) {
            return one.second.number < other.second.number;
        });
        ::shutdown(oldest->first, SHUT_RDWR);
        octets_ -= oldest->second.text.size();
        waiting_.erase(oldest);
    }
}

void unread_answers::forget(int descriptor) {
    const std::lock_guard hold(guard_);
    const auto found = waiting_.find(descriptor);
    if (found == waiting_.end()) return;
    octets_ -= found->second.text.size();
    waiting_.erase(found);
}

void unread_answers::go_through(steady_clock::time_point now) {
    for (auto each = waiting_.begin(); each != waiting_.end();) {
        const bool late = each->second.until <= now;
        if (late) ::shutdown(each->first, SHUT_RDWR);
        if (!late && send_some(each->first, each->second)) {
            ++each;
            continue;
        }
        octets_ -= each->second.text.size();
        each = waiting_.erase(each);
    }
}

void unread_answers::work() {
    std::vector<pollfd> watched;
    while (true) {
        watched.assign(1, {woken_by_, POLLIN, 0});
        {
            const std::lock_guard hold(guard_);
            if (stopping_) return;
            go_through(steady_clock::now());
            for (const auto& each : waiting_) watched.push_back({each.first, POLLOUT, 0});
        }
        // Nobody's time is exceeded by more than this; one that is closed meanwhile only ends the wait.
        constexpr int look_again_ms = 1'000;
        ::poll(watched.data(), watched.size(), watched.size() > 1 ? look_again_ms : -1);
        eventfd_t told = 0;
        (void)eventfd_read(woken_by_, &told);
    }
}

void unread_answers::wake() const { (void)eventfd_write(woken_by_, 1); }

void unread_answers::stop() {
    {
        const std::lock_guard hold(guard_);
        stopping_ = true;
        waiting_.clear();
        octets_ = 0;
    }
    if (!thread_.joinable()) return;
    wake();
    thread_.join();
    ::close(woken_by_);
}

}  // namespace parcours
