// SPDX-License-Identifier: Apache-2.0
#include "infra/credentials/attempt_limits.hpp"

#include <algorithm>
#include <cmath>

#include "infra/vault/box.hpp"

namespace parcours {
namespace {

constexpr std::size_t name_octets = 16;

bytes name_of(std::string_view email) { return bytes(view(plain_digest_of(email)).substr(0, name_octets)); }
bytes name_of(std::string_view email, std::string_view peer) {
    bytes both(email);
    return name_of((both += '\n') += peer);
}

// Makes room for one more; whom it forgets has the least left to wait, or is as good as any.
template <class Entries, class IsOver>
void make_room(Entries& all, std::size_t entries_max, const IsOver& is_over) {
    if (all.size() < entries_max) return;
    std::erase_if(all, is_over);
    // A flood from everywhere, whose single marks matter little; a quarter, so that it is seldom looked through.
    while (all.size() > entries_max / 4 * 3) all.erase(all.begin());
}

}  // namespace

double attempt_limits::spent(const bucket& one, double refill_ms, std::int64_t now_ms) {
    return std::max(0.0, one.spent - static_cast<double>(now_ms - one.at_ms) / refill_ms);
}

void attempt_limits::spend(buckets& all, const bytes& key, double by, double refill_ms, std::int64_t now_ms) {
    make_room(all, entries_max, [&](const auto& each) { return spent(each.second, refill_ms, now_ms) == 0; });
    const auto found = all.try_emplace(key, bucket{0, now_ms}).first;
    found->second = {std::max(0.0, spent(found->second, refill_ms, now_ms) + by), now_ms};
    if (found->second.spent == 0) all.erase(found);
}

int attempt_limits::wait_of(const buckets& all, const bytes& key, double most, double refill_ms, std::int64_t now_ms) {
    const auto found = all.find(key);
    if (found == all.end()) return 0;
    const double over = spent(found->second, refill_ms, now_ms) + 1 - most;
    return over <= 0 ? 0 : std::max(1, static_cast<int>(std::ceil(over * refill_ms / 1'000)));
}

attempt_limits::names::names(std::string_view email, std::string_view peer)
    : pair(name_of(email, peer)), address(name_of(email)), client(name_of({}, peer)) {}

int attempt_limits::wait_of(const names& who, std::int64_t now_ms) const {
    const int own = wait_of(pairs_, who.pair, pair_failures_, pair_refill_ms_, now_ms);
    if (own > 0 || known_.contains(who.pair)) return own;
    return std::max(wait_of(addresses_, who.address, address_failures, address_refill_ms, now_ms),
                    wait_of(clients_, who.client, client_failures_, client_refill_ms_, now_ms));
}

int attempt_limits::wait_before(std::string_view email, std::string_view peer, std::int64_t now_ms) const {
    const names who(email, peer);
    const std::lock_guard hold(guard_);
    return wait_of(who, now_ms);
}

int attempt_limits::begin(std::string_view email, std::string_view peer, std::int64_t now_ms) {
    const names who(email, peer);
    const std::lock_guard hold(guard_);
    if (const int wait = wait_of(who, now_ms); wait > 0) return wait;
    spend(pairs_, who.pair, 1, pair_refill_ms_, now_ms);
    spend(addresses_, who.address, 1, address_refill_ms, now_ms);
    spend(clients_, who.client, 1, client_refill_ms_, now_ms);
    return 0;
}

void attempt_limits::give_back(std::string_view email, std::string_view peer, std::int64_t now_ms) {
    const names who(email, peer);
    const std::lock_guard hold(guard_);
    spend(pairs_, who.pair, -1, pair_refill_ms_, now_ms);
    spend(addresses_, who.address, -1, address_refill_ms, now_ms);
    spend(clients_, who.client, -1, client_refill_ms_, now_ms);
}

void attempt_limits::succeeded(std::string_view email, std::string_view peer, std::int64_t now_ms) {
    const names who(email, peer);
    const std::lock_guard hold(guard_);
    pairs_.erase(who.pair);
    spend(addresses_, who.address, -1, address_refill_ms, now_ms);
    spend(clients_, who.client, -1, client_refill_ms_, now_ms);
    make_room(known_, entries_max, [](const auto&) { return false; });
    known_[who.pair] = now_ms;
}

void attempt_limits::failed(std::string_view peer, std::int64_t now_ms) {
    const bytes client = name_of({}, peer);
    const std::lock_guard hold(guard_);
    make_room(failed_, entries_max, [&](const auto& each) { return now_ms - each.second >= doubt_ms; });
    failed_[client] = now_ms;
}

standing attempt_limits::standing_of(std::string_view email, std::string_view peer, std::int64_t now_ms) const {
    const names who(email, peer);
    const std::lock_guard hold(guard_);
    if (known_.contains(who.pair)) return standing::proven;
    const auto failure = failed_.find(who.client);
    return failure != failed_.end() && now_ms - failure->second < doubt_ms ? standing::doubtful : standing::unknown;
}

std::size_t attempt_limits::remembered() const {
    const std::lock_guard hold(guard_);
    return pairs_.size() + addresses_.size() + clients_.size() + known_.size() + failed_.size();
}

}  // namespace parcours
