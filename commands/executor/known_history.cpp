// SPDX-License-Identifier: Apache-2.0
#include "commands/executor/known_history.hpp"

#include "events/check.hpp"

namespace parcours {
namespace {

// A route's entries are few and small; what a map's node costs counts more than what is in it.
std::size_t about_bytes(const route_state& state) {
    constexpr std::size_t node = 160;
    return 256 +
           node * (state.links.size() + state.applications.size() + state.sponsorships.size() + state.persons.size());
}

std::uint32_t first_ordinal(const commit& in, const stream_part& part) {
    std::size_t before = 0;
    for (const auto& each : in.parts) {
        if (each.stream == part.stream && each.first_version == part.first_version) break;
        before += each.events.size();
    }
    return static_cast<std::uint32_t>(before);
}

// Shows `take` each event of a part with its stamp, until it fails.
template <class Take>
expected<void> each_event(const commit& in, const stream_part& part, partition_number partition, const Take& take) {
    std::uint32_t ordinal = first_ordinal(in, part);
    std::uint64_t version = part.first_version;
    for (const auto& happened : part.events)
        if (auto taken = take(happened, stamp_of(part.stream, version++, ordinal++, happened, in, partition)); !taken)
            return taken;
    return {};
}

}  // namespace

stamp stamp_of(const stream_id& stream, std::uint64_t version, std::uint32_t ordinal, const stored_event& happened,
               const commit& in, partition_number partition) {
    return {stream,     version,         make_event_id(in.command, ordinal), in.recorded_at, {partition, -1}, &in.by,
            in.command, happened.version};
}

known_history::known_history(partition_number partition, const journal& source, const stream_folds& folds,
                             const executor_settings& settings, planted_fault fault)
    : partition_(partition),
      journal_(source),
      folds_(folds),
      fault_(fault),
      states_(settings.states_bytes_max),
      routes_(settings.routes_bytes_max) {}

expected<void> known_history::begin() {
    states_.clear();
    routes_.clear();
    auto found = journal_.end(partition_);
    if (!found) return tl::unexpected(std::move(found).error());
    end_ = *found;
    end_before_ = end_.offset;
    return {};
}

expected<std::optional<command_outcome>> known_history::find(const command_id& command) const {
    return journal_.find(partition_, command, until());
}

void known_history::keep(const stream_id& stream, known_state state) {
    const std::size_t size = state.state->size_in_bytes() + sizeof(known_state) + sizeof(stream_id);
    states_.put(stream, std::move(state), size);
}

void known_history::keep(route_number route, std::shared_ptr<const route_state> state) {
    const std::size_t size = about_bytes(*state);
    routes_.put(route, std::move(state), size);
}

expected<known_state> known_history::state_of(const command_step& step) {
    const stream_id stream = step.stream();
    if (const auto* kept = states_.find(stream)) return *kept;
    auto state = step.initial();
    std::uint64_t version = 0;
    expected<void> folded;
    auto read = journal_.read_stream(
        stream, 1, until(), [&](const struct position&, const commit& in, const stream_part& part) {
            if (part.first_version != version + 1)
                folded = failed(failure_code::corrupt, to_string(stream) + " has a gap in the journal");
            else
                folded = each_event(in, part, partition_, [&](const stored_event& happened, const stamp& at) {
                    return state->evolve(happened, at);
                });
            version += part.events.size();
            return folded.has_value();
        });
    if (!read) return tl::unexpected(std::move(read).error());
    if (!folded) return tl::unexpected(std::move(folded).error());
    known_state found{std::move(state), version};
    keep(stream, found);
    return found;
}

expected<void> known_history::fold_stream(const stream_id& stream, route_state& into) const {
    expected<void> folded;
    auto read = journal_.read_stream(
        stream, 1, until(), [&](const struct position&, const commit& in, const stream_part& part) {
            folded = each_event(in, part, partition_, [&](const stored_event& happened, const stamp& at) {
                return folds_.evolve(into, happened, at);
            });
            return folded.has_value();
        });
    return read ? folded : read;
}

expected<std::shared_ptr<const route_state>> known_history::route_of(route_number route) {
    if (const auto* kept = routes_.find(route)) return *kept;
    auto streams = journal_.streams_of(route, until());
    if (!streams) return tl::unexpected(std::move(streams).error());
    auto state = std::make_shared<route_state>();
    for (const auto& each : *streams) {
        if (!folds_.tells_route(each.kind)) continue;
        if (auto folded = fold_stream(each, *state); !folded) return tl::unexpected(std::move(folded).error());
    }
    keep(route, state);
    return state;
}

const known_events* known_history::known_of(const stream_id& stream) {
    const auto* kept = states_.find(stream);
    return kept == nullptr ? nullptr : &kept->state->known();
}

void known_history::advance(const accepted& next, const pending_commit* own) {
    check(next.before == end_.at, "history grows frame by frame");
    const std::uint64_t height = end_.height + 1;
    const instant recorded_at = next.content ? next.content->recorded_at : end_.recorded_at;
    end_before_ = end_.offset;
    end_ = {next.after, next.at.offset, next.at.offset + 1, height, recorded_at};
    if (!next.content) return;
    if (fault_ == planted_fault::snapshot_behind_head) {
        for (const auto& part : next.content->parts) states_.erase(part.stream), routes_.erase(part.stream.route());
    } else if (own != nullptr) {
        keep_states(*own);
    } else {
        evolve(next);
    }
}

void known_history::keep_states(const pending_commit& from) {
    for (const auto& [stream, state] : from.states) keep(stream, state);
    if (from.routed) keep(from.route, from.routed);
}

void known_history::evolve(const accepted& next) {
    const commit& content = *next.content;
    for (const auto& part : content.parts) {
        if (const auto* kept = states_.find(part.stream)) {
            std::unique_ptr<stream_state> state = kept->state->clone();
            const bool follows = part.first_version == kept->version + 1;
            const std::uint64_t version = kept->version + part.events.size();
            const auto taken =
                each_event(content, part, partition_,
                           [&](const stored_event& happened, const stamp& at) { return state->evolve(happened, at); });
            // What cannot be decoded is left to whoever needs the stream: its fold will say so.
            if (follows && taken)
                keep(part.stream, {std::move(state), version});
            else
                states_.erase(part.stream);
        }
        const route_number route = part.stream.route();
        if (!folds_.tells_route(part.stream.kind)) continue;
        if (const auto* kept = routes_.find(route)) {
            auto state = std::make_shared<route_state>(**kept);
            const auto taken = each_event(
                content, part, partition_,
                [&](const stored_event& happened, const stamp& at) { return folds_.evolve(*state, happened, at); });
            if (taken)
                keep(route, std::move(state));
            else
                routes_.erase(route);
        }
    }
}

}  // namespace parcours
