// SPDX-License-Identifier: Apache-2.0
#include "commands/command_registry.hpp"

#include <algorithm>

#include "commands/command_id.hpp"
#include "commands/executor/settings.hpp"
#include "commands/parsing/body.hpp"
#include "events/check.hpp"

namespace parcours {

std::string_view to_string(unique_kind kind) {
    switch (kind) {
        case unique_kind::email: return "email";
        case unique_kind::siret: return "siret";
    }
    return "email";
}

// What others hear of later than it began: an id with the moment of its making would tell them when that was, and so of
// drafts and of sendings that came back (decision 0010).
bool begins_unseen(stream_kind kind) {
    return kind == stream_kind::application || kind == stream_kind::sponsorship || kind == stream_kind::offer;
}

// In steps of 49.7 days: what is new lies together all the same.
instant coarse(instant at) {
    constexpr unsigned bits = 32;
    return {at.ms >> bits << bits};
}

prepared_command::prepared_command(const family_type& family, const command_type& type,
                                   std::unique_ptr<parsed_command> parsed, request_context context, bytes request)
    : family_(&family),
      type_(&type),
      parsed_(std::move(parsed)),
      context_(std::move(context)),
      request_(std::move(request)) {
    const auto target = parsed_->target();
    needs_.judged_by = target ? target : parsed_->beside(context_.by);
    const route_number route = target ? target->route() : parsed_->route(context_.by).value_or(route_of(context_.id));
    made_ = make_id(context_.id, begins_unseen(family.kind) ? coarse(context_.now) : context_.now, route);
    parsed_->needs(needs_, made_);
    // A command that names no candidate is about its actor.
    if (needs_.snapshot && needs_.snapshot->empty()) needs_.snapshot = context_.by.account;
}

tl::expected<ready_command, refusal> prepared_command::ready(remote_facts known, const keyed_digest& request) const {
    if (!context_.system) {
        const auto verdict = may_issue_on(*context_.terms, context_.by, type_->name, known.audiences,
                                          needs_.judged_by.has_value(), family_->known_by);
        if (verdict == permitted::forbidden) return tl::unexpected(refusal{refusal::reason::forbidden, {}});
        if (verdict == permitted::hidden) return tl::unexpected(refusal{refusal::reason::hidden, {}});
    }
    ready_command found;
    found.id = context_.id;
    found.name = std::string(type_->name);
    found.request = request;
    found.asked = request_;
    found.client_key = context_.client_key;
    found.by = context_.by;
    found.remote = std::move(known);
    found.system = context_.system;
    found.ends = type_->ends;
    found.steps = parsed_->steps(context_.by, made_);
    found.made = made_;
    found.outcome = parsed_->outcome(made_);
    found.if_version = context_.if_version;
    found.read_after = context_.read_after;
    found.correlation = context_.correlation;
    found.causation = context_.causation;
    found.deadline_ms = context_.deadline_ms;
    return found;
}

command_registry::command_registry(std::vector<family_type> families) : families_(std::move(families)) {}

const command_type* command_registry::find(std::string_view name) const {
    for (const auto& family : families_)
        for (const auto& each : family.commands)
            if (each.name == name) return &each;
    return nullptr;
}

std::set<std::string> command_registry::names() const {
    std::set<std::string> found;
    for (const auto& family : families_)
        for (const auto& each : family.commands)
            if (each.by == issued_by::people) found.emplace(each.name);
    return found;
}

const family_type* command_registry::family_of(stream_kind kind) const {
    const auto found =
        std::find_if(families_.begin(), families_.end(), [&](const family_type& each) { return each.kind == kind; });
    return found == families_.end() ? nullptr : &*found;
}

tl::expected<prepared_command, refusal> command_registry::prepare(std::string_view name, std::string_view body,
                                                                  const request_context& context) const {
    const auto family = std::find_if(families_.begin(), families_.end(), [&](const family_type& each) {
        return std::any_of(each.commands.begin(), each.commands.end(),
                           [&](const command_type& one) { return one.name == name; });
    });
    const command_type* type = find(name);
    if (type == nullptr || type->by == issued_by::step || (type->by == issued_by::system && !context.system))
        return tl::unexpected(refusal{refusal::reason::unknown_command, {}});
    // Before the body is looked at: what a role may never do costs a stranger's request no parsing.
    if (!context.system && !role_may_issue(*context.terms, context.by, name))
        return tl::unexpected(refusal{refusal::reason::forbidden, {}});

    field_faults faults;
    auto parsed = parse_body(*type, body, faults);
    if (parsed && faults.empty()) {
        parsed->check(*context.terms, context.by, faults);
        const auto* zone = parsed->time_zone();
        if (zone != nullptr && context.knows_zone != nullptr && !context.knows_zone(*zone))
            faults.push_back({"/time_zone", "unknown_zone", {}, false});
    }
    if (!faults.empty()) {
        const bool malformed =
            std::any_of(faults.begin(), faults.end(), [](const field_fault& each) { return each.malformed; });
        return tl::unexpected(
            refusal{malformed ? refusal::reason::malformed : refusal::reason::invalid, std::move(faults)});
    }
    return prepared_command(*family, *type, std::move(parsed), context, request_octets(name, body));
}

std::vector<std::string> command_registry::allowed(stream_kind kind, const stream_state& state,
                                                   const facts& known) const {
    std::vector<std::string> found;
    const family_type* family = family_of(kind);
    if (family == nullptr) return found;
    const bool full = state.known().size() >= executor_settings{}.stream_events_max;
    for (const auto& each : family->commands) {
        if (each.by != issued_by::people || each.target.empty() || (full && !each.ends)) continue;
        const auto verdict =
            may_issue_on(*known.terms, known.by, each.name, known.remote.audiences, true, family->known_by);
        if (verdict == permitted::yes && each.possible(state, known)) found.emplace_back(each.name);
    }
    return found;
}

const family_type& all_folds::family(stream_kind kind) const {
    const auto& all = registry_.families();
    const auto found = std::find_if(all.begin(), all.end(), [&](const family_type& each) { return each.kind == kind; });
    check(found != all.end(), "every kind of stream has a decider");
    return *found;
}

std::unique_ptr<stream_state> all_folds::initial(stream_kind kind) const { return family(kind).initial(); }

expected<void> all_folds::evolve(route_state& state, const stored_event& happened, const stamp& at) const {
    return family(at.stream.kind).evolve_route(state, happened, at);
}

bool all_folds::tells_route(stream_kind kind) const { return family(kind).tells_route; }

}  // namespace parcours
