// SPDX-License-Identifier: Apache-2.0
#include "commands/executor/decision_maker.hpp"

#include <algorithm>

#include "events/cell.hpp"
#include "events/charter/audiences_of.hpp"
#include "events/check.hpp"

namespace parcours {

// A command while it is being decided: what its steps have come to so far.
struct decision_maker::work {
    const ready_command& command;
    facts known;
    commit content;
    std::vector<std::pair<stream_id, known_state>> states;
    std::shared_ptr<const route_state> route;
    bool route_changed = false;
    std::uint32_t events = 0;
    std::uint64_t keys_until = 0;
    bool decided = true;  // by the steps themselves, not by what stands around them
    command_answer said;
};

namespace {

using kind = command_answer::kind;

// False, for whoever cannot go on.
bool say(command_answer& answer, kind what, std::string code, std::string context = {}) {
    answer.what = what;
    answer.code = std::move(code);
    answer.context = std::move(context);
    return false;
}
bool say(command_answer& answer, const failure& why) {
    return say(answer, kind::unavailable, std::string(to_string(why.code)), why.context);
}

void add_event(commit& to, const stream_id& stream, std::uint64_t version, stored_event happened) {
    if (to.parts.empty() || to.parts.back().stream != stream) to.parts.push_back({stream, version, {}});
    to.parts.back().events.push_back(std::move(happened));
}

void set_state(std::vector<std::pair<stream_id, known_state>>& states, const stream_id& stream, known_state state) {
    const auto found =
        std::find_if(states.begin(), states.end(), [&](const auto& each) { return each.first == stream; });
    if (found == states.end())
        states.emplace_back(stream, std::move(state));
    else
        found->second = std::move(state);
}

}  // namespace

decision_maker::decision_maker(partition_number partition, const executor_ports& ports, const charter& terms,
                               writer_id writer, std::uint64_t stream_events_max, planted_fault fault)
    : partition_(partition),
      ports_(ports),
      terms_(&terms),
      writer_(writer),
      stream_events_max_(stream_events_max),
      fault_(fault) {}

command_decision decision_maker::decide(const ready_command& command, known_history& history,
                                        const pending_chain& pending, const chain_tip& tip) {
    check(!command.steps.empty(), "a command has at least one step");
    const instant now = ports_.time.now();
    work at{command, {}, {}, {}, nullptr, false, 0, 0, true, {}};
    commit& content = at.content;
    content.command = command.id;
    content.command_name = command.name;
    content.request_digest = command.request.value;
    content.dedupe_key = command.request.key;
    content.by = command.by;
    content.charter = terms_->text_digest;
    content.remote_positions = command.remote.read_at;
    content.correlation = command.correlation;
    content.causation = command.causation;
    content.recorded_at = fault_ == planted_fault::clock_not_clamped ? now : std::max(now, tip.recorded_at);
    content.writer = writer_;
    content.height = tip.height + 1;
    at.known = {content.recorded_at, command.by, terms_, nullptr, command.remote, command.made, command.system};
    at.said.what = kind::done;
    if (!run(at, history, pending) && at.said.what != kind::rejected) return {std::move(at.said), {}, {}, 0, {}, {}};
    return finish(std::move(at));
}

// False where the command is answered without its events: `said` tells how.
bool decision_maker::run(work& at, known_history& history, const pending_chain& pending) const {
    const route_number route = at.command.steps.front()->stream().route();
    at.route = pending.route_of(route);
    if (!at.route) {
        auto found = history.route_of(route);
        if (!found) return say(at.said, found.error());
        at.route = *std::move(found);
    }
    for (const auto& step : at.command.steps) {
        const stream_id stream = step->stream();
        check(stream.route() == route, "a command's streams are of one route");
        known_state before;
        const auto mine =
            std::find_if(at.states.begin(), at.states.end(), [&](const auto& each) { return each.first == stream; });
        if (mine != at.states.end()) {
            before = mine->second;
        } else if (const auto* found = pending.state_of(stream)) {
            before = *found;
        } else {
            auto loaded = history.state_of(*step);
            if (!loaded) return say(at.said, loaded.error());
            before = *std::move(loaded);
        }
        if (step == at.command.steps.front() && !version_holds(at, before))
            return say(at.said, kind::version_moved, "version_moved");
        if (!run_step(at, *step, before)) return false;
    }
    if (at.content.parts.empty()) say(at.said, kind::unchanged, {});
    return true;
}

bool decision_maker::version_holds(const work& at, const known_state& before) const {
    if (!at.command.if_version) return true;
    return before.state->known().version_for(terms_->visible, at.command.remote.audiences) == *at.command.if_version;
}

bool decision_maker::run_step(work& at, const command_step& step, const known_state& before) const {
    at.known.route = at.route.get();
    auto decided = step.decide(*before.state, at.known);
    if (!decided) {
        at.content.rejection = decided.error().code;
        return say(at.said, kind::rejected, std::string(decided.error().code));
    }
    if (decided->empty()) return true;
    // What may be said again and again leaves room for what ends a life, and for what the program says.
    const bool bounded = !at.command.ends && !at.command.system;
    if (bounded && before.version + decided->size() > stream_events_max_) {
        at.content.rejection = "cap_reached";
        return say(at.said, kind::rejected, "cap_reached");
    }
    const stream_id stream = step.stream();
    std::unique_ptr<stream_state> state = before.state->clone();
    const bool tells_route = ports_.folds.tells_route(stream.kind);
    auto route = tells_route ? std::make_shared<route_state>(*at.route) : nullptr;
    std::uint64_t version = before.version;
    for (const auto& made : *decided) {
        auto stored = seal(at, *made, stream, at.events);
        // The vault destroyed the person's keys while this was under way (privacy.md, "Fence").
        if (!stored && stored.error().code == failure_code::invalid) {
            at.decided = false;
            return say(at.said, kind::rejected, "erased");
        }
        if (!stored) return say(at.said, stored.error());
        const stamp stamped = stamp_of(stream, ++version, at.events++, *stored, at.content, partition_);
        made->apply(*state, stamped);
        if (tells_route) made->apply(*route, stamped);
        add_event(at.content, stream, version, *std::move(stored));
    }
    set_state(at.states, stream, {std::move(state), version});
    if (tells_route) at.route = std::move(route);
    at.route_changed = at.route_changed || tells_route;
    return true;
}

expected<stored_event> decision_maker::seal(work& at, const new_event& made, const stream_id& stream,
                                            std::uint32_t ordinal) const {
    const event_id event = make_event_id(at.command.id, ordinal);
    const sealer with_keys = [&](const seal_request& request) -> expected<bytes> {
        // A cell of this category takes its scope from its stream (privacy.md, "Categories").
        const bool scoped = request.category == category_name::application;
        auto key =
            ports_.vault.to_seal({request.person, request.category, scoped ? stream.id : id128{}, request.own_key});
        if (!key) return tl::unexpected(std::move(key).error());
        at.keys_until = std::max(at.keys_until, key->ticket);
        const cell_context context{request.person, request.category, request.event_name, request.event_version};
        return seal_cell(*key, context, event, request.field, request.clear, ports_.random);
    };
    return made.encode(stream, with_keys);
}

command_decision decision_maker::finish(work&& at) const {
    if (at.said.what == kind::rejected) {
        at.content.parts.clear();
        at.states.clear();
        at.route_changed = false;
        at.keys_until = 0;
    }
    if (at.said.what == kind::done) at.said.outcome = at.command.outcome;
    const bool recorded = at.command.client_key && at.decided && fault_ != planted_fault::rejection_not_recorded;
    if (at.said.what != kind::done && !recorded) return {std::move(at.said), {}, {}, 0, {}, {}};
    at.content.outcome = at.said.outcome;
    bytes body = encode(at.content);
    if (body.size() + frame_header_size > frame_size_max)
        return {{kind::too_large, {}, nullptr, "too_large", {}, {}}, {}, {}, 0, {}, {}};
    if (!at.route_changed) at.route = nullptr;
    return {std::move(at.said), std::move(at.content), std::move(body),
            at.keys_until,      std::move(at.states),  std::move(at.route)};
}

}  // namespace parcours
