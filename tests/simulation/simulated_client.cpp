// SPDX-License-Identifier: Apache-2.0
#include "tests/simulation/simulated_client.hpp"

namespace parcours {
namespace {

using kind = command_answer::kind;

// Two routes, three tallies on the first and two on the second.
stream_id some_stream(random_source& random, std::uint64_t route) {
    const std::uint64_t within = random.below(route == 0 ? 3 : 2);
    return {stream_kind::application, id128::make({1'600'000'000'000}, static_cast<route_number>(route), within + 1)};
}

}  // namespace

bool is_final(kind what) { return what != kind::unavailable && what != kind::in_doubt && what != kind::expired; }

simulated_client::simulated_client(std::size_t number, std::size_t commands, std::uint64_t seed)
    : number_(number), left_(commands), random_(seed) {}

std::shared_ptr<const asked_command> simulated_client::make_next() {
    auto next = std::make_shared<asked_command>();
    const std::uint64_t route = random_.below(4) == 0 ? 1 : 0;
    const std::size_t parts = random_.chance(200) ? 2 : 1;
    for (std::size_t i = 0; i < parts; ++i)
        next->parts.push_back({some_stream(random_, route), random_.chance(300), 1 + random_.below(4)});
    next->client_key = random_.chance(600);
    if (random_.chance(100)) next->if_version = random_.below(6);
    if (last_position_ && random_.chance(200)) next->read_after = last_position_;
    if (!done_ids_.empty() && random_.chance(60)) {
        next->id = done_ids_[random_.below(done_ids_.size())];
        next->parts.front().value = 1000 + random_.below(1000);
        next->other_than_before = true;
    } else {
        next->id = {static_cast<unsigned char>(number_ + 1), static_cast<unsigned char>(asked_.size() + 1), 77};
    }
    return next;
}

std::shared_ptr<const asked_command> simulated_client::due(std::int64_t now_ms) {
    if (now_ms < send_at_ms_) return nullptr;
    if (!current_) {
        if (left_ == 0) return nullptr;
        --left_;
        current_ = make_next();
        asked_.push_back(current_);
    }
    // Not answered by then, it is sent again; the earlier one may still be on its way.
    send_at_ms_ = now_ms + 20 + static_cast<std::int64_t>(random_.below(200));
    deadline_ms_ = now_ms + 30 + static_cast<std::int64_t>(random_.below(300));
    return current_;
}

void simulated_client::on_answer(const given_answer& given, std::int64_t now_ms) {
    if (given.asked != current_) return;
    if (!is_final(given.said.what)) {
        send_at_ms_ = now_ms + 1 + static_cast<std::int64_t>(random_.below(30));
        return;
    }
    if (given.said.what == kind::done && !current_->other_than_before) done_ids_.push_back(current_->id);
    last_position_ = given.said.at;
    current_ = nullptr;
    send_at_ms_ = now_ms + static_cast<std::int64_t>(random_.below(20));
}

}  // namespace parcours
