// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>

#include <boost/json.hpp>

#include "query_api/call.hpp"
#include "query_api/front/rate_limit.hpp"
#include "query_api/routes.hpp"

// The door to what may happen: the body goes on as it came, and what came of it is said in HTTP's terms.
namespace parcours {
namespace {

using boost::json::array;
using boost::json::object;
using shared_call = std::shared_ptr<call>;

constexpr std::size_t key_characters_max = 64;
constexpr std::int64_t hour_ms = 3'600'000;

bool is_key(std::string_view text) {
    return !text.empty() && text.size() <= key_characters_max && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

// A version is sent bare or as an entity tag: 7, "7".
std::optional<std::uint64_t> version_in(std::string_view text) {
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
    std::uint64_t version = 0;
    const auto [at, error] = std::from_chars(text.data(), text.data() + text.size(), version);
    if (error != std::errc{} || at != text.data() + text.size()) return std::nullopt;
    return version;
}

void refuse_parameter(call& asked, const char* name) {
    problem what;
    what.status = 400;
    what.code = "malformed_parameter";
    what.arguments = {{"name", name}};
    asked.refuse(what);
}

// The fields of the head that a command hands on; false where one is malformed, which is answered.
bool read_fields(call& asked, command_request& into) {
    const auto& headers = asked.asked().head.headers;
    if (const auto key = headers.find("Idempotency-Key")) {
        if (!is_key(*key)) return refuse_parameter(asked, "Idempotency-Key"), false;
        into.idempotency_key = std::string(*key);
    }
    if (const auto expected_version = headers.find("If-Match")) {
        into.if_version = version_in(*expected_version);
        if (!into.if_version) return refuse_parameter(asked, "If-Match"), false;
    }
    if (const auto after = headers.find("Read-After")) {
        bool same_generation = true;
        const auto positions = asked.with().commands.read_positions(*after, same_generation);
        if (!same_generation) return asked.refuse(409, "other_generation"), false;
        if (!positions) return refuse_parameter(asked, "Read-After"), false;
        into.read_after = *positions;
    }
    return true;
}

object done(const call& asked, const command_result& result) {
    array events;
    for (const auto& each : result.events)
        events.push_back({{"id", each.id}, {"type", each.type}, {"stream", each.stream}, {"version", each.version}});
    object body{
        {"command_id", result.command}, {"position", nullptr}, {"events", std::move(events)}, {"result", object{}}};
    if (result.at) body["position"] = asked.with().commands.write_position(*result.at);
    if (!result.outcome.empty()) {
        boost::json::error_code error;
        auto outcome = boost::json::parse(result.outcome, error);
        if (!error && outcome.is_object()) body["result"] = std::move(outcome);
    }
    if (result.pending) body["pending"] = true;
    return body;
}

const char* code_of_status(int status) {
    switch (status) {
        case 400: return "malformed";
        case 401: return "not_signed_in";
        case 403: return "forbidden";
        case 404: return "not_found";
        case 412: return "version_moved";
        case 413: return "body_too_large";
        case 422: return "invalid";
        case 429: return "too_many_requests";
        case 503: return "unavailable";
        default: return "internal";
    }
}

// A text that is not there is said as its key.
std::string said_or(const call& asked, const std::string& key, const std::string& otherwise) {
    auto said = asked.with().words.say(key, asked.by().language);
    return said == key ? asked.with().words.say(otherwise, asked.by().language) : said;
}

problem refusal(const call& asked, const command_result& result) {
    problem what;
    what.status = result.status;
    what.fields = result.fields;
    what.command = result.command;
    what.retry_after_s = result.retry_after_s;
    if (result.status == 503 && what.retry_after_s == 0) what.retry_after_s = 1;
    const std::string title = "problem." + result.code + ".title";
    const bool known = !result.code.empty() && asked.with().words.say(title, "fr") != title;
    if (result.status == 409 && !known) {
        what.code = "rejected";
        what.rejection = result.code;
        what.arguments = {{"why", said_or(asked, "rejection." + result.code, "rejection.other")}};
        return what;
    }
    what.code = known ? result.code : code_of_status(result.status);
    return what;
}

// Of accounts that are opened.
struct openings {
    explicit openings(const account_rates& rates)
        : by_visitors(rates.registrations_per_hour, hour_ms), by_accounts(rates.creations_per_hour, hour_ms) {}
    rate_limit by_visitors;
    rate_limit by_accounts;
};

// What whoever opens an account is told shows whether an address is known, and the address is taken, so nobody asks
// often: a visitor by their address, a member by their account.
bool may_open(call& asked, std::string_view command, openings& so_far) {
    const auto& by = asked.by();
    const bool counted = by.visitor() || (command == "account.create" && by.who.role != "administrator");
    if (!counted) return true;
    auto& rate = by.visitor() ? so_far.by_visitors : so_far.by_accounts;
    const std::string who = by.visitor() ? asked.asked().head.peer : to_string(by.who.account);
    if (rate.take(who, asked.with().time.since_boot_ms())) return true;
    problem what;
    what.status = 429;
    what.code = "too_many_requests";
    what.retry_after_s = rate.wait_s();
    asked.refuse(what);
    return false;
}

void issue(const shared_call& asked, openings& so_far) {
    command_request request;
    request.name = asked->parameter("command");
    request.by = asked->by();
    request.body = asked->asked().body;
    const auto& all = asked->with().commands.catalogue();
    const auto known =
        std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.name == request.name; });
    if (known == all.end()) return asked->refuse(404, "not_found");
    if (asked->by().visitor()) {
        const bool may = known->visitors && asked->terms().allows("visitor", request.name) != nullptr;
        if (!may) return asked->refuse(401, "not_signed_in");
    }
    if (!may_open(*asked, request.name, so_far)) return;
    if (!read_fields(*asked, request)) return;
    asked->with().commands.submit(std::move(request), [asked](const command_result& result) {
        if (result.status != 200) return asked->refuse(refusal(*asked, result));
        asked->answer(done(*asked, result));
    });
}

array names_in(const std::vector<std::string>& names) {
    array all;
    for (const auto& each : names) all.emplace_back(each);
    return all;
}

void list_commands(const shared_call& asked) {
    array items;
    for (const auto& each : asked->with().commands.catalogue()) {
        array fields;
        for (const auto& field : each.fields)
            fields.push_back({{"name", field.name},
                              {"schema", boost::json::parse(field.schema)},
                              {"meaning", field.meaning},
                              {"mandatory", field.mandatory}});
        items.push_back({{"name", each.name},
                         {"meaning", each.meaning},
                         {"fields", std::move(fields)},
                         {"rejections", names_in(each.rejections)},
                         {"results", names_in(each.results)},
                         {"target", each.target},
                         {"visitors", each.visitors}});
    }
    asked->answer(object{{"items", std::move(items)}, {"next", nullptr}});
}

}  // namespace

std::vector<route> command_routes(const account_rates& rates) {
    // Shared by every request: it is what they are counted by.
    const auto so_far = std::make_shared<openings>(rates);
    route issuing;
    issuing.method = http::method::post;
    issuing.pattern = "/v1/commands/{command}";
    issuing.operation = "issue_command";
    issuing.meaning = "Issues a command; the same Idempotency-Key with the same body gives the same answer.";
    issuing.who = access::by_charter;
    issuing.body = "command";
    issuing.answer = "command_done";
    issuing.problems = {403, 404, 409, 412, 413, 415, 422};
    issuing.serve = [so_far](const shared_call& asked) { issue(asked, *so_far); };
    route listing;
    listing.pattern = "/v1/commands";
    listing.operation = "list_commands";
    listing.meaning = "Every command with its fields, rejections and results.";
    listing.who = access::anyone;
    listing.answer = "command_catalogue";
    listing.serve = list_commands;
    return {issuing, listing};
}

std::vector<named_schema> command_schemas() {
    return {
        {"command", R"({"type":"object","description":"the fields of the command, by name"})"},
        {"command_done", R"({"type":"object","required":["command_id","position","events","result"],"properties":{
            "command_id":{"type":"string"},"position":{"type":["string","null"],"description":"for Read-After"},
            "events":{"type":"array","items":{"type":"object","required":["id","type","stream","version"],"properties":{
                "id":{"type":"string"},"type":{"type":"string"},"stream":{"type":"string"},"version":{"type":"integer"}}}},
            "result":{"type":"object","description":"ids that were made, by name","additionalProperties":{"type":"string"}},
            "pending":{"type":"boolean","description":"a reaction follows"}}})"},
        {"command_catalogue", R"({"type":"object","required":["items","next"],"properties":{
            "items":{"type":"array","items":{"type":"object","required":["name","meaning","fields","rejections"],
                "properties":{"name":{"type":"string"},"meaning":{"type":"string"},
                "fields":{"type":"array","items":{"type":"object","properties":{"name":{"type":"string"},"schema":{},
                    "meaning":{"type":"string"},"mandatory":{"type":"boolean"}}}},
                "rejections":{"type":"array","items":{"type":"string"}},
                "results":{"type":"array","items":{"type":"string"}},"target":{"type":"string"},
                "visitors":{"type":"boolean"}}}},"next":{"type":"null"}}})"},
    };
}

}  // namespace parcours
