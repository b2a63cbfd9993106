// SPDX-License-Identifier: Apache-2.0
#include "commands/deciders/platform.hpp"

#include <gtest/gtest.h>

#include "commands/all_commands.hpp"
#include "commands/command_registry.hpp"
#include "events/commit/digest.hpp"
#include "tests/commands/cast.hpp"

namespace parcours {
namespace {

using namespace cast;

TEST(ACharter, IsAdoptedOnce) {
    const charter_adopted adopted{"apt", sha256("text"), "text"};
    given<platform>({}, acts_as_system(atouts())).when(adopt_charter{"apt", "text"}).then({adopted});
    given<platform>({adopted}, acts_as_system(atouts())).when(adopt_charter{"apt", "text"}).then_nothing();
    given<platform>({adopted}, acts_as_system(atouts()))
        .when(adopt_charter{"apt", "changed"})
        .then({charter_adopted{"apt", sha256("changed"), "changed"}});
}
TEST(AVault, OpensUnderTheNextTermAlone) {
    given<platform>({}, acts_as_system(atouts())).when(open_vault{1}).then({vault_opened{1}});
    given<platform>({vault_opened{1}}, acts_as_system(atouts())).when(open_vault{2}).then({vault_opened{2}});
    for (const std::uint64_t term : {1ULL, 4ULL})
        given<platform>({vault_opened{1}, vault_opened{2}}, acts_as_system(atouts()))
            .when(open_vault{term})
            .then_rejected(platform_rejection::wrong_state);
    given<platform>({vault_opened{1}}, acts_as_system(atouts())).when(open_vault{1}).then_nothing();
}
TEST(ThePlatform, IsOneStreamOnRouteZero) {
    const command_registry registry(all_families());
    request_context context;
    context.by = {{}, "system", {}};
    context.system = true;
    context.terms = &atouts();
    context.now = now;
    context.id = command_id{9, 9, 9};
    const auto prepared = registry.prepare("platform.open_vault", R"({"term":1})", context);
    ASSERT_TRUE(prepared);
    EXPECT_EQ(prepared->route(), 0);
    const auto ready = prepared->ready({}, {});
    ASSERT_TRUE(ready);
    EXPECT_EQ(ready->steps.front()->stream(), platform::only_stream);
}

}  // namespace
}  // namespace parcours
