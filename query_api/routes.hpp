// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "query_api/account_directory.hpp"
#include "query_api/command_gateway.hpp"
#include "query_api/route.hpp"

// Every operation of the API, area by area. A route that is not in `all_routes` does not exist.
namespace parcours {

// A schema that routes name for their bodies and answers: JSON Schema 2020-12 as JSON text, in which "#/components/…"
// refers to the others.
struct named_schema {
    std::string name;
    std::string json;
};

// Each takes what it needs beside the services of a call; all outlive the routes.
std::vector<route> session_routes(const account_directory& accounts);
std::vector<named_schema> session_schemas();
std::vector<route> password_routes(password_letters& letters);
std::vector<named_schema> password_schemas();
std::vector<route> platform_routes(const account_directory& accounts);  // /v1/me, /v1/charter
std::vector<named_schema> platform_schemas();
// How many accounts are opened an hour, or tried to be: each try shows whether an address is known.
struct account_rates {
    std::uint32_t registrations_per_hour = 20;  // by visitors of one address
    std::uint32_t creations_per_hour = 100;     // by one account; administrators', who read them all, are not counted
};
std::vector<route> command_routes(const account_rates& rates);
std::vector<named_schema> command_schemas();
std::vector<route> offer_routes();
std::vector<named_schema> offer_schemas();
std::vector<route> organisation_routes();
std::vector<named_schema> organisation_schemas();
std::vector<route> candidate_routes();
std::vector<named_schema> candidate_schemas();
std::vector<route> account_routes();  // and the directory
std::vector<named_schema> account_schemas();
std::vector<route> application_routes();  // /v1/applications…
route application_list_route();           // their list, one of them
std::vector<named_schema> application_schemas();
std::vector<route> sponsorship_routes();
std::vector<named_schema> sponsorship_schemas();
std::vector<route> dashboard_routes();
std::vector<named_schema> dashboard_schemas();

// The areas in the order in which they are looked through, and last the document that describes them all.
std::vector<route> all_routes(const account_directory& accounts, password_letters& letters,
                              const command_gateway& commands, const account_rates& rates = {});
std::vector<named_schema> all_schemas();

// OpenAPI 3.1 of these routes, of each command and of every event type.
std::string openapi_document(const std::vector<route>& routes, const std::vector<named_schema>& schemas,
                             const std::vector<command_description>& commands);

}  // namespace parcours
