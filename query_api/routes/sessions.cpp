// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <boost/json.hpp>

#include "query_api/body_reader.hpp"
#include "query_api/call.hpp"
#include "query_api/password_policy.hpp"
#include "query_api/routes.hpp"

namespace parcours {
namespace {

using shared_call = std::shared_ptr<call>;

constexpr std::size_t email_octets_max = 254;  // RFC 5321, 4.5.3.1.3
constexpr std::size_t role_octets_max = 64;
constexpr std::string_view session_prefix = "session";

boost::json::object json_of(const session& one, const id128& current) {
    return {{"id", write_id(session_prefix, one.id)},  {"role", one.role},
            {"begun_at", to_string(one.begun_at)},     {"used_at", to_string(one.used_at)},
            {"expires_at", to_string(one.expires_at)}, {"current", one.id == current}};
}

problem wrong_credentials() { return {401, "wrong_credentials", {}, {}, {}, {}, 0, {}}; }

// The charter's first role that the account has.
std::string first_role(const charter& terms, const account_standing& standing) {
    for (const auto& role : terms.role_order)
        if (standing.roles.contains(role)) return role;
    return {};
}

void open(call& asked, const verification& right, const std::string& role) {
    const auto opened = asked.with().accounts.open_session(right, role);
    if (!opened) return asked.refuse(opened.error());
    if (!*opened) return asked.refuse(wrong_credentials());
    const person_id& account = right.account;
    // The retention clock; whether it is noted changes nothing for who signs in.
    command_request noted;
    noted.name = "account.record_sign_in";
    noted.body = boost::json::serialize(boost::json::object{{"account", to_string(account)}, {"role", role}});
    noted.by = asked.by();
    noted.by.who = viewer{account, role, {}};
    noted.on_proof = true;
    asked.with().commands.submit(std::move(noted), [](const command_result&) {});
    http::fields headers;
    headers.add("Cache-Control", "no-store");
    asked.answer(boost::json::object{{"token", (*opened)->token},
                                     {"session", write_id(session_prefix, (*opened)->what.id)},
                                     {"expires_at", to_string((*opened)->what.expires_at)},
                                     {"account", to_string(account)},
                                     {"role", role}},
                 201, headers);
}

void take_verified(call& asked, const account_directory& accounts, const expected<verification>& verified,
                   const std::optional<std::string>& role) {
    if (!verified) return asked.refuse(verified.error());
    if (verified->what == sign_in_outcome::too_many)
        return asked.refuse(
            problem{429, "too_many_attempts", {}, {}, {}, {}, std::max(verified->retry_after_s, 1), {}});
    if (verified->what == sign_in_outcome::busy) return asked.refuse(503, "busy");
    if (verified->what == sign_in_outcome::wrong) return asked.refuse(wrong_credentials());
    const auto standing = accounts.find(verified->account);
    if (!standing) return asked.refuse(standing.error());
    // An account that may not sign in is told nothing that a wrong password would not be.
    if (!*standing || !(*standing)->active || (*standing)->roles.empty()) return asked.refuse(wrong_credentials());
    const auto entered = role ? *role : first_role(asked.terms(), **standing);
    if (!(*standing)->roles.contains(entered)) return asked.refuse(403, "role_not_held");
    open(asked, *verified, entered);
}

void sign_in(const shared_call& asked, const account_directory& accounts) {
    body_reader body(asked->asked().body);
    const auto email = body.text("email", email_octets_max);
    auto password = body.text("password", password_octets_max);
    const auto role = body.optional_text("role", role_octets_max);
    if (body.refuse(*asked)) return;
    asked->with().accounts.verify(email, std::move(password), asked->asked().head.peer,
                                  [asked, &accounts, role](const expected<verification>& verified) {
                                      take_verified(*asked, accounts, verified, role);
                                  });
}

void list_sessions(const shared_call& asked) {
    const auto all = asked->with().accounts.sessions_of(asked->by().who.account);
    if (!all) return asked->refuse(all.error());
    boost::json::array items;
    for (const auto& one : *all) items.push_back(json_of(one, asked->by().session));
    asked->answer(boost::json::object{{"items", std::move(items)}, {"next", nullptr}});
}

// Of the path: "current" or an id; nothing where it is neither.
std::optional<id128> session_named(const call& asked) {
    const auto& name = asked.parameter("session");
    if (name == "current") return asked.by().session;
    return read_id(session_prefix, name);
}

void read_session(const shared_call& asked) {
    const auto wanted = session_named(*asked);
    const auto all = asked->with().accounts.sessions_of(asked->by().who.account);
    if (!all) return asked->refuse(all.error());
    for (const auto& one : *all)
        if (wanted && one.id == *wanted) return asked->answer(json_of(one, asked->by().session));
    asked->refuse(404, "not_found");
}

void switch_role(const shared_call& asked, const account_directory& accounts) {
    body_reader body(asked->asked().body);
    const auto role = body.text("role", role_octets_max);
    if (body.refuse(*asked)) return;
    const auto standing = accounts.find(asked->by().who.account);
    if (!standing) return asked->refuse(standing.error());
    if (!*standing || !(*standing)->roles.contains(role)) return asked->refuse(403, "role_not_held");
    const auto entered = asked->with().accounts.switch_role(asked->by().who.account, asked->by().session, role);
    if (!entered) return asked->refuse(entered.error());
    if (!*entered) return asked->refuse(401, "session_ended");
    asked->answer(boost::json::object{{"account", to_string(asked->by().who.account)}, {"role", role}});
}

void end_session(const shared_call& asked) {
    const auto wanted = session_named(*asked);
    if (!wanted) return asked->refuse(404, "not_found");
    const auto ended = asked->with().accounts.close_session(asked->by().who.account, *wanted);
    if (!ended) return asked->refuse(ended.error());
    if (!*ended) return asked->refuse(404, "not_found");
    asked->answer_nothing();
}

void end_sessions(const shared_call& asked) {
    const auto ended = asked->with().accounts.close_sessions(asked->by().who.account);
    if (!ended) return asked->refuse(ended.error());
    asked->answer_nothing();
}

}  // namespace

std::vector<route> session_routes(const account_directory& accounts) {
    using http::method;
    std::vector<route> all;
    const auto add = [&](method how, std::string pattern, std::string operation, std::string meaning, std::string body,
                         std::string answer, int success, std::vector<int> problems,
                         std::function<void(std::shared_ptr<call>)> serve) {
        route one;
        one.method = how;
        one.pattern = std::move(pattern);
        one.operation = std::move(operation);
        one.meaning = std::move(meaning);
        one.body = std::move(body);
        one.answer = std::move(answer);
        one.success = success;
        one.problems = std::move(problems);
        one.serve = std::move(serve);
        all.push_back(std::move(one));
    };
    add(method::post, "/v1/sessions", "sign_in", "Signs in with an e-mail address and a password.", "sign_in",
        "session_opened", 201, {401, 403, 413, 415, 422}, [&accounts](const shared_call& c) { sign_in(c, accounts); });
    all.back().who = access::anyone;
    all.back().body_bytes_max = 16 * 1024;
    add(method::get, "/v1/sessions", "list_sessions", "The caller's sessions.", "", "sessions", 200, {}, list_sessions);
    add(method::delete_, "/v1/sessions", "end_sessions", "Ends all of the caller's sessions.", "", "", 204, {},
        end_sessions);
    add(method::put, "/v1/sessions/current", "switch_role", "Enters another role of the account.", "role_choice",
        "role_entered", 200, {403, 413, 415, 422}, [&accounts](const shared_call& c) { switch_role(c, accounts); });
    add(method::get, "/v1/sessions/{session}", "read_session", "One of the caller's sessions, or `current`.", "",
        "session", 200, {404}, read_session);
    add(method::delete_, "/v1/sessions/{session}", "end_session", "Ends one of the caller's sessions, or `current`.",
        "", "", 204, {404}, end_session);
    return all;
}

std::vector<named_schema> session_schemas() {
    return {
        {"sign_in", R"({"type":"object","required":["email","password"],"additionalProperties":false,"properties":{
            "email":{"type":"string","maxLength":254},"password":{"type":"string","maxLength":1024},
            "role":{"type":"string","description":"the charter's first role of the account where it is not given"}}})"},
        {"session_opened",
         R"({"type":"object","required":["token","session","expires_at","account","role"],"properties":{
            "token":{"type":"string","description":"for Authorization: Bearer; told once"},"session":{"type":"string"},
            "expires_at":{"type":"string","format":"date-time"},"account":{"type":"string"},"role":{"type":"string"}}})"},
        {"session",
         R"({"type":"object","required":["id","role","begun_at","used_at","expires_at","current"],"properties":{
            "id":{"type":"string"},"role":{"type":"string"},"begun_at":{"type":"string","format":"date-time"},
            "used_at":{"type":"string","format":"date-time"},"expires_at":{"type":"string","format":"date-time"},
            "current":{"type":"boolean"}}})"},
        {"sessions", R"({"type":"object","required":["items","next"],"properties":{
            "items":{"type":"array","items":{"$ref":"#/components/schemas/session"}},"next":{"type":["string","null"]}}})"},
        {"role_choice", R"({"type":"object","required":["role"],"additionalProperties":false,"properties":{
            "role":{"type":"string"}}})"},
        {"role_entered", R"({"type":"object","required":["account","role"],"properties":{
            "account":{"type":"string"},"role":{"type":"string"}}})"},
    };
}

}  // namespace parcours
