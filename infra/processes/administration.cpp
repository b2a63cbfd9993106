// SPDX-License-Identifier: Apache-2.0
#include "infra/processes/administration.hpp"

#include <boost/json.hpp>

#include "projections/folds/accounts.hpp"
#include "query_api/relations/relation_reader.hpp"

namespace parcours {
namespace {

namespace json = boost::json;

std::string body_of(const new_account& asked) {
    json::object identity{{"first_name", asked.first_name}, {"last_name", asked.last_name}};
    if (asked.birth_date) identity["birth_date"] = *asked.birth_date;
    json::object body{{"role", asked.role}, {"identity", std::move(identity)}, {"contact", {{"email", asked.email}}}};
    if (asked.organisation) body["organisation"] = *asked.organisation;
    return json::serialize(body);
}

// Codes and places of ours alone: no value that was given.
std::string refusal_of(const command_result& result) {
    std::string why = result.code.empty() ? "status " + std::to_string(result.status) : result.code;
    for (const auto& each : result.fields) why += ", " + each.pointer + " " + each.code;
    return why;
}

std::optional<person_id> account_in(const std::string& outcome) {
    json::error_code error;
    const auto parsed = json::parse(outcome, error);
    if (error || !parsed.is_object()) return std::nullopt;
    const auto* id = parsed.as_object().if_contains("account");
    if (id == nullptr || !id->is_string()) return std::nullopt;
    return parse_id<person_id>(std::string_view(id->as_string()));
}

}  // namespace

tl::expected<issued_link, std::string> administration::issue(token_purpose purpose, const person_id& account) {
    auto token = accounts_.make_token(purpose, account);
    if (!token) return told_why("the link for " + to_string(account) + " could not be made: " + token.error().context);
    log_.write(log_level::info, "link_issued",
               {log_field::stream({stream_kind::account, account.value}),
                log_field::outcome(purpose == token_purpose::activation ? "activation" : "password_reset")});
    letters_.answered(account);
    return issued_link{account, purpose, *std::move(token)};
}

void administration::create(const new_account& asked,
                            std::function<void(tl::expected<issued_link, std::string>)> then) {
    command_request made;
    made.name = "account.create";
    made.body = body_of(asked);
    made.on_proof = true;
    commands_.submit(std::move(made), [this, then = std::move(then)](const command_result& result) {
        if (result.status != 200) return then(told_why("the account was not made: " + refusal_of(result)));
        const auto account = account_in(result.outcome);
        if (!account) return then(told_why("the account was made, but its id was not told"));
        then(issue(token_purpose::activation, *account));
    });
}

tl::expected<issued_link, std::string> administration::link(const person_id& account) {
    const auto now = models_.snapshot(accounts::name);
    const auto row = relation_reader(*now, *now).account(account);
    if (!row) return told_why("the accounts cannot be read: " + row.error().context);
    if (!*row) return told_why("there is no account " + to_string(account));
    switch ((*row)->state) {
        case account_state::created:
        case account_state::invited: return issue(token_purpose::activation, account);
        case account_state::active: return issue(token_purpose::password_reset, account);
        case account_state::deactivated: break;
    }
    return told_why(to_string(account) + " is deactivated");
}

}  // namespace parcours
