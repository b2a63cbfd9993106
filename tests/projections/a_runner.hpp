// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <future>

#include <gtest/gtest.h>

#include "projections/folds/companion_links.hpp"
#include "projections/make_folds.hpp"
#include "projections/rebuild.hpp"
#include "projections/rows.hpp"
#include "projections/runner.hpp"
#include "projections/table_keys.hpp"
#include "tests/projections/watcher.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/tables_in_memory.hpp"
#include "tests/support/written_history.hpp"

namespace parcours {

inline const person_id bruno{{1, 2}};
inline constexpr std::int64_t far_off_ms = 1LL << 40;

inline link_id link_number(std::uint64_t number) { return {{number % 4, number}}; }
inline person_id candidate_number(std::uint64_t number) { return {{1, 1000 + number}}; }

// A runner with all folds over a history that a test writes; links are what it writes.
class ARunner : public testing::Test {
  protected:
    accepted link(std::uint64_t number) {
        return history.add<companion_link_stream>(
            link_number(number), {companion_link_assigned{candidate_number(number), bruno, link_origin::assigned}});
    }
    void begin(const runner_settings& settings = {}) {
        what = std::make_unique<runner>(history.journal(), time, settings, seen);
        for (auto& one : make_folds()) {
            auto where = tables.open(one->name(), one->version());
            ASSERT_TRUE(what->add(std::move(one), *std::move(where)).has_value());
        }
        ASSERT_TRUE(what->start().has_value());
    }
    void tell(const accepted& next) { what->on_accepted(std::span(&next, 1)); }
    bool reaches_the_end() { return reaches(history.ends(), time.since_boot_ms() + far_off_ms); }
    bool reaches(std::vector<position> positions, std::int64_t deadline_ms) {
        std::promise<bool> told;
        auto answer = told.get_future();
        what->when_reached(std::move(positions), deadline_ms, runner::all_folds,
                           [&told](bool there) { told.set_value(there); });
        if (answer.wait_for(std::chrono::seconds(20)) == std::future_status::ready) return answer.get();
        what->stop();  // which answers whoever still waits
        return false;
    }
    std::size_t links_of_bruno() const {
        std::size_t count = 0;
        const auto done =
            scan_entries(*what->snapshot("companion_links"), companion_links::of_companion(bruno), {},
                         table_snapshot::direction::ascending, [&](const found_entry&) { return ++count > 0; });
        EXPECT_TRUE(done.has_value());
        return count;
    }

    expected<void> takes_up(const stream_id& stream, bool leave_out) {
        std::promise<expected<void>> told;
        auto answer = told.get_future();
        what->take_up("companion_links", stream, leave_out, [&told](expected<void> done) { told.set_value(done); });
        return answer.wait_for(std::chrono::seconds(20)) == std::future_status::ready
                   ? answer.get()
                   : failed(failure_code::stopped, "the runner does not answer");
    }

    written_history history{4};
    tables_in_memory tables;
    fake_clock time;
    watcher seen;
    std::unique_ptr<runner> what;
};

}  // namespace parcours
