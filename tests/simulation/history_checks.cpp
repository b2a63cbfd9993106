// SPDX-License-Identifier: Apache-2.0
#include "tests/simulation/history_checks.hpp"

#include <fmt/format.h>

#include "events/charter/audiences_of.hpp"

namespace parcours {
namespace {

using kind = command_answer::kind;

std::string name(const command_id& command) { return to_hex(view(command)).substr(0, 8); }

stamp stamp_at(const stream_id& stream, std::uint64_t version, instant at) {
    return {stream, version, {}, at, {}, nullptr, {}, 1};
}

}  // namespace

history_checks::history_checks(const run_record& record, keys& vault, const charter& terms)
    : record_(record), vault_(vault), terms_(terms) {}

std::vector<std::string> history_checks::run() {
    for (const auto& each : record_.history)
        if (each.content && !commands_.emplace(each.content->command, &each).second)
            violated("command " + name(each.content->command) + " is twice in history");
    for (const auto& each : record_.answers) answers_at_.emplace(each.said.at.offset, &each);
    check_answers_at(-1);
    for (const auto& each : record_.history) {
        if (each.content) check_commit(each);
        check_answers_at(each.at.offset);
    }
    for (const auto& [offset, given] : answers_at_)
        if (given->said.what <= kind::version_moved)
            violated(fmt::format("command {} was answered at {}, where history has nothing", name(given->asked->id),
                                 offset));
    check_lost();
    return violations_;
}

bool history_checks::same_request(const asked_command& asked, const commit& content) const {
    return vault_.dedupe_digest(request_text(asked), content.dedupe_key)->value == content.request_digest;
}

history_checks::outcome history_checks::decide(const asked_command& asked, instant now) const {
    auto states = states_;
    auto versions = versions_;
    const route_number route = asked.parts.front().stream.route();
    route_state routed = routes_.contains(route) ? routes_.at(route) : route_state{};
    if (asked.if_version && states[asked.parts.front().stream].known().version_for(
                                terms_.visible, audiences_of_clients()) != *asked.if_version)
        return {kind::version_moved, "version_moved", {}};
    outcome found;
    for (const auto& step : steps_of(asked)) {
        const stream_id stream = step->stream();
        facts known;
        known.now = now;
        known.route = &routed;
        const auto decided = step->decide(states[stream], known);
        if (!decided) return {kind::rejected, std::string(decided.error().code), {}};
        for (const auto& made : *decided) {
            const stamp at = stamp_at(stream, ++versions[stream], now);
            if (found.parts.empty() || found.parts.back().stream != stream)
                found.parts.push_back({stream, at.version, {}});
            found.parts.back().events.push_back(*made->encode(stream, nullptr));
            made->apply(states[stream], at);
            made->apply(routed, at);
        }
    }
    if (found.parts.empty()) found.what = kind::unchanged;
    return found;
}

void history_checks::check_commit(const accepted& next) {
    const commit& content = *next.content;
    const auto [first, last] = record_.asked.equal_range(content.command);
    const asked_command* asked = nullptr;
    for (auto each = first; each != last; ++each)
        if (same_request(*each->second, content)) asked = each->second.get();
    if (asked == nullptr) return violated("nobody asked for the commit of " + name(content.command));
    const auto again = decide(*asked, content.recorded_at);
    if (again.what == kind::version_moved || again.code != content.rejection || again.parts != content.parts)
        violated(fmt::format("the commit of {} at {} was not decided on the state that it extends",
                             name(content.command), next.at.offset));
    if (asked->read_after && next.at.offset <= asked->read_after->offset)
        violated(fmt::format("the commit of {} at {} was to come after {}", name(content.command), next.at.offset,
                             asked->read_after->offset));
    apply(content);
}

void history_checks::apply(const commit& content) {
    const tally_folds folds;
    for (const auto& part : content.parts)
        for (const auto& happened : part.events) {
            const stamp at = stamp_at(part.stream, ++versions_[part.stream], content.recorded_at);
            if (!states_[part.stream].evolve(happened, at) || !folds.evolve(routes_[part.stream.route()], happened, at))
                violated("an event that cannot be decoded");
        }
}

void history_checks::check_answers_at(std::int64_t offset) {
    const auto [first, last] = answers_at_.equal_range(offset);
    for (auto each = first; each != last; ++each) check_answer(*each->second);
    answers_at_.erase(first, last);
}

void history_checks::check_answer(const given_answer& given) {
    const auto& said = given.said;
    const asked_command& asked = *given.asked;
    const auto found = commands_.find(asked.id);
    if (said.what == kind::other_request) {
        if (found == commands_.end() || same_request(asked, *found->second->content))
            violated("command " + name(asked.id) + " was told that its id is another's, and it is not");
        return;
    }
    if (said.what > kind::version_moved) return;
    if (found != commands_.end() && found->second->at.offset == said.at.offset)
        return check_in_history(given, *found->second->content);
    if (said.what == kind::done)
        return violated(
            fmt::format("command {} was acknowledged at {} and is not there", name(asked.id), said.at.offset));
    if (asked.client_key && said.what != kind::version_moved)
        violated("the refusal of " + name(asked.id) + " was not recorded");
    if (asked.read_after && said.at.offset < asked.read_after->offset)
        violated(fmt::format("the answer to {} at {} was to come after {}", name(asked.id), said.at.offset,
                             asked.read_after->offset));
    const auto again = decide(asked, {});
    if (again.what != said.what || again.code != said.code)
        violated(fmt::format("the answer '{}' to {} does not hold at {}", said.code, name(asked.id), said.at.offset));
}

void history_checks::check_in_history(const given_answer& given, const commit& content) {
    const auto& said = given.said;
    const std::string who = name(given.asked->id);
    if (!same_request(*given.asked, content)) return violated("command " + who + " got the answer to another request");
    if (said.code != content.rejection) violated("command " + who + " was told another rejection than was recorded");
    if ((said.what == kind::done) == content.parts.empty()) violated("command " + who + " was told what is not so");
    if (said.what == kind::done && (!said.content || *said.content != content))
        violated("command " + who + " was acknowledged with another commit");
}

void history_checks::check_lost() {
    for (const auto& each : record_.history)
        if (record_.lost.contains(each.after.hash))
            violated(fmt::format("the commit at {} had been called lost", each.at.offset));
}

}  // namespace parcours
