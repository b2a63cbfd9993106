// SPDX-License-Identifier: Apache-2.0
// `parcours-replay history` as an operator types it.
#include <gtest/gtest.h>

#include "infra/journal/frame_journal.hpp"
#include "infra/settings/data_layout.hpp"
#include "replay_tools/subcommands.hpp"
#include "tests/replay_tools/a_data_folder.hpp"
#include "tests/replay_tools/a_story.hpp"
#include "tests/support/golden.hpp"

namespace parcours {
namespace {

struct a_history : testing::Test {
    a_story story;
    std::string application = to_string(story.application);
};
using AHistory = a_history;

// shows APT-CAN-11
TEST_F(AHistory, TellsTheWholeStoryOfAnApplication) {
    a_data_folder folder(*story.written);
    ASSERT_EQ(folder.run({"history", application}), 0) << folder.err;
    EXPECT_EQ(golden_text("tests/replay_tools/golden/history.txt", folder.out), folder.out);
    EXPECT_EQ(folder.err, "");
}

TEST_F(AHistory, TellsTheSameToPrograms) {
    a_data_folder folder(*story.written);
    ASSERT_EQ(folder.run({"history", application, "--json"}), 0) << folder.err;
    EXPECT_EQ(golden_text("tests/replay_tools/golden/history.ndjson", folder.out), folder.out);
    EXPECT_EQ(lines_of(folder.out).size(), 8U);  // seven events and the state
}

TEST_F(AHistory, AlignsAccentsByWhatTheyShow) {
    a_data_folder folder(*story.written);
    ASSERT_EQ(folder.run({"history", to_string(story.organisation)}), 0) << folder.err;
    EXPECT_EQ(golden_text("tests/replay_tools/golden/organisation.txt", folder.out), folder.out);
    EXPECT_NE(folder.out.find("Électricité & Forêts de l'Ouest"), std::string::npos);
}

TEST_F(AHistory, ShowsNoCell) {
    a_data_folder folder(*story.written);
    for (const bool json : {false, true}) {
        std::vector<std::string> words = {"history", application};
        if (json) words.emplace_back("--json");
        ASSERT_EQ(folder.run(words), 0);
        EXPECT_EQ(folder.out.find("cell of"), std::string::npos);
        EXPECT_NE(folder.out.find("sealed"), std::string::npos);
    }
}

TEST_F(AHistory, AsOfATimeStopsThere) {
    a_data_folder folder(*story.written);
    // The fourth commit of all is the application's second.
    ASSERT_EQ(folder.run({"history", application, "--json", "--as-of", to_string(written_history::time_of(3))}), 0);
    const auto lines = lines_of(folder.out);
    ASSERT_EQ(lines.size(), 3U);
    EXPECT_NE(lines[1].find("application_validated"), std::string::npos);
    EXPECT_NE(lines[2].find(R"("status":"visible")"), std::string::npos);
    ASSERT_EQ(folder.run({"history", application, "--json"}), 0);
    EXPECT_NE(folder.out.find(R"("status":"hired")"), std::string::npos);
}

TEST_F(AHistory, AsOfADayMeansTheDayOfTheCharter) {
    a_data_folder folder(*story.written);
    // The history begins at midnight UTC on 2026-01-01, which is one o'clock in Paris.
    EXPECT_EQ(folder.run({"history", application, "--as-of", "2025-12-31"}), 1);
    EXPECT_EQ(folder.run({"history", application, "--as-of", "2026-01-01"}), 0);
    EXPECT_EQ(folder.run({"history", application, "--as-of", "2025-12-31", "--zone", "America/New_York"}), 0);
}

TEST_F(AHistory, OfAPersonIsThatOfBothTheirStreams) {
    a_data_folder folder(*story.written);
    EXPECT_EQ(folder.run({"history", to_string(story.candidate)}), 1);
    EXPECT_NE(folder.err.find("the log knows no stream person_"), std::string::npos);
}

TEST_F(AHistory, OfThePlatformNamesItsCharter) {
    a_data_folder folder(*story.written);
    ASSERT_EQ(folder.run({"history", "platform"}), 0);
    EXPECT_NE(folder.out.find("charter_adopted v1"), std::string::npos);
    EXPECT_NE(folder.out.find("by        the platform"), std::string::npos);
}

TEST_F(AHistory, OfAMeetingIsThatOfItsApplication) {
    story.add_refused();
    a_data_folder folder(*story.written);
    ASSERT_EQ(folder.run({"history", application}), 0);
    const std::string whole = folder.out;
    ASSERT_EQ(folder.run({"history", to_string(story.meeting)}), 0) << folder.err;
    EXPECT_EQ(folder.out, whole);
    EXPECT_EQ(folder.run({"history", to_string(meeting_id{{2, 401}})}), 1);
}

TEST_F(AHistory, OfWhatIsNoStreamIsRefused) {
    a_data_folder folder(*story.written);
    EXPECT_EQ(folder.run({"history", "app_123"}), 2);
    EXPECT_NE(folder.err.find("is no stream's id"), std::string::npos);
    EXPECT_EQ(folder.run({"history", to_string(document_id{{2, 500}})}), 2);
    EXPECT_NE(folder.err.find("lies within one"), std::string::npos);
    EXPECT_EQ(folder.run({"history", application, "--as-of", "yesterday"}), 2);
    EXPECT_EQ(folder.run({"history", application, "--zone", "Europe/Atlantis"}), 2);
    EXPECT_EQ(folder.run({"history"}), 2);
    EXPECT_EQ(folder.run({"history", to_string(application_id{{2, 999}})}), 1);
    EXPECT_EQ(folder.out, "");
}

TEST_F(AHistory, OfAFolderWithoutALogSaysSo) {
    a_data_folder folder(*story.written);
    EXPECT_EQ(folder.run({"history", application, "--kafka", "127.0.0.1:1"}), 2);  // one or the other
    testing::internal::CaptureStderr();
    scratch_folder empty;
    EXPECT_EQ(replay::run({"history", application, "--data", empty.path()}), 1);
    EXPECT_NE(testing::internal::GetCapturedStderr().find("holds no log"), std::string::npos);
}

TEST_F(AHistory, IsToldWhileAnotherHoldsTheLog) {
    a_data_folder folder(*story.written);
    const storage_memory memory(std::size_t{16} << 20);
    journal_settings settings;
    settings.folder = data_layout{folder.path()}.log();
    const auto held = frame_journal::open(settings, story.written->journal().shape(), memory);
    ASSERT_TRUE(held.has_value());
    EXPECT_EQ(folder.run({"history", application}), 0) << folder.err;
    EXPECT_NE(folder.out.find("hiring_declared"), std::string::npos);
}

}  // namespace
}  // namespace parcours
