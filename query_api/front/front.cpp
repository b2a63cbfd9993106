// SPDX-License-Identifier: Apache-2.0
#include "query_api/front/front.hpp"

#include <algorithm>
#include <exception>

#include "query_api/front/refusals.hpp"
#include "query_api/front/seen_channel.hpp"
#include "query_api/front/trace_context.hpp"

namespace parcours {
namespace {

using refused = tl::unexpected<struct problem>;

bool reads(http::method which) { return which == http::method::get || which == http::method::head; }

// RFC 6750: the token of "Bearer <token>"; nothing where the field says something else.
std::optional<std::string_view> bearer_token(std::string_view authorization) {
    constexpr std::string_view scheme = "Bearer ";
    if (!http::equals_ignoring_case(authorization.substr(0, scheme.size()), scheme)) return std::nullopt;
    const auto token = authorization.substr(scheme.size());
    constexpr std::size_t token_octets_max = 4'096;
    if (token.empty() || token.size() > token_octets_max) return std::nullopt;
    return token;
}

// A parameter that the route does not declare, or one given twice: what its sender meant by it would not happen.
std::optional<struct problem> odd_parameter(const http::request_head& head, const route& on) {
    constexpr std::size_t name_octets_told_max = 64;
    const auto& all = head.query;
    for (auto each = all.begin(); each != all.end(); ++each) {
        if (each->name.empty() && each->value.empty()) continue;  // "?" or "&&" alone
        const auto is_this = [&](const auto& other) { return other.name == each->name; };
        const bool known = std::any_of(on.query.begin(), on.query.end(), is_this);
        if (known && std::none_of(all.begin(), each, is_this)) continue;
        auto what = problem_of(400, known ? "repeated_parameter" : "unknown_parameter");
        const bool told = each->name.size() <= name_octets_told_max;
        what.arguments = {{"name", told ? each->name : std::string("…")}};
        return what;
    }
    return std::nullopt;
}

http::response options_of(const router::match& match) {
    std::string allow = "OPTIONS";
    for (const auto each : match.allowed) {
        allow.append(", ").append(http::to_string(each));
        if (each == http::method::get) allow += ", HEAD";
    }
    http::response made;
    made.status = 204;
    made.headers.add("Allow", allow);
    return made;
}

}  // namespace

front::front(const services& with, const account_directory& accounts, front_settings limits, std::vector<route> routes,
             std::function<void(const request_seen&)> seen)
    : with_(with),
      accounts_(accounts),
      limits_(limits),
      routes_(std::move(routes)),
      seen_(std::move(seen)),
      rates_(limits.requests_per_second) {}

caller front::visitor_of(const http::request_head& head) const {
    caller by;
    by.language = with_.words.language_for(head.headers.find("Accept-Language").value_or(""));
    const auto context = head.headers.find("traceparent");
    const auto trace = context ? trace_of(*context) : std::nullopt;
    by.trace = trace ? *trace : with_.random.token();
    return by;
}

tl::expected<caller, struct problem> front::authenticate(const http::request_head& head, const route& on) const {
    auto by = visitor_of(head);
    const auto authorization = head.headers.find("Authorization");
    // Who signs in is not asked who they are: a token of an ended session does not keep them out.
    if (on.who == access::anyone) return by;
    if (!authorization && on.who != access::signed_in) return by;
    if (!authorization) return refused(problem_of(401, "not_signed_in"));
    const auto token = bearer_token(*authorization);
    if (!token) return refused(problem_of(401, "session_ended"));
    const auto found = with_.accounts.find_session(*token);
    if (!found) return refused(unavailable(on, by, found.error()));
    if (!*found) return refused(problem_of(401, "session_ended"));
    return signed_in(**found, std::move(by), on, head.headers.find("Accept-Language").has_value());
}

struct problem front::unavailable(const route& on, const caller& by, const failure& why) const {
    if (with_.tell_fault) with_.tell_fault({on.operation, by.trace, 503, why});
    return problem_of(503, "unavailable", 1);
}

tl::expected<caller, struct problem> front::signed_in(const session& found, caller by, const route& on,
                                                      bool chose_language) const {
    const auto standing = accounts_.find(found.account);
    if (!standing) return refused(unavailable(on, by, standing.error()));
    if (!*standing || !(*standing)->active || !(*standing)->roles.contains(found.role))
        return refused(problem_of(401, "session_ended"));
    by.who = viewer{found.account, found.role, (*standing)->organisation};
    by.session = found.id;
    if (!chose_language && !(*standing)->language.empty()) by.language = (*standing)->language;
    return by;
}

std::optional<struct problem> front::limit(const http::request_head& head, const caller& by) {
    const auto who = by.visitor() ? "peer " + head.peer : to_string(by.who.account);
    if (rates_.take(who, with_.time.since_boot_ms())) return std::nullopt;
    return problem_of(429, "too_many_requests", 1);
}

void front::handle(http::request what, http::responder respond) {
    const auto match = routes_.find(what.head.method, what.head.path);
    const auto visitor = visitor_of(what.head);
    request_seen seen;
    seen.operation = match.found != nullptr ? match.found->operation : "";
    seen.trace = visitor.trace;
    http::responder answering = seen_channel::between(std::move(respond), seen, with_, seen_);
    const auto refuse = [&](const struct problem& why, const caller& by) {
        answering(render(why, with_.words, by.language, by.trace));
    };
    if (match.found == nullptr) {
        if (what.head.method == http::method::options && !match.allowed.empty()) return answering(options_of(match));
        return refuse(no_route(match), visitor);
    }
    auto by = authenticate(what.head, *match.found);
    if (!by) {
        // Guessing tokens is as limited as everything else.
        if (const auto over = limit(what.head, visitor)) return refuse(*over, visitor);
        return refuse(by.error(), visitor);
    }
    by->trace = visitor.trace;
    if (const auto over = limit(what.head, *by)) return refuse(*over, *by);
    if (const auto odd = odd_parameter(what.head, *match.found)) return refuse(*odd, *by);
    // Shared, for the answer may come on another thread after this returns.
    await_reads(std::make_shared<call>(with_, std::move(what), std::move(answering), *std::move(by), *match.found,
                                       match.parameters));
}

// A read waits until the read models hold what the caller wrote before; a command hands the positions on.
void front::await_reads(std::shared_ptr<call> asked) const {
    const auto after = asked->asked().head.headers.find("Read-After");
    if (!after || !reads(asked->asked().head.method)) return serve(asked);
    bool same_generation = true;
    const auto positions = with_.commands.read_positions(*after, same_generation);
    if (!same_generation) return asked->refuse(409, "other_generation");
    if (!positions) {
        auto why = problem_of(400, "malformed_parameter");
        why.arguments = {{"name", "Read-After"}};
        return asked->refuse(why);
    }
    with_.models.when_reached(*positions, limits_.read_after_wait_ms, [this, asked](bool reached) {
        if (!reached) return asked->refuse(503, "not_yet_readable");
        serve(asked);
    });
}

void front::serve(const std::shared_ptr<call>& asked) const {
    // What is not public depends on relations: stale ones might show a file to somebody who was turned away.
    const bool guarded = asked->on().who != access::anyone && !asked->by().visitor();
    if (guarded && reads(asked->asked().head.method) && !with_.models.relations_are_fresh())
        return asked->refuse(503, "relations_not_fresh");
    try {
        asked->on().serve(asked);
    } catch (const std::exception& bug) {
        // Of one route; the others go on, and the operator is told.
        if (!asked->answered()) asked->refuse(failure{failure_code::invalid, std::string("a bug: ") + bug.what()});
    }
}

}  // namespace parcours
