// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "query_api/http.hpp"

namespace parcours {

class call;

// Who may use a route at all; what they see is the charter's matter.
enum class access : std::uint8_t {
    anyone,  // also without a session
    signed_in,
    by_charter,  // without a session where the charter says so
};

struct query_parameter {
    std::string name;
    std::string schema;  // JSON Schema of the value, as JSON text
    std::string meaning;
};

// One operation of the API: what it is for, what it takes and gives, and what serves it. The router, OpenAPI and the
// list of limits are derived from these.
struct route {
    http::method method = http::method::get;
    std::string pattern;    // "/v1/applications/{application}/history"
    std::string operation;  // "read_application_history": also its name in the access log and in metrics
    std::string meaning;
    access who = access::signed_in;
    std::vector<query_parameter> query;
    std::string body;    // name of the schema of the body; empty: it takes none
    std::string answer;  // name of the schema of a success; empty: 204
    int success = 200;
    std::uint64_t body_bytes_max = 1 << 20;            // beyond it 413
    std::vector<int> problems;                         // beside 400, 401, 429, 500 and 503, which any route may answer
    std::function<void(std::shared_ptr<call>)> serve;  // answers once, now or later
};

// Finds routes. A path that is known under another method is told apart (405).
class router {
  public:
    explicit router(std::vector<route> routes);

    struct match {
        const route* found = nullptr;
        std::map<std::string, std::string> parameters;
        std::vector<http::method> allowed;  // where the path is known and the method is not
    };
    match find(http::method method, std::string_view path) const;
    const std::vector<route>& routes() const { return routes_; }

  private:
    struct segments {
        std::vector<std::string> parts;  // "{name}" for a parameter
        std::size_t route = 0;
    };
    std::vector<route> routes_;
    std::vector<segments> patterns_;
};

}  // namespace parcours
