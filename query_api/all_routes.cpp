// SPDX-License-Identifier: Apache-2.0
#include "events/commit/digest.hpp"
#include "query_api/call.hpp"
#include "query_api/routes.hpp"

namespace parcours {
namespace {

template <class T>
void append(std::vector<T>& to, std::vector<T> more) {
    for (auto& each : more) to.push_back(std::move(each));
}

std::vector<named_schema> shared_schemas() {
    return {
        {"problem",
         R"({"type":"object","description":"RFC 9457","required":["type","title","status","detail","code","trace_id"],
            "properties":{"type":{"type":"string"},"title":{"type":"string"},"status":{"type":"integer"},
            "detail":{"type":"string"},"code":{"type":"string"},"trace_id":{"type":"string"},
            "rejection":{"type":"string"},"command_id":{"type":"string"},
            "errors":{"type":"array","items":{"type":"object","required":["pointer","code","detail"],"properties":{
                "pointer":{"type":"string"},"code":{"type":"string"},"detail":{"type":"string"}}}}}})"},
        {"openapi", R"({"type":"object","description":"this document"})"},
        {"incomplete",
         R"({"const":true,"description":"there is more than one request looks through, and no cursor leads there"})"},
    };
}

route describing() {
    route one;
    one.pattern = "/openapi.json";
    one.operation = "read_openapi";
    one.meaning = "This document: every operation, command and event type.";
    one.who = access::anyone;
    one.answer = "openapi";
    return one;
}

}  // namespace

std::vector<named_schema> all_schemas() {
    std::vector<named_schema> all = shared_schemas();
    append(all, session_schemas());
    append(all, password_schemas());
    append(all, platform_schemas());
    append(all, command_schemas());
    append(all, offer_schemas());
    append(all, organisation_schemas());
    append(all, candidate_schemas());
    append(all, account_schemas());
    append(all, application_schemas());
    append(all, sponsorship_schemas());
    append(all, dashboard_schemas());
    return all;
}

std::vector<route> all_routes(const account_directory& accounts, password_letters& letters,
                              const command_gateway& commands, const account_rates& rates) {
    std::vector<route> all;
    append(all, session_routes(accounts));
    append(all, password_routes(letters));
    append(all, platform_routes(accounts));
    append(all, command_routes(rates));
    append(all, offer_routes());
    append(all, organisation_routes());
    append(all, candidate_routes());
    append(all, account_routes());
    append(all, application_routes());
    append(all, sponsorship_routes());
    append(all, dashboard_routes());
    all.push_back(describing());
    // Shared by every answer: it is made once, and is the same for everybody.
    const auto text = std::make_shared<const std::string>(openapi_document(all, all_schemas(), commands.catalogue()));
    const std::string etag = "\"" + to_hex(view(sha256(*text)).substr(0, 16)) + "\"";
    all.back().serve = [text, etag](const std::shared_ptr<call>& asked) {
        asked->answer(text, "application/json", etag);
    };
    return all;
}

}  // namespace parcours
