// SPDX-License-Identifier: Apache-2.0
// What a decider knows of a stream follows from its accepted events alone: whether they were just decided and are still
// clear, or are read from the log, sealed; all at once, or from a state that was kept on the way.
#include <boost/pfr/ops_fields.hpp>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "commands/deciders/account.hpp"
#include "commands/deciders/application.hpp"
#include "commands/deciders/candidate_file.hpp"
#include "commands/deciders/companion_link.hpp"
#include "commands/deciders/offer.hpp"
#include "commands/deciders/organisation.hpp"
#include "commands/deciders/platform.hpp"
#include "commands/deciders/sponsorship.hpp"
#include "commands/step.hpp"
#include "events/all_streams.hpp"
#include "tests/support/declared_filler.hpp"
#include "tests/support/former_version.hpp"

namespace parcours {

// States that commands never compare.
static bool operator==(const application::meeting& one, const application::meeting& other) {
    return boost::pfr::eq_fields(one, other);
}
static bool operator==(const application::state& one, const application::state& other) {
    return boost::pfr::eq_fields(one, other);
}
static bool operator==(const sponsorship::state& one, const sponsorship::state& other) {
    return boost::pfr::eq_fields(one, other);
}
static bool operator==(const route_state::link& one, const route_state::link& other) {
    return boost::pfr::eq_fields(one, other);
}
static bool operator==(const route_state::candidacy& one, const route_state::candidacy& other) {
    return boost::pfr::eq_fields(one, other);
}
static bool operator==(const route_state::person& one, const route_state::person& other) {
    return boost::pfr::eq_fields(one, other);
}
static bool operator==(const route_state& one, const route_state& other) { return boost::pfr::eq_fields(one, other); }

namespace {

constexpr std::uint64_t events_max = 14;

// Two ways to the state of one stream and of its route.
template <decider D>
struct way {
    folded_state<D> stream;
    route_state route;

    void take(const typename D::stream::event& happened, const stamp& at) {
        stream.apply(happened, at);
        if constexpr (tells_route<D>) D::evolve_route(route, happened, at);
    }
    expected<void> read(const stored_event& happened, const stamp& at) {
        if (auto done = stream.evolve(happened, at); !done) return done;
        if constexpr (tells_route<D>) D::evolve_route(route, *decode_event<typename D::stream>(happened), at);
        return {};
    }
};

template <decider D>
bool alike(const folded_state<D>& one, const stream_state& other) {
    const auto& same = dynamic_cast<const folded_state<D>&>(other);
    return one.value() == same.value() && one.known() == same.known();
}

// How the law is broken; empty: it holds.
template <decider D>
std::string breach_of_replay(std::uint64_t seed) {
    using family = typename D::stream;
    constexpr auto types = std::variant_size_v<typename family::event>;
    random_source course(seed);
    random_source clear_values(seed + 1);
    random_source sealed_values(seed + 1);
    const stream_id stream{family::kind, {course.below(5), 600}};
    declared_filler clear(clear_values, stream.id, declared_filler::personal_values::clear);
    declared_filler sealed(sealed_values, stream.id);
    const actor by = written_history::some_actor();
    way<D> decided;
    way<D> loaded;
    std::unique_ptr<stream_state> kept;
    const auto count = 1 + course.below(events_max);
    for (std::uint64_t version = 1; version <= count; ++version) {
        const auto which = course.below(types);
        const auto happened = clear.alternative<typename family::event>(which);
        const auto stored = written_history::stored<family>(sealed.alternative<typename family::event>(which), stream);
        const stamp at{stream, version, {}, written_history::time_of(version), {}, &by, {}, stored.version};
        decided.take(happened, at);
        if (!loaded.read(stored, at)) return "an event of its own family was not read";
        if (kept && !kept->evolve(stored, at)) return "an event of its own family was not read";
        if (!kept && course.chance(300)) kept = loaded.stream.clone();
    }
    if (!alike<D>(decided.stream, loaded.stream)) return "what was decided differs from what is loaded";
    if (kept && !alike<D>(loaded.stream, *kept)) return "what was kept on the way differs from what is loaded";
    return decided.route == loaded.route ? "" : "the route's state differs from what is loaded";
}

RC_GTEST_PROP(AnAcceptedHistory, ReplaysToTheSameState, (std::uint64_t seed)) {
    RC_ASSERT(breach_of_replay<account>(seed) == "");
    RC_ASSERT(breach_of_replay<application>(seed) == "");
    RC_ASSERT(breach_of_replay<candidate_file>(seed) == "");
    RC_ASSERT(breach_of_replay<companion_link>(seed) == "");
    RC_ASSERT(breach_of_replay<offer>(seed) == "");
    RC_ASSERT(breach_of_replay<organisation>(seed) == "");
    RC_ASSERT(breach_of_replay<platform>(seed) == "");
    RC_ASSERT(breach_of_replay<sponsorship>(seed) == "");
}

// Mistakes, planted: a state that depends on words of a person, and one that depends on what is not in the history.
struct reads_words : application {
    static state evolve(state before, const stream::event& happened, const stamp& at) {
        state after = application::evolve(std::move(before), happened, at);
        if (const auto* refused = std::get_if<application_refused>(&happened))
            after.viewed = refused->message.is_clear() && !refused->message.clear().empty();
        return after;
    }
};
struct counts_calls : application {
    static state evolve(state before, const stream::event& happened, const stamp& at) {
        state after = application::evolve(std::move(before), happened, at);
        after.exchanges = ++calls;
        return after;
    }
    inline static std::uint32_t calls = 0;
};

template <decider D>
bool is_found() {
    for (std::uint64_t seed = seed_or(1), last = seed + 100; seed < last; ++seed)
        if (!breach_of_replay<D>(seed).empty()) return true;
    return false;
}

TEST(ADeciderThatReadsWordsOrCountsItsCalls, IsFound) {
    EXPECT_FALSE(is_found<application>());
    EXPECT_TRUE(is_found<reads_words>());
    EXPECT_TRUE(is_found<counts_calls>());
}

TEST(AnOldRefusal, EndsAnApplicationAsANewOne) {
    const stream_id stream{stream_kind::application, {1, 5}};
    const application_refused_v1 then{{{1, 1}}, {{1, 3}}, std::nullopt, cell_of("why")};
    const actor by = written_history::some_actor();
    const stamp at{stream, 1, {}, written_history::time_of(1), {}, &by, {}, 1};
    way<application> old;
    way<application> now;
    ASSERT_TRUE(old.read(stored_then<application_stream>(then, stream), at).has_value());
    ASSERT_TRUE(now.read(stored_then<application_stream>(upcast(then), stream), at).has_value());
    EXPECT_EQ(old.stream.value().at, application::stage::refused);
    EXPECT_TRUE(alike<application>(old.stream, now.stream));
    EXPECT_TRUE(old.route == now.route);
}

}  // namespace
}  // namespace parcours
