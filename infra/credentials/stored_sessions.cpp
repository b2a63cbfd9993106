// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "infra/credentials/stored_credentials.hpp"

// Sessions of stored_credentials. NOTE: the stored format, under the token's hash: id 16 | account 16 | begun i64 |
// used i64 | role; and under account 16 | id 16: the token's hash.
namespace parcours {
namespace {

constexpr std::int64_t hour_ms = 3'600'000;
constexpr std::int64_t idle_ms = 12 * hour_ms;
constexpr std::int64_t longest_ms = 30 * 24 * hour_ms;
constexpr std::int64_t cached_ms = 30'000;
constexpr std::int64_t noted_every_ms = 300'000;  // so often at most is it written that a session is in use
constexpr std::size_t head_octets = 16 + 16 + 8 + 8;

bytes encode(const session& what) {
    bytes out(view(what.id.octets()));
    out += view(what.account.value.octets());
    append_u64(out, static_cast<std::uint64_t>(what.begun_at.ms));
    append_u64(out, static_cast<std::uint64_t>(what.used_at.ms));
    return out += what.role;
}

id128 id_in(byte_view octets, std::size_t at) {
    token128 raw;
    std::copy_n(octets.begin() + static_cast<std::ptrdiff_t>(at), raw.size(), raw.begin());
    return id128::of(raw);
}

instant end_of(const session& what) { return {std::min(what.used_at.ms + idle_ms, what.begun_at.ms + longest_ms)}; }

std::optional<session> decode(byte_view stored) {
    if (stored.size() < head_octets) return std::nullopt;
    session what;
    what.id = id_in(stored, 0);
    what.account = person_id{id_in(stored, 16)};
    what.begun_at = {static_cast<std::int64_t>(read_u64(stored.data() + 32))};
    what.used_at = {static_cast<std::int64_t>(read_u64(stored.data() + 40))};
    what.role = std::string(stored.substr(head_octets));
    what.expires_at = end_of(what);
    return what;
}

bytes of_account(const person_id& account) { return bytes(view(account.value.octets())); }

bytes index_key(const session& what) { return of_account(what.account) += view(what.id.octets()); }

}  // namespace

expected<opened_session> stored_credentials::open_session(const person_id& account, const std::string& role) {
    auto open = stored_sessions(account);
    if (!open) return tl::unexpected(open.error());
    if (open->size() >= settings_.sessions_of_account_max) {
        std::sort(open->begin(), open->end(),
                  [](const auto& a, const auto& b) { return a.second.used_at > b.second.used_at; });
        open->erase(open->begin(), open->begin() + static_cast<std::ptrdiff_t>(settings_.sessions_of_account_max - 1));
        if (const auto removed = remove_sessions(*open); !removed) return tl::unexpected(removed.error());
    }
    const instant now = time_.now();
    session begun{id128::make(now, account.route(), random_.number()), account, role, now, now, {}};
    begun.expires_at = end_of(begun);
    const std::string token = to_hex(view(random_.token())) + to_hex(view(random_.token()));
    const bytes hashed = hash_of(token);
    if (const auto written = write_session(hashed, begun, true); !written) return tl::unexpected(written.error());
    keep(hashed, begun);
    return opened_session{token, begun};
}

expected<void> stored_credentials::write_session(const bytes& token_hash, const session& what, bool durable) {
    return records_.write({{sealed_kind::session, token_hash, sealed_record{what.account, encode(what)}},
                           {sealed_kind::session_of, index_key(what), sealed_record{what.account, token_hash}}},
                          durable);
}

void stored_credentials::keep(const bytes& token_hash, const session& what) {
    const std::lock_guard hold(guard_);
    const std::int64_t now_ms = time_.since_boot_ms();
    if (cached_.size() >= settings_.sessions_cached_max)
        std::erase_if(cached_, [&](const auto& each) { return now_ms - each.second.read_ms > cached_ms; });
    if (cached_.size() >= settings_.sessions_cached_max) cached_.clear();
    cached_[token_hash] = {what, now_ms, what.used_at.ms};
}

expected<std::optional<session>> stored_credentials::read_session(const bytes& token_hash) const {
    const auto found = records_.read(sealed_kind::session, token_hash);
    if (!found) return tl::unexpected(found.error());
    return *found ? decode((*found)->clear) : std::nullopt;
}

expected<std::optional<session>> stored_credentials::find_session(std::string_view token) {
    const bytes hashed = hash_of(token);
    const std::int64_t now_ms = time_.since_boot_ms();
    const instant now = time_.now();
    std::optional<kept_session> kept;
    {
        const std::lock_guard hold(guard_);
        if (const auto found = cached_.find(hashed);
            found != cached_.end() && now_ms - found->second.read_ms < cached_ms)
            kept = found->second;
    }
    if (!kept) {
        auto read = read_session(hashed);
        if (!read) return tl::unexpected(read.error());
        if (!*read) return std::nullopt;
        keep(hashed, **read);
        kept = kept_session{**read, now_ms, (*read)->used_at.ms};
    }
    session& what = kept->what;
    if (what.expires_at <= now) return std::nullopt;
    if (now.ms - kept->noted_ms > noted_every_ms) {
        session used = what;
        used.used_at = now;
        used.expires_at = end_of(used);
        if (const auto written = write_session(hashed, used, false); !written) return tl::unexpected(written.error());
        keep(hashed, used);
        what = used;
    }
    return what;
}

expected<std::vector<std::pair<bytes, session>>> stored_credentials::stored_sessions(const person_id& account) const {
    const auto keys = records_.keys_below(sealed_kind::session_of, of_account(account), 10'000);
    if (!keys) return tl::unexpected(keys.error());
    std::vector<std::pair<bytes, session>> found;
    for (const auto& each : *keys) {
        const auto hashed = records_.read(sealed_kind::session_of, each);
        if (!hashed) return tl::unexpected(hashed.error());
        if (!*hashed) continue;
        const auto read = read_session((*hashed)->clear);
        if (!read) return tl::unexpected(read.error());
        if (*read) found.emplace_back((*hashed)->clear, **read);
    }
    return found;
}

expected<std::vector<session>> stored_credentials::sessions_of(const person_id& account) const {
    const auto stored = stored_sessions(account);
    if (!stored) return tl::unexpected(stored.error());
    std::vector<session> found;
    for (const auto& [hashed, what] : *stored)
        if (what.expires_at > time_.now()) found.push_back(what);
    return found;
}

expected<void> stored_credentials::remove_sessions(const std::vector<std::pair<bytes, session>>& all) {
    std::vector<sealed_change> changes;
    for (const auto& [hashed, what] : all) {
        changes.push_back({sealed_kind::session, hashed, std::nullopt});
        changes.push_back({sealed_kind::session_of, index_key(what), std::nullopt});
    }
    auto written = records_.write(changes, true);
    const std::lock_guard hold(guard_);
    for (const auto& [hashed, what] : all) cached_.erase(hashed);
    return written;
}

expected<void> stored_credentials::switch_role(const id128& session_id, const std::string& role) {
    std::optional<std::pair<bytes, session>> found;
    {
        const std::lock_guard hold(guard_);
        for (const auto& [hashed, kept] : cached_)
            if (kept.what.id == session_id) found.emplace(hashed, kept.what);
    }
    // Whoever switches has just been found by their token.
    if (!found) return failed(failure_code::invalid, "the session is not open");
    found->second.role = role;
    if (const auto written = write_session(found->first, found->second, true); !written) return written;
    keep(found->first, found->second);
    return {};
}

expected<bool> stored_credentials::close_session(const person_id& account, const id128& session_id) {
    auto open = stored_sessions(account);
    if (!open) return tl::unexpected(open.error());
    std::erase_if(*open, [&](const auto& each) { return each.second.id != session_id; });
    if (open->empty()) return false;
    if (const auto removed = remove_sessions(*open); !removed) return tl::unexpected(removed.error());
    return true;
}

expected<void> stored_credentials::close_sessions(const person_id& account) {
    const auto open = stored_sessions(account);
    if (!open) return tl::unexpected(open.error());
    return remove_sessions(*open);
}

void stored_credentials::forget(const person_id& account) {
    const std::lock_guard hold(guard_);
    std::erase_if(cached_, [&](const auto& each) { return each.second.what.account == account; });
}

}  // namespace parcours
