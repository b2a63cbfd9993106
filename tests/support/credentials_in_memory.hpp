// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <mutex>

#include "events/ports/clock.hpp"
#include "query_api/credentials.hpp"
#include "tests/support/fixed_entropy.hpp"

namespace parcours {

// Passwords, sessions and single-use tokens without hashes or limits of attempts; calls back at once, on the caller's
// thread. Threads: any.
class credentials_in_memory final : public credentials {
  public:
    explicit credentials_in_memory(const clock& time) : time_(time) {}

    // Whose address it is, as the unique index would tell.
    void know(const std::string& email, const person_id& account);

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

  private:
    struct single_use {
        token_purpose purpose;
        person_id account;
        instant expires_at;
    };
    const single_use* valid(token_purpose purpose, std::string_view token) const;

    const clock& time_;
    mutable std::mutex guard_;
    fixed_entropy random_{7};
    std::map<std::string, person_id> addresses_;
    std::map<person_id, std::string> passwords_;
    std::map<std::string, session, std::less<>> sessions_;
    std::map<std::string, single_use, std::less<>> tokens_;
};

}  // namespace parcours
