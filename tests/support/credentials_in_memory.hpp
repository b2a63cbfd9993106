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
    // How every attempt ends from now on, as when limits are reached; nothing: as it would.
    void set_outcome(std::optional<verification> every);
    // From now on nothing can be read or written.
    void set_outage(bool lasts);

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

  private:
    struct single_use {
        token_purpose purpose;
        person_id account;
        instant expires_at;
    };
    expected<void> reach() const;
    const single_use* valid(token_purpose purpose, std::string_view token) const;

    const clock& time_;
    mutable std::mutex guard_;
    fixed_entropy random_{7};
    std::optional<verification> outcome_;
    bool outage_ = false;
    std::map<std::string, person_id> addresses_;
    std::map<person_id, std::string> passwords_;
    std::map<std::string, session, std::less<>> sessions_;
    std::map<std::string, single_use, std::less<>> tokens_;
};

}  // namespace parcours
