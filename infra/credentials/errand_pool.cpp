// SPDX-License-Identifier: Apache-2.0
#include "infra/credentials/errand_pool.hpp"

#include <algorithm>
#include <utility>

namespace parcours {
namespace {

// Whose turn it is. Two of four are for those whom strangers cannot be, and each of the others comes to its turn too.
constexpr std::array<standing, 4> turns{standing::proven, standing::unknown, standing::proven, standing::doubtful};

std::size_t at(standing which) { return static_cast<std::size_t>(which); }

}  // namespace

errand_pool::errand_pool(const clock& time, const bounds& within) : time_(time), bounds_(within) {
    for (std::size_t each = 0; each < within.threads; ++each) threads_.emplace_back([this] { work(); });
}

std::size_t errand_pool::line::count_of(const std::string& owner) const {
    const auto known = waiting_of.find(owner);
    return known == waiting_of.end() ? 0 : known->second.size();
}

errand_pool::errand errand_pool::line::take_last_of(const std::string& owner) {
    const auto own = waiting_of.find(owner);
    errand last = std::move(own->second.back().what);
    own->second.pop_back();
    if (own->second.empty()) {
        owners.erase(std::find(owners.begin(), owners.end(), owner));
        waiting_of.erase(own);
    }
    return last;
}

errand_pool::place errand_pool::run(standing whose, const std::string& owner, errand what) {
    errand lost;
    {
        const std::lock_guard hold(guard_);
        if (stopping_) return place::none;
        std::size_t own = 0;
        for (const auto& each : lines_) own += each.count_of(owner);
        if (own >= bounds_.waiting_of_owner_max) return place::share_used;
        if (waiting_count_ >= bounds_.waiting_max) {
            lost = given_up_for(whose, owner);
            if (!lost) return place::none;
            --waiting_count_;
        }
        line& into = lines_[at(whose)];
        if (into.count_of(owner) == 0) into.owners.push_back(owner);
        into.waiting_of[owner].push_back({std::move(what), time_.since_boot_ms()});
        ++waiting_count_;
    }
    turn_.notify_one();
    if (lost) lost(turn::given_up);
    return place::taken;
}

// Of the worst line that is worse, or of the owner in the same line who has more than `owner` would have with one more.
errand_pool::errand errand_pool::given_up_for(standing whose, const std::string& owner) {
    for (std::size_t worst = standing_count - 1; worst >= at(whose) && worst < standing_count; --worst) {
        line& from = lines_[worst];
        if (from.owners.empty()) continue;
        // Of those who have as many, the one whose turn comes last.
        const auto most = std::max_element(from.owners.rbegin(), from.owners.rend(),
                                           [&](const std::string& one, const std::string& other) {
                                               return from.count_of(one) < from.count_of(other);
                                           });
        if (worst == at(whose) && from.count_of(*most) <= from.count_of(owner) + 1) return nullptr;
        const std::string loses = *most;
        return from.take_last_of(loses);
    }
    return nullptr;
}

std::optional<errand_pool::chosen> errand_pool::next_of(line& from) {
    const auto free = std::find_if(from.owners.begin(), from.owners.end(),
                                   [&](const std::string& owner) { return stopping_ || !running_.contains(owner); });
    if (free == from.owners.end()) return std::nullopt;
    chosen one{std::move(*free), {}};
    from.owners.erase(free);
    const auto own = from.waiting_of.find(one.owner);
    one.what = std::move(own->second.front());
    own->second.pop_front();
    if (own->second.empty()) {
        from.waiting_of.erase(own);
    } else {
        from.owners.push_back(one.owner);
    }
    --waiting_count_;
    return one;
}

std::optional<errand_pool::chosen> errand_pool::next() {
    for (std::size_t later = 0; later < turns.size(); ++later) {
        auto found = next_of(lines_[at(turns[(turns_taken_ + later) % turns.size()])]);
        if (!found) continue;
        turns_taken_ += later + 1;
        return found;
    }
    return std::nullopt;
}

void errand_pool::work() {
    std::unique_lock hold(guard_);
    while (true) {
        std::optional<chosen> one;
        turn_.wait(hold, [&] {
            one = next();
            return one || (stopping_ && waiting_count_ == 0);
        });
        if (!one) return;
        const bool late = time_.since_boot_ms() - one->what.since_ms > bounds_.waiting_ms_max;
        const turn now = stopping_ ? turn::stopped : late ? turn::given_up : turn::runs;
        running_.insert(one->owner);
        hold.unlock();
        one->what.what(now);
        one->what.what = nullptr;  // with all that it holds, before others wait for the lock
        hold.lock();
        running_.erase(one->owner);
        turn_.notify_one();  // what else its owner brought may be next
    }
}

void errand_pool::stop() {
    {
        const std::lock_guard hold(guard_);
        stopping_ = true;
    }
    turn_.notify_all();
    for (auto& each : threads_)
        if (each.joinable()) each.join();
}

}  // namespace parcours
