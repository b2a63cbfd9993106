// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "infra/credentials/credential_records.hpp"
#include "infra/credentials/stored_credentials.hpp"

// Sessions of stored_credentials.
namespace parcours {
namespace {

// More than any setting allows an account to have open.
constexpr std::size_t sessions_read_max = 10'000;

}  // namespace

expected<std::optional<session>> stored_credentials::read_session(byte_view token_hash) const {
    const auto found = records_.read(sealed_kind::session, token_hash);
    if (!found) return tl::unexpected(found.error());
    if (!*found) return std::nullopt;
    const auto read = decode_session((*found)->clear);
    if (!read) return tl::unexpected(read.error());
    return *read;
}

expected<std::optional<stored_credentials::stored_session>> stored_credentials::session_of(const person_id& account,
                                                                                           const id128& session) const {
    const auto hash = records_.read(sealed_kind::session_of, session_index_key(account, session));
    if (!hash) return tl::unexpected(hash.error());
    if (!*hash) return std::nullopt;
    const auto read = read_session((*hash)->clear);
    if (!read) return tl::unexpected(read.error());
    if (!*read) return std::nullopt;
    return stored_session{(*hash)->clear, **read};
}

expected<std::vector<stored_credentials::stored_session>> stored_credentials::stored_sessions(
    const person_id& account) const {
    const bytes prefix = account_key(account);
    const auto keys = records_.keys_below(sealed_kind::session_of, prefix, sessions_read_max);
    if (!keys) return tl::unexpected(keys.error());
    std::vector<stored_session> found;
    for (const auto& each : *keys) {
        token128 id{};
        std::copy(each.begin() + static_cast<std::ptrdiff_t>(prefix.size()), each.end(), id.begin());
        auto read = session_of(account, id128::of(id));
        if (!read) return tl::unexpected(read.error());
        if (*read) found.push_back(**std::move(read));
    }
    return found;
}

expected<opened_session> stored_credentials::open_session(const person_id& account, const std::string& role) {
    return begin_session(account, role, std::unique_lock(guard_of(account)));
}

expected<std::optional<opened_session>> stored_credentials::open_session(const verification& right,
                                                                         const std::string& role) {
    std::unique_lock hold(guard_of(right.account));
    const auto stored = stored_password(right.account);
    if (!stored) return tl::unexpected(stored.error());
    if (!*stored || hash_of(**stored) != right.password) return std::nullopt;
    return begin_session(right.account, role, std::move(hold));
}

expected<opened_session> stored_credentials::begin_session(const person_id& account, const std::string& role,
                                                           std::unique_lock<std::mutex> hold) {
    const instant now = time_.now();
    session begun{id128::make(now, account.route(), random_.number()), account, role, now, now, {}};
    begun.expires_at = end_of(begun);
    const std::string token = make_secret_text(random_);
    const bytes hashed = hash_of(token);
    auto open = stored_sessions(account);
    if (!open) return tl::unexpected(open.error());
    for (auto& each : *open) each.what.used_at = cache_.used_at(each.token_hash, each.what);
    std::sort(open->begin(), open->end(), [](const auto& a, const auto& b) { return a.what.used_at > b.what.used_at; });
    std::vector<sealed_change> changes;
    std::vector<bytes> ended;
    for (std::size_t each = 0; each < open->size(); ++each) {
        const auto& [hash, what] = (*open)[each];
        if (each + 1 < settings_.sessions_of_account_max && end_of(what) > now) continue;
        remove_session(changes, hash, what);
        ended.push_back(hash);
    }
    put_session(changes, hashed, begun);
    const auto ticket = records_.write(changes);
    if (!ended.empty()) cache_.remove(ended);
    hold.unlock();
    if (const auto written = durable(ticket); !written) return tl::unexpected(written.error());
    return opened_session{token, begun};
}

expected<std::optional<session>> stored_credentials::find_session(std::string_view token) {
    const bytes hashed = hash_of(token);
    const instant now = time_.now();
    const std::int64_t now_ms = time_.since_boot_ms();
    auto found = cache_.use(hashed, now, now_ms);
    if (!found) {
        const std::uint64_t seen = cache_.changes();
        const auto read = read_session(hashed);
        if (!read || !*read) return read;
        found = cache_.put(hashed, **read, seen, now, now_ms);
    }
    if (found->what.expires_at <= now) return std::nullopt;
    if (withheld(found->what.account)) return failed(failure_code::unavailable, "its sessions could not be ended");
    if (found->note) return note_use(hashed, found->what);
    return found->what;
}

expected<std::optional<session>> stored_credentials::note_use(const bytes& token_hash, const session& used) {
    const std::lock_guard hold(guard_of(used.account));
    auto read = read_session(token_hash);
    if (!read || !*read) return read;
    (*read)->used_at = used.used_at;
    (*read)->expires_at = end_of(**read);
    std::vector<sealed_change> changes;
    put_session(changes, token_hash, **read);
    // Whoever is signed in stays so when it cannot be written, and a lost note costs five minutes of twelve hours.
    (void)records_.write(changes);
    return read;
}

expected<std::vector<session>> stored_credentials::sessions_of(const person_id& account) const {
    const auto stored = stored_sessions(account);
    if (!stored) return tl::unexpected(stored.error());
    std::vector<session> found;
    for (auto [hash, what] : *stored) {
        what.used_at = cache_.used_at(hash, what);
        what.expires_at = end_of(what);
        if (what.expires_at > time_.now()) found.push_back(std::move(what));
    }
    std::sort(found.begin(), found.end(), [](const session& a, const session& b) { return a.id > b.id; });
    return found;
}

expected<bool> stored_credentials::switch_role(const person_id& account, const id128& session_id,
                                               const std::string& role) {
    std::unique_lock hold(guard_of(account));
    auto found = session_of(account, session_id);
    if (!found) return tl::unexpected(found.error());
    if (!*found) return false;
    auto& [hash, what] = **found;
    what.used_at = cache_.used_at(hash, what);
    if (end_of(what) <= time_.now()) return false;
    what.role = role;
    std::vector<sealed_change> changes;
    put_session(changes, hash, what);
    const auto ticket = records_.write(changes);
    cache_.forget(account);
    hold.unlock();
    if (const auto written = durable(ticket); !written) return tl::unexpected(written.error());
    return true;
}

expected<std::uint64_t> stored_credentials::remove_sessions(const std::vector<stored_session>& ended) {
    std::vector<sealed_change> changes;
    std::vector<bytes> hashes;
    for (const auto& [hash, what] : ended) {
        remove_session(changes, hash, what);
        hashes.push_back(hash);
    }
    const auto ticket = records_.write(changes);
    cache_.remove(hashes);
    return ticket;
}

expected<bool> stored_credentials::close_session(const person_id& account, const id128& session_id) {
    std::unique_lock hold(guard_of(account));
    const auto found = session_of(account, session_id);
    if (!found) return tl::unexpected(found.error());
    if (!*found) return false;
    auto what = (*found)->what;
    what.used_at = cache_.used_at((*found)->token_hash, what);
    const bool was_open = end_of(what) > time_.now();
    const auto removed = remove_sessions({**found});
    hold.unlock();
    if (const auto written = durable(removed); !written) return tl::unexpected(written.error());
    return was_open;
}

expected<void> stored_credentials::close_sessions(const person_id& account) {
    std::unique_lock hold(guard_of(account));
    const auto open = stored_sessions(account);
    if (!open) return tl::unexpected(open.error());
    const auto removed = remove_sessions(*open);
    hold.unlock();
    return durable(removed);
}

expected<void> stored_credentials::end_sessions(const person_id& account, const std::optional<id128>& session) {
    const std::lock_guard hold(guard_of(account));
    std::vector<stored_session> ended;
    if (session) {
        auto found = session_of(account, *session);
        if (!found) return tl::unexpected(std::move(found).error());
        if (*found) ended.push_back(**std::move(found));
    } else {
        auto open = stored_sessions(account);
        if (!open) return tl::unexpected(std::move(open).error());
        ended = *std::move(open);
    }
    if (ended.empty()) return {};
    const auto removed = remove_sessions(ended);
    return removed ? expected<void>() : tl::unexpected(removed.error());
}

void stored_credentials::withhold(const person_id& account) {
    const std::lock_guard hold(withheld_guard_);
    withheld_.insert(account);
}

bool stored_credentials::withheld(const person_id& account) const {
    const std::lock_guard hold(withheld_guard_);
    return withheld_.contains(account);
}

}  // namespace parcours
