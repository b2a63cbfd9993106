// SPDX-License-Identifier: Apache-2.0
// Charters and program name the same commands.
#include <gtest/gtest.h>

#include "commands/all_commands.hpp"
#include "commands/command_registry.hpp"
#include "tests/support/shipped_charter.hpp"

namespace parcours {
namespace {

std::set<std::string> names_of(const charter& terms) {
    std::set<std::string> found;
    for (const auto& [name, roles] : terms.commands) found.insert(name);
    return found;
}

TEST(EveryCommand, IsIssuedBySomebodyUnderSomeCharter) {
    auto named = names_of(atouts());
    named.merge(names_of(nosemplois()));
    for (const auto& each : command_registry(all_families()).names()) EXPECT_EQ(named.count(each), 1U) << each;
}

TEST(EveryCommandThatACharterNames, Exists) {
    const command_registry registry(all_families());
    for (const auto* terms : {&atouts(), &nosemplois()})
        for (const auto& name : names_of(*terms)) EXPECT_NE(registry.find(name), nullptr) << name;
}

}  // namespace
}  // namespace parcours
