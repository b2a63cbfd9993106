// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mutex>
#include <string>
#include <unordered_map>

#include "events/ports/clock.hpp"
#include "events/ports/unique_index.hpp"
#include "infra/credentials/attempt_limits.hpp"
#include "infra/credentials/password_hashing.hpp"
#include "infra/credentials/sealed_records.hpp"
#include "query_api/credentials.hpp"

namespace parcours {

struct credential_settings {
    std::size_t threads = 1;
    hashing_cost cost;
    std::size_t sessions_cached_max = 100'000;
    std::size_t sessions_of_account_max = 100;  // the oldest ends when another begins
};

// Credentials as records of the vault's store (privacy.md, "Credentials"): passwords as Argon2id, tokens as hashes, all
// sealed under the person's keys. Sessions are cached for 30 s at most. Threads: any.
class stored_credentials final : public credentials {
  public:
    // All outlive it.
    stored_credentials(vault_store& store, keys& vault, const unique_index& addresses, const clock& time,
                       entropy& random, const credential_settings& settings);

    void verify(std::string email, std::string password, std::string peer,
                std::function<void(expected<verification>)> then) override;
    void set_password(person_id account, std::string password, std::function<void(expected<void>)> then) override;

    expected<opened_session> open_session(const person_id& account, const std::string& role) override;
    expected<std::optional<session>> find_session(std::string_view token) override;
    expected<void> switch_role(const id128& session, const std::string& role) override;
    expected<std::vector<session>> sessions_of(const person_id& account) const override;
    expected<bool> close_session(const person_id& account, const id128& session) override;
    expected<void> close_sessions(const person_id& account) override;

    expected<std::string> make_token(token_purpose purpose, const person_id& account) override;
    expected<std::optional<person_id>> look_at_token(token_purpose purpose, std::string_view token) const override;
    expected<std::optional<person_id>> take_token(token_purpose purpose, std::string_view token) override;

    // What is cached of the account goes: it was deactivated, its credentials changed, or a session revoked.
    void forget(const person_id& account);
    void stop() { hashing_.stop(); }

  private:
    struct kept_session {
        session what;
        std::int64_t read_ms = 0;   // since boot
        std::int64_t noted_ms = 0;  // when `used_at` was written
    };
    expected<std::optional<session>> read_session(const bytes& token_hash) const;
    expected<void> write_session(const bytes& token_hash, const session& what, bool durable);
    expected<std::vector<std::pair<bytes, session>>> stored_sessions(const person_id& account) const;
    expected<void> remove_sessions(const std::vector<std::pair<bytes, session>>& all);
    void keep(const bytes& token_hash, const session& what);
    bytes hash_of(std::string_view token) const;

    mutable sealed_records records_;
    const unique_index& addresses_;
    const clock& time_;
    entropy& random_;
    const credential_settings settings_;
    attempt_limits attempts_;
    std::mutex tokens_guard_;  // one taker at a time
    mutable std::mutex guard_;
    std::unordered_map<bytes, kept_session> cached_;  // by the token's hash
    password_hashing hashing_;                        // its threads use all of the above
};

}  // namespace parcours
