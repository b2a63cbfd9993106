// SPDX-License-Identifier: Apache-2.0
#include "query_api/front/seen_channel.hpp"

#include "query_api/front/trace_context.hpp"

namespace parcours {

http::responder seen_channel::between(http::responder to, request_seen what, const services& with,
                                      const std::function<void(const request_seen&)>& seen) {
    // Shared as a responder asks: the call may outlive the request's handler.
    return {std::make_shared<seen_channel>(std::move(to), std::move(what), with, seen), {}};
}

seen_channel::seen_channel(http::responder to, request_seen what, const services& with,
                           const std::function<void(const request_seen&)>& seen)
    : to_(std::move(to)), what_(std::move(what)), with_(with), seen_(seen), since_ms_(with.time.since_boot_ms()) {}

void seen_channel::answer(const ticket&, http::response&& what) {
    what.headers.add("traceparent", traceparent_for(what_.trace, with_.random));
    what.headers.add("X-Content-Type-Options", "nosniff");
    tell(what.status);
    to_(std::move(what));
}

// The server says 503 of its own when `to_` goes unused.
void seen_channel::abandon(const ticket&) { tell(503); }

void seen_channel::tell(int status) {
    what_.status = status;
    what_.seconds = static_cast<double>(with_.time.since_boot_ms() - since_ms_) / 1'000;
    if (seen_) seen_(what_);
}

}  // namespace parcours
