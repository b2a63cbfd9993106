// SPDX-License-Identifier: Apache-2.0
#include "infra/credentials/session_cache.hpp"

#include <algorithm>

namespace parcours {

instant end_of(const session& what) {
    return {std::min(what.used_at.ms + session_idle_ms_max, what.begun_at.ms + session_age_ms_max)};
}

session_cache::in_use session_cache::take(entry& one, instant now) {
    if (one.what.expires_at <= now) return {one.what, false};
    one.what.used_at = std::max(one.what.used_at, now);
    one.what.expires_at = end_of(one.what);
    const bool note = now.ms - one.noted_ms > noted_every_ms;
    if (note) one.noted_ms = now.ms;
    return {one.what, note};
}

std::optional<session_cache::in_use> session_cache::use(const bytes& token_hash, instant now, std::int64_t now_ms) {
    const std::lock_guard hold(guard_);
    const auto found = entries_.find(token_hash);
    if (found == entries_.end() || found->second.stale || now_ms - found->second.read_ms >= age_ms_max)
        return std::nullopt;
    return take(found->second, now);
}

session_cache::in_use session_cache::put(const bytes& token_hash, const session& read, std::uint64_t seen, instant now,
                                         std::int64_t now_ms) {
    entry one{read, now_ms, read.used_at.ms, false};
    const std::lock_guard hold(guard_);
    if (const auto before = entries_.find(token_hash); before != entries_.end()) {
        one.what.used_at = std::max(read.used_at, before->second.what.used_at);
        one.what.expires_at = end_of(one.what);
        one.noted_ms = std::max(one.noted_ms, before->second.noted_ms);
    }
    const auto answer = take(one, now);
    if (changes_ != seen) return answer;
    make_room(now_ms);
    if (entries_.insert_or_assign(token_hash, one).second) of_account_[read.account].push_back(token_hash);
    return answer;
}

std::uint64_t session_cache::changes() const {
    const std::lock_guard hold(guard_);
    return changes_;
}

instant session_cache::used_at(const bytes& token_hash, const session& read) const {
    const std::lock_guard hold(guard_);
    const auto found = entries_.find(token_hash);
    return found == entries_.end() ? read.used_at : std::max(read.used_at, found->second.what.used_at);
}

void session_cache::drop(const bytes& token_hash) {
    const auto found = entries_.find(token_hash);
    if (found == entries_.end()) return;
    const auto owned = of_account_.find(found->second.what.account);
    std::erase(owned->second, token_hash);
    if (owned->second.empty()) of_account_.erase(owned);
    entries_.erase(found);
}

void session_cache::make_room(std::int64_t now_ms) {
    if (entries_.size() < sessions_max_) return;
    std::vector<bytes> old;
    for (const auto& [hash, one] : entries_)
        if (now_ms - one.read_ms >= age_ms_max) old.push_back(hash);
    for (const auto& hash : old) drop(hash);
    if (entries_.size() <= sessions_max_ / 4 * 3) return;
    // So many within 30 s: reading them again is better than looking through all of them at each.
    entries_.clear();
    of_account_.clear();
}

void session_cache::remove(const std::vector<bytes>& token_hashes) {
    const std::lock_guard hold(guard_);
    ++changes_;
    for (const auto& hash : token_hashes) drop(hash);
}

void session_cache::forget(const person_id& account) {
    const std::lock_guard hold(guard_);
    ++changes_;
    const auto owned = of_account_.find(account);
    if (owned == of_account_.end()) return;
    for (const auto& hash : owned->second) entries_[hash].stale = true;
}

}  // namespace parcours
