// SPDX-License-Identifier: Apache-2.0
#include "infra/processes/timed_appends.hpp"

#include <gtest/gtest.h>

#include "tests/support/written_history.hpp"

namespace parcours {
namespace {

// What stands on both sides of it.
class both_sides final : public log_writer, public append_listener {
  public:
    void append(append_group group) override { appended.push_back(std::move(group)); }
    void renew(partition_number partition) override { renewed.push_back(partition); }
    void on_append_failed(const append_failure& one) override { failed.push_back(one.token); }
    std::vector<append_group> appended;
    std::vector<partition_number> renewed;
    std::vector<std::uint64_t> failed;
};

struct watched {
    metrics counted;
    both_sides sides;
    timed_appends appends{counted};
    std::vector<framed> frames;

    watched() {
        appends.lead_to(sides, sides);
        for (const auto* body : {"one", "two", "three"}) frames.push_back(make_frame(frame_kind::mark, {}, body));
        appends.append({0, 7, 0, {frames[0].octets, frames[1].octets}});
        appends.append({0, 8, 0, {frames[2].octets}});
    }
    void accept(const framed& which, partition_number partition = 0) {
        accepted next;
        next.at = {partition, 0};
        next.after.hash = which.hash;
        appends.on_accepted(std::span(&next, 1));
    }
    bool has_read_back(int count) const {
        return counted.text().find("parcours_read_back_seconds_count " + std::to_string(count) + "\n") !=
               std::string::npos;
    }
};

TEST(AnAppend, IsPassedOnAndMeasuredOnceItIsReadBack) {
    watched now;
    ASSERT_EQ(now.sides.appended.size(), 2U);
    EXPECT_EQ(now.sides.appended[0].token, 7U);
    EXPECT_TRUE(now.has_read_back(0));
    now.accept(now.frames[0]);
    EXPECT_TRUE(now.has_read_back(1));
    now.accept(now.frames[0]);
    EXPECT_TRUE(now.has_read_back(1));
    now.appends.renew(3);
    EXPECT_EQ(now.sides.renewed, std::vector<partition_number>{3});
}

TEST(AnAppend, ThatWasLostIsForgottenWithALaterOne) {
    watched now;
    now.accept(now.frames[2]);
    now.accept(now.frames[1]);
    EXPECT_TRUE(now.has_read_back(1));
}

TEST(AnAppend, OfAnotherProcessIsNotMeasured) {
    watched now;
    now.accept(make_frame(frame_kind::mark, {}, "another"));
    now.accept(now.frames[0], 1);
    EXPECT_TRUE(now.has_read_back(0));
}

TEST(AFailedAppend, IsCountedAndTold) {
    watched now;
    now.appends.on_append_failed({0, 7, true, {failure_code::unavailable, "a broker went away"}});
    EXPECT_EQ(now.sides.failed, std::vector<std::uint64_t>{7});
    EXPECT_NE(now.counted.text().find("parcours_append_failures_total{outcome=\"in_doubt\"} 1"), std::string::npos);
}

}  // namespace
}  // namespace parcours
