// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "infra/http/cors.hpp"
#include "infra/http/counters.hpp"
#include "infra/http/mailbox.hpp"
#include "infra/http/proxies.hpp"
#include "infra/http/settings.hpp"
#include "query_api/http.hpp"

namespace parcours::http {

class session;

// What the connections of one I/O thread have in common; outlives them, and belongs to that thread.
struct surroundings {
    const settings& limits;
    handler& routes;
    counters& counts;
    const proxy_list& proxies;
    const cors_rule& cors;
    std::shared_ptr<mailbox> box;  // shared with everyone who owes an answer

    std::function<void(std::uint64_t)> ended;  // told the id of a connection that is over, once

    std::int64_t now_ms = 0;         // of a steady clock, when something last happened
    std::string date;                // of the second, for the Date field
    session* dispatching = nullptr;  // whose request the handler is looking at

    void look_at_clock();
};

// The handler's text of an error which the server found; a plain one where the handler itself fails.
response problem_of(handler& routes, int status, std::string_view code, const request_head& head);

}  // namespace parcours::http
