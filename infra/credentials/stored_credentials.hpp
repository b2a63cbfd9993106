// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <mutex>
#include <set>
#include <string>
#include <utility>

#include "events/ports/clock.hpp"
#include "events/ports/unique_index.hpp"
#include "infra/credentials/attempt_limits.hpp"
#include "infra/credentials/errand_pool.hpp"
#include "infra/credentials/password_hashing.hpp"
#include "infra/credentials/sealed_records.hpp"
#include "infra/credentials/session_cache.hpp"
#include "query_api/credentials.hpp"

namespace parcours {

struct credential_settings {
    std::size_t threads = 1;
    std::size_t queue_max = 256;  // passwords that wait to be hashed or verified
    std::int64_t wait_ms_max = 15'000;
    hashing_cost cost;
    double failures_per_minute = 5;          // of an address and a client together
    double client_failures_per_minute = 30;  // of a client, whatever the addresses
    std::size_t queue_of_client_max = 16;    // of those that wait, so many are one client's
    std::size_t sessions_cached_max = 100'000;
    std::size_t sessions_of_account_max = 100;  // the one unused for longest ends when another begins
};

// Credentials as records of the vault's store (privacy.md, "Credentials"): passwords as Argon2id, tokens as hashes, all
// sealed under the person's keys. Threads: any; a few of its own hash passwords and call back.
class stored_credentials final : public credentials {
  public:
    // All outlive it.
    stored_credentials(vault_store& store, keys& vault, const unique_index& addresses, const clock& time,
                       entropy& random, const credential_settings& settings);

    void verify(std::string email, std::string password, std::string peer,
                std::function<void(expected<verification>)> then) override;
    void set_password(person_id account, std::string password, std::function<void(expected<void>)> then) override;

    expected<opened_session> open_session(const person_id& account, const std::string& role) override;
    expected<std::optional<opened_session>> open_session(const verification& right, const std::string& role) override;
    expected<std::optional<session>> find_session(std::string_view token) override;
    expected<bool> switch_role(const person_id& account, const id128& session, const std::string& role) override;
    expected<std::vector<session>> sessions_of(const person_id& account) const override;
    expected<bool> close_session(const person_id& account, const id128& session) override;
    expected<void> close_sessions(const person_id& account) override;

    expected<std::string> make_token(token_purpose purpose, const person_id& account) override;
    expected<std::optional<person_id>> look_at_token(token_purpose purpose, std::string_view token) const override;
    void choose_password(token_purpose purpose, std::string token, std::string password,
                         std::function<void(expected<std::optional<person_id>>)> then) override;

    // What is cached of the account is read again: it was deactivated, its credentials changed, or a session revoked.
    void forget(const person_id& account) { cache_.forget(account); }
    // Ends one session, or all, as the log says: seen by the next `find_session`, and durable before whatever is written
    // to the same store later. No such session: it has ended already.
    expected<void> end_sessions(const person_id& account, const std::optional<id128>& session);
    // No session of the account is told any more while this runs: what should end could not be ended.
    void withhold(const person_id& account);
    // What waits for the pool is answered `stopped`; returns when it is idle.
    void stop() { pool_.stop(); }

  private:
    struct sign_in;
    struct choice;
    struct stored_session {
        bytes token_hash;
        session what;
    };

    expected<verification> attempt(const sign_in& asked);
    expected<verification> judge(const sign_in& asked);
    expected<std::optional<bytes>> stored_password(const person_id& account) const;
    // Hashes it at today's cost, unless another was chosen meanwhile. What is stored now, as far as this knows.
    bytes renew_password(const person_id& account, const bytes& verified, const std::string& password);
    expected<void> store_password(const person_id& account, const std::string& password);
    static tl::unexpected<failure> not_hashed(errand_pool::turn turn);
    expected<std::optional<person_id>> choose(const choice& made);

    // REQUIRES: `hold` is the account's guard; it is given back before what was written is waited for.
    expected<opened_session> begin_session(const person_id& account, const std::string& role,
                                           std::unique_lock<std::mutex> hold);
    expected<std::optional<session>> read_session(byte_view token_hash) const;
    expected<std::optional<stored_session>> session_of(const person_id& account, const id128& session) const;
    expected<std::vector<stored_session>> stored_sessions(const person_id& account) const;
    // That it is in use; nothing where it was ended meanwhile.
    expected<std::optional<session>> note_use(const bytes& token_hash, const session& used);
    // REQUIRES: the account's guard is held.
    expected<std::uint64_t> remove_sessions(const std::vector<stored_session>& ended);
    bool withheld(const person_id& account) const;

    // Held while what is stored of an account is read and written, never over a sync: so that no change overwrites
    // another, and nothing that was ended is written again.
    std::mutex& guard_of(const person_id& account);
    expected<void> durable(const expected<std::uint64_t>& ticket);

    sealed_records records_;
    const unique_index& addresses_;
    const clock& time_;
    entropy& random_;
    const credential_settings settings_;
    const password_hashing hashing_;
    attempt_limits attempts_;
    session_cache cache_;
    std::array<std::mutex, 64> guards_;
    mutable std::mutex withheld_guard_;
    std::set<person_id> withheld_;
    errand_pool pool_;  // last: its threads use all of the above
};

}  // namespace parcours
