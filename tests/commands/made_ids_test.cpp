// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "commands/all_commands.hpp"
#include "commands/command_id.hpp"
#include "commands/command_registry.hpp"
#include "tests/commands/cast.hpp"

namespace parcours {
namespace {

using namespace cast;

id128 made_by_drafting(instant at) {
    static const command_registry registry(all_families());
    request_context context;
    context.by = {candidate, "candidate", {}};
    context.terms = &atouts();
    context.now = at;
    context.id = make_command_id(candidate, "key-1");
    const auto prepared =
        registry.prepare("application.draft", R"({"organisation":")" + to_string(company) + "\"}", context);
    EXPECT_TRUE(prepared);
    remote_facts known;
    known.audiences.add(audience::self);
    const auto ready = prepared->ready(known, {});
    EXPECT_TRUE(ready);
    return ready->made;
}

TEST(TheIdOfADraft, TellsNotWhenItBegan) {
    constexpr instant early{1'780'000'000'000};
    EXPECT_EQ(made_by_drafting(early), made_by_drafting({early.ms + 9 * std::int64_t{24} * 3'600'000}));
}

}  // namespace
}  // namespace parcours
