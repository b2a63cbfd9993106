// SPDX-License-Identifier: Apache-2.0
// `parcours-replay verify` and `rebuild` as an operator types them.
#include <filesystem>

#include <gtest/gtest.h>

#include "infra/settings/data_layout.hpp"
#include "infra/tables/tables_on_disk.hpp"
#include "projections/folds/applications.hpp"
#include "tests/replay_tools/a_data_folder.hpp"
#include "tests/replay_tools/a_story.hpp"
#include "tests/support/golden.hpp"

namespace parcours {
namespace {

const std::string version = std::to_string(applications::version);

// The first regular file below the folder whose name begins so.
void remove_file(const std::string& folder, const std::string& beginning) {
    for (const auto& each : std::filesystem::recursive_directory_iterator(folder))
        if (each.is_regular_file() && each.path().filename().string().starts_with(beginning))
            return (void)std::filesystem::remove(each.path());
    FAIL() << "no file " << beginning << "… in " << folder;
}

TEST(Verifying, AWholeLogSaysThatItIsSound) {
    const a_story story;
    a_data_folder folder(*story.written);
    ASSERT_EQ(folder.run({"verify"}), 0) << folder.out << folder.err;
    EXPECT_EQ(golden_text("tests/replay_tools/golden/verify.txt", folder.out), folder.out);
    ASSERT_EQ(folder.run({"verify", "--json"}), 0);
    EXPECT_EQ(golden_text("tests/replay_tools/golden/verify.ndjson", folder.out), folder.out);
}

TEST(Verifying, AChangedFrameNamesItsPlace) {
    const a_story story;
    a_data_folder folder(*story.written, [](const position& at, bytes& frame) {
        if (at == position{0, 3}) frame.back() = static_cast<char>(frame.back() ^ 4);
    });
    ASSERT_EQ(folder.run({"verify"}), 3) << folder.out << folder.err;
    EXPECT_NE(folder.out.find("0.3  damaged_record"), std::string::npos) << folder.out;
    EXPECT_NE(folder.out.find("0.3  journal_differs"), std::string::npos) << folder.out;
    EXPECT_NE(folder.out.find("0.4  broken_chain"), std::string::npos) << folder.out;
    ASSERT_EQ(folder.run({"verify", "--json"}), 3);
    EXPECT_NE(folder.out.find(R"({"line":"fault","fault":"damaged_record","partition":0,"offset":3)"),
              std::string::npos)
        << folder.out;
    EXPECT_NE(folder.out.find(R"("sound":false)"), std::string::npos);
}

TEST(Verifying, AChangedLastFrameIsSeenAtOnce) {
    const a_story story;
    const auto last = story.written->ends()[0];
    a_data_folder folder(*story.written, [&](const position& at, bytes& frame) {
        if (at == last) frame[20] = static_cast<char>(frame[20] ^ 1);
    });
    EXPECT_EQ(folder.run({"verify"}), 3) << folder.out << folder.err;
    EXPECT_NE(folder.out.find("partition 0"), std::string::npos) << folder.out;
}

TEST(Verifying, TablesHoldsThemAgainstTheLog) {
    const a_story story;
    a_data_folder folder(*story.written);
    folder.fold_tables(story.written->journal());
    ASSERT_EQ(folder.run({"verify", "--tables"}), 0) << folder.out << folder.err;
    EXPECT_NE(folder.out.find("7 tables equal what follows from it"), std::string::npos) << folder.out;
    {
        const storage_memory memory(std::size_t{16} << 20);
        tables_on_disk where(data_layout{folder.path()}.tables(), memory);
        table_batch wrong;
        wrong.put("r" + bytes(view(story.application.value.octets())), "another row");
        wrong.put("c of nobody", bytes(8, '\1'));
        ASSERT_TRUE(where.open("applications", applications::version).value()->write(wrong).has_value());
    }
    ASSERT_EQ(folder.run({"verify", "--tables"}), 3) << folder.out << folder.err;
    EXPECT_NE(
        folder.out.find("the row of application " + to_string(story.application) + " is not what follows from the log"),
        std::string::npos)
        << folder.out;
    EXPECT_NE(folder.out.find("a count stands in the table and does not follow from the log"), std::string::npos);
}

TEST(Verifying, ALogThatEndsBeforeWhatATableHasReadNamesIt) {
    a_story story;
    a_data_folder folder(*story.written);
    story.add_refused();
    folder.fold_tables(story.written->journal());
    ASSERT_EQ(folder.run({"verify", "--tables"}), 3) << folder.out << folder.err;
    EXPECT_NE(folder.out.find("log_ends_early"), std::string::npos) << folder.out;
}

TEST(Verifying, ALogThatEndsBeforeWhatATableHasReadIsNotSoundWithoutBeingAskedForTables) {
    a_story story;
    a_data_folder folder(*story.written);
    const auto ended = std::to_string(story.written->ends()[0].offset);
    story.add_refused();
    folder.fold_tables(story.written->journal());
    ASSERT_EQ(folder.run({"verify"}), 3) << folder.out << folder.err;
    EXPECT_NE(folder.out.find("the table applications.v" + version + " has read partition 0 up to "), std::string::npos)
        << folder.out;
    EXPECT_NE(folder.out.find("but the log ends at " + ended), std::string::npos) << folder.out;
    ASSERT_EQ(folder.run({"verify", "--json"}), 3);
    EXPECT_NE(folder.out.find(R"({"line":"fault","fault":"log_ends_early","partition":0,"offset":)" + ended),
              std::string::npos)
        << folder.out;
    EXPECT_NE(folder.out.find(R"("sound":false)"), std::string::npos);
}

TEST(Verifying, ATableThatLacksAFileNamesTheFolderToRemove) {
    for (const std::string lacks : {"CURRENT", "MANIFEST"}) {
        const a_story story;
        a_data_folder folder(*story.written);
        folder.fold_tables(story.written->journal());
        const auto table = data_layout{folder.path()}.tables() + "/applications.v" + version;
        remove_file(table, lacks);
        for (const auto& words : {std::vector<std::string>{"verify"}, {"verify", "--tables"}}) {
            ASSERT_EQ(folder.run(words), 3) << folder.out << folder.err;
            EXPECT_NE(folder.out.find("remove the folder " + table), std::string::npos) << folder.out;
        }
        std::filesystem::remove_all(table);
        EXPECT_EQ(folder.run({"verify", "--tables"}), 0) << folder.out;
    }
}

TEST(Verifying, ALogThatLacksAFileIsUnreadable) {
    for (const std::string lacks : {"CURRENT", "MANIFEST", "0"}) {  // the last: what is written ahead
        const a_story story;
        a_data_folder folder(*story.written);
        folder.fold_tables(story.written->journal());
        remove_file(data_layout{folder.path()}.log(), lacks);
        EXPECT_EQ(folder.run({"verify"}), 3) << lacks << folder.out << folder.err;
        EXPECT_NE(folder.out.find("unreadable"), std::string::npos) << folder.out;
        EXPECT_EQ(folder.run({"history", to_string(story.application)}), 1) << folder.out;
    }
}

TEST(Rebuilding, BesidePutsATableIntoAFolderOfItsOwn) {
    const a_story story;
    a_data_folder folder(*story.written);
    const scratch_folder into;
    ASSERT_EQ(folder.run({"rebuild", "all", "--into", into.path(), "--json"}), 0) << folder.err;
    EXPECT_EQ(lines_of(folder.out).size(), 7U);
    EXPECT_NE(folder.out.find(R"("projection":"applications","version":)" + version + R"(,"events":7,)"),
              std::string::npos)
        << folder.out;
    EXPECT_TRUE(std::filesystem::exists(into.path() + "/applications.v" + version + "/current"));
    EXPECT_FALSE(std::filesystem::exists(data_layout{folder.path()}.tables() + "/applications.v" + version));
}

TEST(Rebuilding, InAStoppedFolderTakesTheOldOnesPlace) {
    const a_story story;
    a_data_folder folder(*story.written);
    ASSERT_EQ(folder.run({"rebuild", "applications"}), 0) << folder.err;
    EXPECT_NE(folder.out.find("applications v" + version + ": 7 events of 9 commits"), std::string::npos) << folder.out;
    EXPECT_EQ(folder.run({"verify", "--tables"}), 0) << folder.out;
}

TEST(Rebuilding, OfATableThatAProcessHoldsIsRefused) {
    const a_story story;
    a_data_folder folder(*story.written);
    const storage_memory memory(std::size_t{16} << 20);
    tables_on_disk where(data_layout{folder.path()}.tables(), memory);
    const auto held = where.open("applications", applications::version);
    ASSERT_TRUE(held.has_value());
    EXPECT_EQ(folder.run({"rebuild", "applications"}), 1);
    EXPECT_NE(folder.err.find("parcours ctl rebuild"), std::string::npos) << folder.err;
    EXPECT_EQ(folder.run({"rebuild", "dreams"}), 2);
    EXPECT_EQ(folder.run({"verify", "--tables"}), 1);
}

}  // namespace
}  // namespace parcours
