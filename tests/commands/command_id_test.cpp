// SPDX-License-Identifier: Apache-2.0
#include "commands/command_id.hpp"

#include <gtest/gtest.h>

namespace parcours {
namespace {

constexpr instant noon{1'700'000'000'123};
constexpr std::int64_t day_ms = std::int64_t{24} * 3'600'000;

TEST(AnIdThatACommandMakes, TellsNobodyWhenItWasMade) {
    const command_id command{7, 1};
    const auto made = make_id(command, noon, 0xbeef);
    EXPECT_EQ(made.route(), 0xbeef);
    EXPECT_EQ(make_id(command, {noon.ms + 9 * day_ms}, 0xbeef), made);
    EXPECT_NE(make_id(command_id{7, 2}, noon, 0xbeef).high, made.high);
}

TEST(AnIdThatACommandMakes, ComesAfterThoseOfLastYear) {
    EXPECT_LT(make_id(command_id{7, 1}, noon, 5), make_id(command_id{7, 2}, {noon.ms + 100 * day_ms}, 5));
}

}  // namespace
}  // namespace parcours
