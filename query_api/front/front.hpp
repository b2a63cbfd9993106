// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "query_api/account_directory.hpp"
#include "query_api/call.hpp"
#include "query_api/front/rate_limit.hpp"
#include "query_api/http.hpp"
#include "query_api/route.hpp"
#include "query_api/services.hpp"

namespace parcours {

struct front_settings {
    std::uint32_t requests_per_second = 100;  // of one account, or one visitor's address; beyond it 429
    std::int64_t read_after_wait_ms = 2'000;  // how long a read waits for the caller's own writes; then 503
};

// One request as it ended, for metrics and the log; nothing personal.
struct request_seen {
    std::string operation;  // empty: no such route
    int status = 0;
    double seconds = 0;
    token128 trace{};
    std::string refusal = {};  // the code of an answer that the server gave of its own (http::handler::problem)
};

// Everything between the port and a route: finds the route, says who calls and in which language, holds the limits,
// waits for the caller's own writes, and gives the call to the route. Threads: any; never blocks.
class front final : public http::handler {
  public:
    // All outlive every request. `seen` is called once for each answer, from any thread: a route's that came too late
    // is told beside the server's.
    front(const services& with, const account_directory& accounts, front_settings limits, std::vector<route> routes,
          std::function<void(const request_seen&)> seen);

    http::body_policy policy(const http::request_head& head) override;
    void handle(http::request what, http::responder respond) override;
    http::response problem(int status, std::string_view code, const http::request_head& head) override;

    const std::vector<route>& routes() const { return routes_.routes(); }
    void set_requests_per_second(std::uint32_t count) { rates_.set(count); }

  private:
    caller visitor_of(const http::request_head& head) const;
    // Who calls; or the refusal.
    tl::expected<caller, struct problem> authenticate(const http::request_head& head, const route& on) const;
    tl::expected<caller, struct problem> signed_in(const session& found, caller by, const route& on,
                                                   bool chose_language) const;
    // Who calls cannot be told; the operator hears why.
    struct problem unavailable(const route& on, const caller& by, const failure& why) const;
    std::optional<struct problem> limit(const http::request_head& head, const caller& by);
    void await_reads(std::shared_ptr<call> asked) const;
    void serve(const std::shared_ptr<call>& asked) const;
    // Before there is a call: tells of it too.
    http::response refusal_of(const struct problem& what, const http::request_head& head, request_seen seen) const;

    const services& with_;
    const account_directory& accounts_;
    const front_settings limits_;
    const router routes_;
    const std::function<void(const request_seen&)> seen_;
    rate_limit rates_;
};

}  // namespace parcours
