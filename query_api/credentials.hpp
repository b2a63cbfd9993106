// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "events/bytes.hpp"
#include "events/failure.hpp"
#include "events/id.hpp"
#include "events/time.hpp"

namespace parcours {

// A signed-in session; its token is known to its client alone.
struct session {
    id128 id;
    person_id account;
    std::string role;
    instant begun_at;
    instant used_at;
    instant expires_at;
};
// privacy.md, "Credentials".
inline constexpr std::int64_t session_idle_ms_max = std::int64_t{12} * 3'600'000;
inline constexpr std::int64_t session_age_ms_max = std::int64_t{30} * 24 * 3'600'000;

struct opened_session {
    std::string token;  // told once, stored only as a hash
    session what;
};

// What a single-use token is for. NOTE: the numbers are the stored format.
enum class token_purpose : std::uint8_t { activation = 1, password_reset = 2 };
inline constexpr std::int64_t activation_age_ms_max = std::int64_t{14} * 24 * 3'600'000;
inline constexpr std::int64_t password_reset_age_ms_max = 3'600'000;
constexpr std::int64_t age_ms_max(token_purpose purpose) {
    return purpose == token_purpose::activation ? activation_age_ms_max : password_reset_age_ms_max;
}

enum class sign_in_outcome : std::uint8_t {
    right,
    wrong,     // an unknown address, a wrong password, an account without one: never told apart, also not by time
    too_many,  // failed attempts for this address and peer: retry_after_s
    busy,      // the pool that verifies passwords is full
};
struct verification {
    sign_in_outcome what = sign_in_outcome::wrong;
    person_id account;  // of `right`
    int retry_after_s = 0;
    bytes password = {};  // of `right`: names the one that was verified, and tells nothing of it
};

// Passwords (Argon2id), single-use tokens and sessions: records of the vault's store, never events. Threads: any;
// what hashes a password calls back from a bounded pool of its own, once.
class credentials {
  public:
    virtual ~credentials() = default;
    // `peer`: the client's address, for the limit of failed attempts. Never locks an account out for everybody.
    virtual void verify(std::string email, std::string password, std::string peer,
                        std::function<void(expected<verification>)> then) = 0;
    virtual void set_password(person_id account, std::string password, std::function<void(expected<void>)> then) = 0;

    virtual expected<opened_session> open_session(const person_id& account, const std::string& role) = 0;
    // For who has just given the password. Nothing where another was chosen since: that one ended their sessions.
    virtual expected<std::optional<opened_session>> open_session(const verification& right,
                                                                 const std::string& role) = 0;
    // Nothing where the token is unknown, expired or revoked. Seen at most 30 s late after a change elsewhere.
    virtual expected<std::optional<session>> find_session(std::string_view token) = 0;
    // False where the account has no such session.
    virtual expected<bool> switch_role(const person_id& account, const id128& session, const std::string& role) = 0;
    // Those that are open, the newest first.
    virtual expected<std::vector<session>> sessions_of(const person_id& account) const = 0;
    // False where the account has no such session.
    virtual expected<bool> close_session(const person_id& account, const id128& session) = 0;
    virtual expected<void> close_sessions(const person_id& account) = 0;

    // Makes the one valid token of this purpose for the account; an earlier one is worth nothing any more.
    virtual expected<std::string> make_token(token_purpose purpose, const person_id& account) = 0;
    // Whose it is, where it is valid; it stays valid until it is used.
    virtual expected<std::optional<person_id>> look_at_token(token_purpose purpose, std::string_view token) const = 0;
    // Sets the password of whose the token is, uses the token up and ends their sessions, all of it or nothing. Calls
    // back with the account; with nothing where the token is not valid, or somebody was faster.
    virtual void choose_password(token_purpose purpose, std::string token, std::string password,
                                 std::function<void(expected<std::optional<person_id>>)> then) = 0;
};

}  // namespace parcours
