// SPDX-License-Identifier: Apache-2.0
#include "projections/rebuild.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "events/streams/application.hpp"
#include "events/streams/companion_link.hpp"
#include "projections/make_folds.hpp"
#include "tests/support/folded.hpp"
#include "tests/support/random_source.hpp"

namespace parcours {
namespace {

using pairs = tables_in_memory::pairs;
const bool always = true;

// Links and applications of a few persons and organisations, interleaved over the partitions.
std::unique_ptr<written_history> some_history(std::uint64_t seed) {
    random_source random(seed);
    auto written = std::make_unique<written_history>(3);
    auto& history = *written;
    for (std::size_t i = 0; i < 60; ++i) {
        const std::uint64_t route = random.below(5);
        const person_id candidate{{route, 100}};
        const organisation_id organisation{{1, 200 + random.below(2)}};
        const application_id application{{route, 300 + random.below(3)}};
        switch (random.below(5)) {
            case 0:
                history.add<companion_link_stream>(
                    link_id{{route, 1}}, {companion_link_assigned{candidate, {{1, 2}}, link_origin::assigned}});
                break;
            case 1:
                history.add<companion_link_stream>(link_id{{route, 1}}, {companion_link_revoked{candidate, {{1, 2}}}});
                break;
            case 2: {
                application_submitted sent;
                sent.candidate = candidate;
                sent.organisation = organisation;
                sent.message = cell_of("message");
                sent.headline = cell_of("headline");
                sent.snapshot = cell_of("snapshot");
                sent.facets = cell_of("facets");
                history.add<application_stream>(application, {sent});
                break;
            }
            case 3:
                history.add<application_stream>(application, {application_validated{candidate, organisation, {}, {}}});
                break;
            default:
                history.add<application_stream>(
                    application, {application_refused{candidate, organisation, {}, "no_position", cell_of("why")}});
        }
    }
    return written;
}

// But for positions; a count that comes back to nothing is not there either way.
pairs compared(const pairs& all) {
    pairs kept;
    for (const auto& [key, value] : all)
        if (key.front() != 'p') kept.emplace(key, value);
    return kept;
}

pairs live(const written_history& history, std::size_t place, std::size_t group_size, bool twice = false) {
    tables_in_memory tables;
    const auto one = std::move(make_folds()[place]);
    const auto where = tables.open(one->name(), 1).value();
    const std::span<const accepted> all(history.all());
    for (std::size_t at = 0; at < all.size(); at += group_size)
        for (int times = twice ? 2 : 1; times > 0; --times)
            EXPECT_TRUE(apply_group(*one, *where, all.subspan(at, std::min(group_size, all.size() - at))).has_value());
    return compared(tables.content(one->name(), 1));
}

pairs anew(const written_history& history, std::size_t place, std::size_t memory_max) {
    tables_in_memory tables;
    const auto one = std::move(make_folds()[place]);
    const auto done =
        rebuild(*one, history.journal(), tables, {memory_max}, [](const rebuild_progress&) { return always; });
    EXPECT_TRUE(done.has_value());
    EXPECT_TRUE(tables.replace(one->name(), one->version()).has_value());
    return compared(tables.content(one->name(), one->version()));
}

RC_GTEST_PROP(ATable, IsTheSameHoweverItCameAbout, (std::uint64_t seed)) {
    const auto written = some_history(seed);
    const auto& history = *written;
    for (std::size_t place = 0; place < make_folds().size(); ++place) {
        const pairs kept = live(history, place, 1);
        RC_ASSERT(kept == live(history, place, 7));
        RC_ASSERT(kept == live(history, place, 60));
        RC_ASSERT(kept == live(history, place, 5, true));
        RC_ASSERT(kept == anew(history, place, std::size_t{256} << 20));
        RC_ASSERT(kept == anew(history, place, std::size_t{8} << 10));
    }
}

TEST(ARebuild, StopsOnAnEventThatCannotBeDecoded) {
    written_history history;
    history.add_parts({{{stream_kind::companion_link, {1, 1}}, 1, {{"companion_link_from_tomorrow", 1, "?"}}}});
    tables_in_memory tables;
    const auto one = std::move(make_folds().front());
    const auto done = rebuild(*one, history.journal(), tables, {}, [](const rebuild_progress&) { return always; });
    ASSERT_FALSE(done.has_value());
    EXPECT_EQ(done.error().code, failure_code::corrupt);
}

}  // namespace
}  // namespace parcours
