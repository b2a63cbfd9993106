// SPDX-License-Identifier: Apache-2.0
// The program itself, in a shell.
#include <cstdio>
#include <cstdlib>

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "replay_tools/output.hpp"
#include "tests/replay_tools/a_data_folder.hpp"
#include "tests/replay_tools/a_story.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/sanitized.hpp"

namespace parcours {
namespace {

struct ran {
    int code = -1;
    std::string out;
};

// What bash says to `line`, where $replay is the program.
ran in_a_shell(const std::string& line) {
    const char* programs = std::getenv("PARCOURS_BIN_DIR");
    const std::string replay = std::string(programs == nullptr ? "build/dev/bin" : programs) + "/parcours-replay";
    const std::string whole = "replay='" + replay + "' bash -c '" + line + "' 2>&1";
    ran found;
    std::FILE* from = ::popen(whole.c_str(), "r");
    check(from != nullptr, "a shell can be started");
    char piece[4096];
    while (const std::size_t octets = std::fread(piece, 1, sizeof piece, from)) found.out.append(piece, octets);
    found.code = WEXITSTATUS(::pclose(from));
    return found;
}

TEST(TheProgram, EndsQuietlyWhenItsReaderHasGone) {
    const auto found = in_a_shell("\"$replay\" catalogue --json | head -n 1 | wc -l; echo \"${PIPESTATUS[0]}\"");
    EXPECT_EQ(found.out, "1\n0\n");
}

TEST(TheProgram, SaysWhenItsAnswerCannotBeKept) {
    const auto found = in_a_shell("\"$replay\" catalogue > /dev/full");
    EXPECT_EQ(found.code, 1);
    EXPECT_NE(found.out.find("could not be written"), std::string::npos) << found.out;
}

TEST(TheProgram, IsPlainWhereThereIsNoTerminal) {
    EXPECT_EQ(in_a_shell("\"$replay\" catalogue").out.find('\x1b'), std::string::npos);
}

TEST(TheProgram, ExplainsEachOfItsCommands) {
    std::string all = in_a_shell("\"$replay\" --help").out;
    for (const std::string command : {"history", "find", "verify", "rebuild", "catalogue"}) {
        const auto found = in_a_shell("\"$replay\" " + command + " --help");
        EXPECT_EQ(found.code, 0);
        EXPECT_NE(all.find(command), std::string::npos);
        all += "\n" + found.out;
    }
    EXPECT_EQ(golden_text("tests/replay_tools/golden/help.txt", all), all);
}

TEST(TheProgram, PrintsTheEventCatalogueAsItStandsInTheRepository) {
    const auto found = in_a_shell("\"$replay\" catalogue --markdown");
    EXPECT_EQ(golden_text("docs/event_catalogue.md", found.out), found.out);
}

TEST(TheProgram, NeedsLittleMemoryForALongStream) {
    if (sanitized) GTEST_SKIP() << "a sanitizer takes memory of its own";
    a_story story;
    constexpr std::size_t followups = 10'000 - 7;  // no stream is designed beyond 10 000 commits
    story.add_followups(followups);
    a_data_folder folder(*story.written);
    const auto found = in_a_shell("ulimit -d 400000; \"$replay\" history " + to_string(story.application) +
                                  " --json --data " + folder.path() + " | wc -l");
    EXPECT_EQ(found.out, "10001\n");
    const auto verified = in_a_shell("\"$replay\" verify --data " + folder.path());
    EXPECT_EQ(verified.code, 0) << verified.out;
    rusage used{};
    ASSERT_EQ(::getrusage(RUSAGE_CHILDREN, &used), 0);
    constexpr long resident_kib_max = 300 * 1024;
    EXPECT_LT(used.ru_maxrss, resident_kib_max);
}

TEST(AWidth, IsWhatATerminalShows) {
    EXPECT_EQ(replay::display_width("Electricite"), 11U);
    EXPECT_EQ(replay::display_width("Électricité"), 11U);
    EXPECT_EQ(replay::display_width("E\xcc\x81lectricite\xcc\x81"), 11U);  // accents that combine
    EXPECT_EQ(replay::display_width("就労"), 4U);
    EXPECT_EQ(replay::display_width("\xc3"), 1U);  // cut within a letter
    replay::text_table table;
    table.add({"Électricité", "a"});
    table.add({"Bois", "b"});
    EXPECT_EQ(table.text(), "Électricité  a\nBois         b\n");
}

}  // namespace
}  // namespace parcours
