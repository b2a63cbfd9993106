// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include <boost/json.hpp>

#include "events/json/schema.hpp"
#include "events/registry/event_registry.hpp"
#include "query_api/routes.hpp"

namespace parcours {
namespace {

using boost::json::array;
using boost::json::object;

object reference_to(const std::string& schema) { return {{"$ref", "#/components/schemas/" + schema}}; }

object json_content(const std::string& schema, const char* type = "application/json") {
    return {{type, object{{"schema", reference_to(schema)}}}};
}

// What any operation may answer beside what it declares.
constexpr std::array<int, 7> everywhere{400, 408, 414, 429, 431, 500, 503};

const char* meaning_of(int status) {
    switch (status) {
        case 400: return "malformed; `errors` point to the places";
        case 401: return "no session, or it has ended";
        case 403: return "this role may not";
        case 404: return "not there, or not for this caller";
        case 408: return "the request did not come in time";
        case 409: return "refused by a rule (`rejection`), the same key with another body, or another log";
        case 412: return "the stream moved since If-Match was read";
        case 413: return "the body is too large";
        case 414: return "the path and query are too long";
        case 415: return "the body is no JSON";
        case 422: return "values out of range; `errors` point to them";
        case 429: return "too many requests; Retry-After";
        case 431: return "the header fields are too long, or too many";
        case 503: return "cannot answer now; Retry-After";
        default: return "an error of ours";
    }
}

// Positions of another log are told apart from malformed ones.
bool takes_read_after(const route& on) { return on.method == http::method::get && on.who != access::anyone; }

// What is read carries a tag of what this caller sees, and is not sent again to who has it.
bool carries_tag(const route& on) { return on.method == http::method::get && !on.answer.empty(); }

object answers_of(const route& on) {
    object success{{"description", on.meaning}};
    if (!on.answer.empty()) success["content"] = json_content(on.answer);
    object answers;
    if (carries_tag(on)) {
        const object tag{{"ETag", object{{"description", "of what this caller sees"},
                                         {"required", true},
                                         {"schema", object{{"type", "string"}}}}}};
        success["headers"] = tag;
        answers["304"] = object{{"description", "as the caller has it already (If-None-Match)"}, {"headers", tag}};
    }
    answers[std::to_string(on.success)] = std::move(success);
    std::vector<int> statuses(everywhere.begin(), everywhere.end());
    if (on.who != access::anyone) statuses.push_back(401);
    if (takes_read_after(on)) statuses.push_back(409);
    if (on.operation == "reset_password") answers["204"] = object{{"description", "the new password holds"}};
    statuses.insert(statuses.end(), on.problems.begin(), on.problems.end());
    std::sort(statuses.begin(), statuses.end());
    for (const int status : statuses)
        answers[std::to_string(status)] = object{{"description", meaning_of(status)},
                                                 {"content", json_content("problem", "application/problem+json")}};
    return answers;
}

object header_parameter(const char* name, const char* meaning, const char* pattern) {
    return {{"name", name},
            {"in", "header"},
            {"description", meaning},
            {"schema", object{{"type", "string"}, {"pattern", pattern}}}};
}

// Of every operation; the account's own language holds where none is asked for.
object language_parameter() {
    return header_parameter("Accept-Language", "in which texts are wanted: fr, en (RFC 9110, 12.5.4)",
                            "^[A-Za-z0-9,;=.* -]+$");
}

array parameters_of(const route& on) {
    array all;
    for (auto at = on.pattern.find('{'); at != std::string::npos; at = on.pattern.find('{', at + 1)) {
        const auto name = on.pattern.substr(at + 1, on.pattern.find('}', at) - at - 1);
        all.push_back({{"name", name}, {"in", "path"}, {"required", true}, {"schema", object{{"type", "string"}}}});
    }
    for (const auto& each : on.query)
        all.push_back({{"name", each.name},
                       {"in", "query"},
                       {"description", each.meaning},
                       {"schema", boost::json::parse(each.schema)}});
    if (takes_read_after(on))
        all.push_back(header_parameter("Read-After", "positions of the caller's own writes, to be read", "^.+$"));
    if (carries_tag(on))
        all.push_back(header_parameter("If-None-Match", "tags of what the caller has already", "^.+$"));
    all.push_back(language_parameter());
    return all;
}

object operation_of(const route& on) {
    object made{{"operationId", on.operation}, {"summary", on.meaning}, {"responses", answers_of(on)}};
    made["parameters"] = parameters_of(on);
    if (!on.body.empty()) made["requestBody"] = object{{"required", true}, {"content", json_content(on.body)}};
    if (on.who == access::anyone) {
        made["security"] = array{};
    } else if (on.who == access::by_charter) {
        made["security"] = array{object{}, object{{"session", array{}}}};
    }
    return made;
}

object fields_of(const command_description& command) {
    object properties;
    array required;
    for (const auto& field : command.fields) {
        auto schema = boost::json::parse(field.schema);
        if (schema.is_object()) schema.as_object()["description"] = field.meaning;
        properties[field.name] = std::move(schema);
        if (field.mandatory) required.emplace_back(field.name);
    }
    object made{{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
    if (!required.empty()) made["required"] = std::move(required);
    return made;
}

// Each command as an operation of its own: its body, its results and its rejections are its own.
object operation_of(const route& issuing, const command_description& command) {
    route one = issuing;
    one.operation = command.name;
    one.meaning = command.meaning;
    one.pattern = "/v1/commands/" + command.name;
    one.who = command.visitors ? access::by_charter : access::signed_in;
    object made = operation_of(one);
    made["requestBody"] =
        object{{"required", true}, {"content", object{{"application/json", object{{"schema", fields_of(command)}}}}}};
    array rejections;
    for (const auto& each : command.rejections) rejections.emplace_back(each);
    made["x-rejections"] = std::move(rejections);
    array results;
    for (const auto& each : command.results) results.emplace_back(each);
    made["x-results"] = std::move(results);
    made["parameters"] = array{
        header_parameter("Idempotency-Key", "a repeated request under it gives the same answer",
                         "^[A-Za-z0-9_-]{1,64}$"),
        header_parameter("If-Match", "the version of the stream as the caller last saw it", "^\"?[0-9]+\"?$"),
        header_parameter("Read-After", "positions to be reached before it is decided", "^.+$"), language_parameter()};
    return made;
}

object events_schema() {
    object all;
    for (const auto& type : all_event_types())
        write_schema(type,
                     all["event." + std::string(type.name) + ".v" + std::to_string(type.version)].emplace_object());
    return all;
}

}  // namespace

std::string openapi_document(const std::vector<route>& routes, const std::vector<named_schema>& schemas,
                             const std::vector<command_description>& commands) {
    object paths;
    for (const auto& each : routes) {
        std::string method(http::to_string(each.method));
        std::transform(method.begin(), method.end(), method.begin(),
                       [](char c) { return static_cast<char>(c | 0x20); });
        if (each.operation == "issue_command") {
            for (const auto& command : commands)
                paths["/v1/commands/" + command.name] = object{{method, operation_of(each, command)}};
            continue;
        }
        auto& path = paths[each.pattern];
        if (path.is_null()) path.emplace_object();
        path.as_object()[method] = operation_of(each);
    }
    object known = events_schema();
    for (const auto& each : schemas) known[each.name] = boost::json::parse(each.json);
    const object security{{"session", object{{"type", "http"}, {"scheme", "bearer"}}}};
    return boost::json::serialize(
        object{{"openapi", "3.1.0"},
               {"info", object{{"title", "Parcours"},
                               {"description", "A method that a path does not list is answered 405, with Allow."},
                               {"version", "1"},
                               {"license", object{{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}}}}},
               {"jsonSchemaDialect", "https://json-schema.org/draft/2020-12/schema"},
               {"security", array{object{{"session", array{}}}}},
               {"paths", std::move(paths)},
               {"components", object{{"schemas", std::move(known)}, {"securitySchemes", security}}}});
}

}  // namespace parcours
