// SPDX-License-Identifier: Apache-2.0
#include "infra/processes/charter_keeper.hpp"

#include <gtest/gtest.h>

#include "commands/all_commands.hpp"
#include "commands/deciders/platform.hpp"
#include "infra/processes/charter_words.hpp"
#include "tests/support/shipped_charter.hpp"
#include "tests/support/written_history.hpp"

namespace parcours {
namespace {

// A process that works by the shipped charter of Atouts pour Tous.
struct a_keeper {
    written_history written;
    logger log{log_level::error};
    std::vector<std::string> lines;
    charter_keeper keeper{charter_words(command_registry(all_families())), log};

    a_keeper() {
        log.divert([this](const std::string& line) { lines.push_back(line); });
        check(keeper.load(written.journal(), atouts()).has_value(), "nothing was adopted yet");
        adopts(atouts().text);
    }
    void adopts(const std::string& text) {
        charter_adopted made;
        made.name_ = "atouts-pour-tous";
        made.text = text;
        const auto& stream = platform::only_stream;
        const auto taken = written.add_parts(
            {{stream, written.version_of(stream) + 1, {written_history::stored<platform_stream>(made, stream)}}});
        keeper.on_accepted(std::span(&taken, 1));
    }
};

TEST(ACharterThatWasAdopted, HoldsWhereItIsTheProcesssOwn) {
    a_keeper now;
    EXPECT_TRUE(now.keeper.adopted());
    EXPECT_TRUE(now.keeper.is_this_files());
    now.adopts(atouts().text + "\n# another one\n");
    EXPECT_FALSE(now.keeper.is_this_files());
}

TEST(ACharterThatThisProgramDoesNotUnderstand, LetsItDecideNothingUntilItUnderstandsTheNext) {
    a_keeper now;
    now.adopts("of a later program");
    EXPECT_FALSE(now.keeper.is_this_files());
    EXPECT_EQ(now.keeper.terms()->text, atouts().text);
    EXPECT_EQ(now.lines.size(), 1U);
    now.adopts(atouts().text);
    EXPECT_TRUE(now.keeper.is_this_files());
}

}  // namespace
}  // namespace parcours
