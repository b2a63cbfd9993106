// SPDX-License-Identifier: Apache-2.0
// What a unique index must do, wherever it lies. Include it in one source of a test binary, and there
//     INSTANTIATE_TEST_SUITE_P(OnDisk, AUniqueIndex, testing::Values(unique_index_kind{…}), unique_index_kind_name);
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <ostream>

#include <gtest/gtest.h>

#include "events/ports/unique_index.hpp"
#include "tests/support/fake_clock.hpp"

namespace parcours {

// An index of any kind, as the contract's tests see it: empty when it is made.
class unique_index_under_test {
  public:
    virtual ~unique_index_under_test() = default;
    virtual unique_index& index() = 0;
    // Closes it and opens it again as it was left.
    virtual void reopen() = 0;
    fake_clock time;
};

struct unique_index_kind {
    std::string name;
    std::function<std::unique_ptr<unique_index_under_test>()> make;
};
inline void PrintTo(const unique_index_kind& kind, std::ostream* out) { *out << kind.name; }
inline std::string unique_index_kind_name(const testing::TestParamInfo<unique_index_kind>& each) {
    return each.param.name;
}

struct unique_index_contract : testing::TestWithParam<unique_index_kind> {
    static constexpr auto email = unique_kind::email;
    static constexpr auto siret = unique_kind::siret;
    std::unique_ptr<unique_index_under_test> home = GetParam().make();

    static command_id command(unsigned char number) { return command_id{number, 1}; }
    static id128 holder(std::uint64_t number) { return {7, number}; }

    bool reserve(std::string_view value, unsigned char by, std::uint64_t whose, unique_kind kind = email) {
        const auto told = home->index().reserve(kind, value, command(by), 3, holder(whose));
        EXPECT_TRUE(told) << told.error().context;
        return told && *told;
    }
    void confirm(unsigned char by, std::uint64_t whose, unique_kind kind = email) {
        const auto done = home->index().confirm(command(by), kind, holder(whose));
        EXPECT_TRUE(done) << done.error().context;
    }
    void release(unsigned char by) { EXPECT_TRUE(home->index().release(command(by))); }
    // Zero: nobody.
    std::uint64_t whose(std::string_view value, unique_kind kind = email) {
        const auto found = home->index().find(kind, value);
        EXPECT_TRUE(found) << found.error().context;
        return found && *found ? (*found)->low : 0;
    }
    std::vector<open_reservation> open() {
        const auto all = home->index().open_reservations({home->time.now().ms + 1});
        EXPECT_TRUE(all);
        return all ? *all : std::vector<open_reservation>{};
    }
    // What holds now holds after a reopening.
    template <class Check>
    void twice(const Check& holds) {
        holds();
        home->reopen();
        holds();
    }
};
using AUniqueIndex = unique_index_contract;

TEST_P(AUniqueIndex, GivesAValueToOneCommandAlone) {
    EXPECT_TRUE(reserve("a@b.fr", 1, 1));
    twice([this] {
        EXPECT_FALSE(reserve("a@b.fr", 2, 2));
        EXPECT_TRUE(reserve("a@b.fr", 1, 1));
        EXPECT_EQ(whose("a@b.fr"), 0U);
        ASSERT_EQ(open().size(), 1U);
        EXPECT_EQ(open()[0].command, command(1));
        EXPECT_EQ(open()[0].partition, 3U);
    });
    EXPECT_TRUE(reserve("a@c.fr", 2, 2));
    EXPECT_TRUE(reserve("a@b.fr", 3, 2, siret));
}

TEST_P(AUniqueIndex, KnowsTheHolderOnceItIsConfirmed) {
    EXPECT_TRUE(reserve("a@b.fr", 1, 1));
    confirm(1, 1);
    twice([this] {
        EXPECT_EQ(whose("a@b.fr"), 1U);
        EXPECT_EQ(whose("a@b.fr", siret), 0U);
        EXPECT_EQ(whose("a@b.f"), 0U);
        EXPECT_FALSE(reserve("a@b.fr", 2, 2));
        EXPECT_TRUE(reserve("a@b.fr", 1, 1));
        EXPECT_TRUE(open().empty());
    });
    confirm(1, 1);
    release(1);
    EXPECT_EQ(whose("a@b.fr"), 1U);
}

TEST_P(AUniqueIndex, FreesWhatIsReleased) {
    EXPECT_TRUE(reserve("a@b.fr", 1, 1));
    EXPECT_TRUE(reserve("732829320", 1, 1, siret));
    EXPECT_EQ(open().size(), 1U);
    release(1);
    twice([this] { EXPECT_TRUE(open().empty()); });
    EXPECT_TRUE(reserve("a@b.fr", 2, 2));
    EXPECT_TRUE(reserve("732829320", 2, 2, siret));
    release(7);
    confirm(1, 1);
    EXPECT_EQ(whose("a@b.fr"), 0U);
    EXPECT_FALSE(reserve("a@b.fr", 1, 1));
}

TEST_P(AUniqueIndex, TakesTheHolderThatStandsInTheCommit) {
    EXPECT_TRUE(reserve("a@b.fr", 1, 1));
    EXPECT_TRUE(reserve("a@b.fr", 1, 2));  // a repeat that made an id of its own
    confirm(1, 1);
    twice([this] { EXPECT_EQ(whose("a@b.fr"), 1U); });
    EXPECT_FALSE(reserve("a@b.fr", 2, 2));
}

TEST_P(AUniqueIndex, FreesTheValueThatAHolderHadBefore) {
    EXPECT_TRUE(reserve("a@b.fr", 1, 1));
    confirm(1, 1);
    EXPECT_TRUE(reserve("new@b.fr", 2, 1));
    EXPECT_EQ(whose("a@b.fr"), 1U);
    confirm(2, 1);
    twice([this] {
        EXPECT_EQ(whose("a@b.fr"), 0U);
        EXPECT_EQ(whose("new@b.fr"), 1U);
    });
    EXPECT_TRUE(reserve("a@b.fr", 3, 3));
}

TEST_P(AUniqueIndex, GivesAHolderBackWhatItLeavesAndTakesAgainMeanwhile) {
    EXPECT_TRUE(reserve("a@b.fr", 1, 1));
    confirm(1, 1);
    EXPECT_TRUE(reserve("new@b.fr", 2, 1));
    EXPECT_TRUE(reserve("a@b.fr", 3, 1));
    confirm(2, 1);
    twice([this] { EXPECT_FALSE(reserve("a@b.fr", 4, 4)); });
    confirm(3, 1);
    EXPECT_EQ(whose("a@b.fr"), 1U);
    EXPECT_EQ(whose("new@b.fr"), 0U);
    EXPECT_TRUE(reserve("a@b.fr", 5, 1));
    release(5);
    EXPECT_EQ(whose("a@b.fr"), 1U);
}

TEST_P(AUniqueIndex, TakesNothingBackWhereACommandIsRepeated) {
    EXPECT_TRUE(reserve("a@b.fr", 1, 1));
    confirm(1, 1);
    EXPECT_TRUE(reserve("new@b.fr", 2, 1));
    confirm(2, 1);
    home->reopen();
    EXPECT_TRUE(reserve("a@b.fr", 1, 1));
    confirm(1, 1);
    release(1);
    EXPECT_EQ(whose("new@b.fr"), 1U);
    EXPECT_EQ(whose("a@b.fr"), 0U);
    EXPECT_TRUE(reserve("a@b.fr", 3, 3));
}

TEST_P(AUniqueIndex, ReservesOneValueOfAKindForACommand) {
    EXPECT_TRUE(reserve("a@b.fr", 1, 1));
    EXPECT_FALSE(reserve("other@b.fr", 1, 1));
    EXPECT_TRUE(reserve("other@b.fr", 2, 2));
    confirm(1, 1);
    EXPECT_EQ(whose("a@b.fr"), 1U);
}

TEST_P(AUniqueIndex, ShowsOpenReservationsByAge) {
    for (const unsigned char by : std::array<unsigned char, 3>{9, 4, 6}) {
        EXPECT_TRUE(reserve("value " + std::to_string(by), by, by));
        home->time.advance_ms(1'000);
    }
    twice([this] {
        const auto all = open();
        ASSERT_EQ(all.size(), 3U);
        EXPECT_EQ(all[0].command, command(9));
        EXPECT_EQ(all[1].command, command(4));
        EXPECT_EQ(all[2].command, command(6));
        const auto old = home->index().open_reservations({home->time.now().ms - 2'500});
        ASSERT_TRUE(old);
        ASSERT_EQ(old->size(), 1U);
        EXPECT_EQ(old->front().command, command(9));
        EXPECT_EQ(old->front().reserved_at.ms, home->time.now().ms - 3'000);
    });
    EXPECT_TRUE(reserve("value 9", 9, 9));  // a repeat is no younger
    EXPECT_EQ(open()[0].command, command(9));
}

}  // namespace parcours
