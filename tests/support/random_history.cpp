// SPDX-License-Identifier: Apache-2.0
#include "tests/support/random_history.hpp"

#include <array>

#include "events/all_streams.hpp"
#include "tests/support/declared_filler.hpp"
#include "tests/support/former_version.hpp"

namespace parcours {
namespace {

using make_event = stored_event (*)(random_source& random, const stream_id& stream);

template <stream_family S, event E>
stored_event make_stored(random_source& random, const stream_id& stream) {
    return stored_then<S, E>(declared_filler(random, stream.id).made<E>(), stream);
}

struct family_events {
    stream_kind kind = stream_kind::platform;
    std::vector<make_event> makers;
};

template <stream_family S, class... E>
void add_makers(family_events& into, type_list<E...>) {
    (into.makers.push_back(&make_stored<S, E>), ...);
}

template <stream_family S>
family_events events_of() {
    family_events found{S::kind, {}};
    add_makers<S>(found, decltype(codec::list_of(std::declval<typename S::event>())){});
    add_makers<S>(found, typename S::superseded{});
    return found;
}

template <class... S>
std::array<family_events, sizeof...(S)> families_of(type_list<S...>) {
    return {events_of<S>()...};
}

constexpr std::uint64_t routes = 5;
constexpr std::uint64_t streams_of_route = 3;
constexpr std::uint64_t parts_max = 3;
constexpr std::uint64_t events_max = 3;

actor some_actor(random_source& random) {
    constexpr std::array roles{"candidate", "companion", "recruiter", "administrator"};
    return {person_id{{3, 400 + random.below(3)}}, roles[random.below(roles.size())], {}};
}

// Parts of one route, each of another stream.
std::vector<stream_part> some_parts(random_source& random, const written_history& before) {
    static const auto families = families_of(all_streams{});
    const std::uint64_t route = random.below(routes);
    std::vector<stream_part> parts;
    for (auto left = 1 + random.below(parts_max); left > 0; --left) {
        const auto& family = families[random.below(families.size())];
        const stream_id stream{family.kind, {route, 600 + random.below(streams_of_route)}};
        if (std::any_of(parts.begin(), parts.end(), [&](const auto& each) { return each.stream == stream; })) continue;
        stream_part part{stream, before.version_of(stream) + 1, {}};
        for (auto events = 1 + random.below(events_max); events > 0; --events)
            part.events.push_back(family.makers[random.below(family.makers.size())](random, stream));
        parts.push_back(std::move(part));
    }
    return parts;
}

void append_frame(written_history& to, partition_number partition, accepted next, const bytes& body) {
    const auto end = to.journal().end(partition).value();
    const auto frame = make_frame(next.kind, end.at.hash, body);
    next.at = {partition, end.offset + 1};
    next.before = end.at;
    next.after = {frame.hash, false};
    to.journal().take(next, frame.octets);
}

void append_rejection(written_history& to, partition_number partition) {
    const auto end = to.journal().end(partition).value();
    commit content;
    content.command.fill(0xff);
    content.command[0] = static_cast<unsigned char>(partition);
    content.command[1] = static_cast<unsigned char>(end.height);
    content.recorded_at = end.recorded_at;
    content.height = end.height + 1;
    content.rejection = "wrong_state";
    accepted next;
    next.content = std::make_shared<const commit>(content);
    append_frame(to, partition, std::move(next), encode(content));
}

void append_mark(written_history& to, partition_number partition) {
    accepted next;
    next.kind = frame_kind::mark;
    next.marked.height = to.journal().end(partition).value().height + 1;
    append_frame(to, partition, next, encode(next.marked));
}

}  // namespace

std::unique_ptr<written_history> random_history(std::uint64_t seed, partition_number partitions, std::size_t commits) {
    random_source random(seed);
    auto written = std::make_unique<written_history>(partitions);
    for (std::size_t i = 0; i < commits; ++i) {
        const auto partition = static_cast<partition_number>(random.below(partitions));
        if (random.chance(50)) append_rejection(*written, partition);
        if (random.chance(50)) append_mark(*written, partition);
        written->add_parts(some_parts(random, *written), some_actor(random));
    }
    return written;
}

}  // namespace parcours
