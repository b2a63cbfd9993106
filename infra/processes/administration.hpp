// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>

#include <tl/expected.hpp>

#include "infra/logging/logger.hpp"
#include "infra/processes/operator_letters.hpp"
#include "query_api/command_gateway.hpp"
#include "query_api/credentials.hpp"
#include "query_api/services.hpp"

namespace parcours {

// An account that the operator asks for; personal and in clear, so it stays in memory.
struct new_account {
    std::string role;
    std::string email;
    std::string first_name;
    std::string last_name;
    std::optional<std::string> birth_date;    // "2005-02-28", where the charter asks for it
    std::optional<std::string> organisation;  // "org_…"
};

// What lets the holder of an account choose a password, once.
struct issued_link {
    person_id account;
    token_purpose purpose = token_purpose::activation;
    std::string token;
};

// Why not: a sentence for the operator, without any value that was given.
using told_why = tl::unexpected<std::string>;

// What an operator does to accounts without signing in: who holds the machine makes the first administrator, and hands
// out links while no mail is sent. No charter is asked; rules and limits hold. Threads: any.
class administration {
  public:
    // All outlive it, and every command under way.
    administration(command_gateway& commands, credentials& accounts, const read_models& models,
                   operator_letters& letters, logger& log)
        : commands_(commands), accounts_(accounts), models_(models), letters_(letters), log_(log) {}

    // Makes the account and the link to activate it. Calls back once, from any thread.
    void create(const new_account& asked, std::function<void(tl::expected<issued_link, std::string>)> then);
    // A link to activate the account or, where it is active, to choose a new password; an earlier one ends.
    tl::expected<issued_link, std::string> link(const person_id& account);

  private:
    tl::expected<issued_link, std::string> issue(token_purpose purpose, const person_id& account);
    command_gateway& commands_;
    credentials& accounts_;
    const read_models& models_;
    operator_letters& letters_;
    logger& log_;
};

}  // namespace parcours
