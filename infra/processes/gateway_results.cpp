// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <span>

#include "commands/command_id.hpp"
#include "commands/executor/known_history.hpp"
#include "events/charter/audiences_of.hpp"
#include "events/check.hpp"
#include "events/registry/event_registry.hpp"
#include "infra/processes/command_under_way.hpp"
#include "infra/processes/fact_gathering.hpp"

// What the gateway tells: answers in HTTP's terms, versions as the actor sees them, positions as text.
namespace parcours {
namespace {

using kind = command_answer::kind;

constexpr std::size_t positions_max = 64;
constexpr int doubt_retry_s = 5;

// Whether somebody in these audiences may know of every event that a stream of this kind can have, whatever the gate.
bool sees_all(stream_kind stream, const visibility& visible, const audience_set& audiences) {
    const auto& types = all_event_types();
    return std::all_of(types.begin(), types.end(), [&](const event_description& type) {
        return type.stream != stream || reads_before_gate(visible, type.in, audiences);
    });
}

// Gives each event of the stream; the first failure of reading or taking one.
expected<void> each_event(const journal& history, const stream_id& stream, std::int64_t until,
                          const std::function<expected<void>(const stored_event&, const stamp&)>& take) {
    expected<void> taken;
    const auto read =
        history.read_stream(stream, 1, until, [&](const position& at, const commit& in, const stream_part& part) {
            std::uint64_t version = part.first_version;
            for (const auto& each : part.events)
                if (taken) taken = take(each, stamp_of(stream, version++, 0, each, in, at.partition));
            return taken.has_value();
        });
    return read ? taken : tl::unexpected(read.error());
}

// What the streams of a route know of each other, as the executor would fold it.
expected<void> fold_route(const journal& history, const all_folds& folds, route_number route, std::int64_t until,
                          route_state& into) {
    const auto streams = history.streams_of(route, until);
    if (!streams) return tl::unexpected(streams.error());
    for (const auto& each : *streams) {
        if (!folds.tells_route(each.kind)) continue;
        auto folded = each_event(history, each, until,
                                 [&](const stored_event& one, const stamp& at) { return folds.evolve(into, one, at); });
        if (!folded) return folded;
    }
    return {};
}

}  // namespace

command_result gateway::result_of(const under_way& one, const command_answer& said) const {
    command_result result;
    const auto set = [&](int status, const char* code, int retry_after_s = 0) {
        result.status = status;
        result.code = code;
        result.retry_after_s = retry_after_s;
    };
    switch (said.what) {
        case kind::done:
            set(200, "");
            result.at = said.at;
            result.outcome = said.outcome;
            add_events(result, one, said);
            break;
        case kind::unchanged:
            set(200, "");
            result.at = said.at;
            result.outcome = said.outcome;
            break;
        case kind::rejected:
            set(409, "");
            result.code = said.code;
            result.at = said.at;
            break;
        case kind::version_moved: set(412, "version_moved"); break;
        case kind::other_request: set(409, "other_request"); break;
        case kind::unavailable:
            set(503, "unavailable", 1);
            ports_.log.write(log_level::warning, "command_not_decided",
                             {log_field::name(one.request.name), log_field::partition(one.partition),
                              log_field::failed({failure_code::unavailable, said.context})});
            break;
        case kind::in_doubt: set(503, "in_doubt", doubt_retry_s); break;
        case kind::expired: set(503, "unavailable", 1); break;
        case kind::too_large: set(413, "body_too_large"); break;
    }
    return result;
}

void gateway::add_events(command_result& into, const under_way& one, const command_answer& said) const {
    std::uint32_t ordinal = 0;
    for (const auto& part : said.content->parts)
        for (const auto& each : part.events) {
            const auto version = one.versions[ordinal];
            into.events.push_back({to_string(make_event_id(said.content->command, ordinal++)), each.name,
                                   to_string(part.stream), version});
        }
}

// On the executor's thread, whose states know the groups of a stream's events.
std::vector<std::uint64_t> gateway::versions_seen(const under_way& one, const command_answer& said) const {
    std::vector<std::uint64_t> all;
    for (const auto& part : said.content->parts)
        for (std::size_t each = 0; each < part.events.size(); ++each)
            all.push_back(version_seen(one, part, each, said.at));
    return all;
}

// The actor's audiences are known towards the target alone; what the command begins beside it is the actor's own making.
std::uint64_t gateway::version_seen(const under_way& one, const stream_part& part, std::size_t event,
                                    const position& at) const {
    const std::uint64_t version = part.first_version + event;
    const auto& target = one.prepared->needs().judged_by;
    const bool judged = target && *target == part.stream;
    if (!judged || part.first_version == 1 || sees_all(part.stream.kind, one.terms->visible, one.audiences))
        return version;
    if (const auto* known = ports_.executors.known_of(part.stream); known != nullptr && known->size() >= version)
        return known->version_for(one.terms->visible, one.audiences, version);
    known_events so_far;
    std::uint64_t read = 0;
    const auto counted = ports_.history.read_stream(
        part.stream, 1, at.offset, [&](const position&, const commit&, const stream_part& p) {
            for (const auto& each : p.events)
                if (const auto* type = find_event_type(each.name, each.version); ++read <= version && type != nullptr)
                    so_far.add(type->in, gate_step_of(each.name));
            return read < version;
        });
    return counted ? so_far.version_for(one.terms->visible, one.audiences) : version;
}

expected<std::vector<std::string>> gateway::allowed(const caller& by, const stream_id& stream) const {
    facts known;
    const auto terms = ports_.sources.terms();
    known.now = ports_.time.now();
    known.by = {by.who.account, by.who.role, {}};
    known.terms = terms.get();
    route_state route;
    known.route = &route;
    fact_needs needs;
    needs.judged_by = stream;
    fact_gathering gathering(ports_.sources, known.by, needs);
    auto remote = gathering.run(true);
    check(!gathering.opened(), "what is allowed is told without opening cells: nobody would record it");
    if (!remote) return tl::unexpected(std::move(remote).error());
    known.remote = *std::move(remote);

    const all_folds folds(ports_.registry);
    const auto end = ports_.history.end(stream.route() % ports_.history.shape().partitions);
    if (!end) return tl::unexpected(end.error());
    if (auto folded = fold_route(ports_.history, folds, stream.route(), end->offset, route); !folded)
        return tl::unexpected(std::move(folded).error());
    auto state = folds.initial(stream.kind);
    auto folded = each_event(ports_.history, stream, end->offset,
                             [&](const stored_event& one, const stamp& at) { return state->evolve(one, at); });
    if (!folded) return tl::unexpected(std::move(folded).error());
    return ports_.registry.allowed(stream.kind, *state, known);
}

std::string gateway::write_position(const position& at) const {
    return ports_.positions.write(ports_.history.shape().generation, at);
}

std::optional<std::vector<position>> gateway::read_positions(std::string_view text, bool& same_generation) const {
    const auto shape = ports_.history.shape();
    same_generation = true;
    std::vector<position> found;
    while (!text.empty()) {
        const auto comma = text.find(',');
        std::string_view one = text.substr(0, comma);
        text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
        while (one.starts_with(' ')) one.remove_prefix(1);
        while (one.ends_with(' ')) one.remove_suffix(1);
        const auto told = ports_.positions.read(one);
        if (!told) return std::nullopt;
        if (told->generation != shape.generation) {
            same_generation = false;
            continue;
        }
        if (told->at.partition >= shape.partitions || found.size() >= positions_max) return std::nullopt;
        found.push_back(told->at);
    }
    if (found.empty() && same_generation) return std::nullopt;
    return found;
}

}  // namespace parcours
