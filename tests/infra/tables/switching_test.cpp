// SPDX-License-Identifier: Apache-2.0
// Each test leaves the folder as a crash at one step of a build would, and opens it again.
#include <fstream>

#include <gtest/gtest.h>

#include "infra/rocksdb/storage_memory.hpp"
#include "infra/tables/tables_on_disk.hpp"
#include "tests/support/scratch_folder.hpp"

namespace parcours {
namespace {

namespace files = std::filesystem;

struct switching : testing::Test {
    scratch_folder folder;
    scratch_folder copies;
    storage_memory memory{std::size_t{32} << 20};
    std::unique_ptr<tables_on_disk> all = std::make_unique<tables_on_disk>(folder.path(), memory);

    static void put(table& into, const bytes& value) {
        table_batch batch;
        batch.put("a", value);
        EXPECT_TRUE(into.write(batch));
        EXPECT_TRUE(into.flush());
    }
    void build(const bytes& value, bool finish) {
        const auto builder = *all->build("some", 1);
        EXPECT_TRUE(builder->put("a", value));
        if (finish) {
            EXPECT_TRUE(builder->finish());
        }
    }
    // The folder as it is now, for a process that starts after a crash.
    std::string crashed() {
        const std::string copy = copies / std::to_string(++copies_);
        files::copy(folder.path(), copy, files::copy_options::recursive);
        return copy;
    }
    std::optional<bytes> value_in(const std::string& where) {
        tables_on_disk after(where, memory);
        return *(*after.open("some", 1))->snapshot()->get("a");
    }
    static std::size_t folders_in(const std::string& where) {
        std::size_t found = 0;
        for (const auto& each : files::directory_iterator(files::path(where) / "some.v1"))
            found += each.is_directory() ? 1 : 0;
        return found;
    }
    int copies_ = 0;
};
using ACrash = switching;

TEST_F(ACrash, WhileATableIsCreatedLeavesNone) {
    files::create_directories(folder / "some.v1/table.1");
    std::ofstream(folder / "some.v1/table.1/CURRENT") << "half";
    const std::string after = crashed();
    EXPECT_EQ(tables_on_disk(after, memory).versions("some")->size(), 0U);
    EXPECT_EQ(value_in(after), std::nullopt);
    EXPECT_EQ(folders_in(after), 1U);
}

TEST_F(ACrash, BeforeABuildIsFinishedKeepsTheRunningTable) {
    put(**all->open("some", 1), "old");
    const auto builder = *all->build("some", 1);
    ASSERT_TRUE(builder->put("a", "new"));
    const std::string after = crashed();
    EXPECT_EQ(value_in(after), "old");
    EXPECT_EQ(folders_in(after), 1U);
}

TEST_F(ACrash, BeforeTheSwitchKeepsTheRunningTableAndTheBuild) {
    put(**all->open("some", 1), "old");
    build("new", true);
    const std::string after = crashed();
    EXPECT_EQ(value_in(after), "old");
    tables_on_disk again(after, memory);
    EXPECT_EQ(*(*again.replace("some", 1))->snapshot()->get("a"), "new");
}

TEST_F(ACrash, AfterTheSwitchKeepsTheBuildAndDropsTheOldTable) {
    auto running = *all->open("some", 1);
    put(*running, "old");
    build("new", true);
    auto built = *all->replace("some", 1);
    const std::string after = crashed();
    EXPECT_EQ(folders_in(after), 2U);
    EXPECT_EQ(value_in(after), "new");
    EXPECT_EQ(folders_in(after), 1U);
}

TEST_F(ACrash, WhileAPointerIsWrittenKeepsTheOneBefore) {
    put(**all->open("some", 1), "old");
    std::ofstream(folder / "some.v1/current.next") << "tab";
    std::ofstream(folder / "some.v1/built.next") << "tab";
    EXPECT_EQ(value_in(crashed()), "old");
}

TEST_F(ACrash, WhileATableIsRemovedLeavesNone) {
    put(**all->open("some", 1), "old");
    all.reset();
    files::rename(folder / "some.v1", folder / "removed.some.v1");
    all = std::make_unique<tables_on_disk>(folder.path(), memory);
    EXPECT_FALSE(files::exists(folder / "removed.some.v1"));
    EXPECT_TRUE(all->versions("some")->empty());
}

using AReplacedTable = switching;

TEST_F(AReplacedTable, GoesFromTheDiskWhenNobodyReadsIt) {
    auto running = *all->open("some", 1);
    put(*running, "old");
    auto snapshot = running->snapshot();
    build("new", true);
    const auto built = *all->replace("some", 1);
    running.reset();
    EXPECT_EQ(*snapshot->get("a"), "old");
    EXPECT_EQ(folders_in(folder.path()), 2U);
    snapshot.reset();
    EXPECT_EQ(folders_in(folder.path()), 1U);
    EXPECT_EQ(*built->snapshot()->get("a"), "new");
}

TEST_F(AReplacedTable, IsNotSweptByTheNextBuildWhileItIsRead) {
    const auto running = *all->open("some", 1);
    put(*running, "old");
    build("new", true);
    const auto built = *all->replace("some", 1);
    build("newer", true);
    EXPECT_EQ(*running->snapshot()->get("a"), "old");
    EXPECT_EQ(*(*all->replace("some", 1))->snapshot()->get("a"), "newer");
}

TEST_F(AReplacedTable, IsNotRemovedWhileItIsOpen) {
    const auto running = *all->open("some", 1);
    EXPECT_EQ(all->remove("some", 1).error().code, failure_code::unavailable);
}

using ANameOfAProjection = switching;

TEST_F(ANameOfAProjection, IsNoPath) {
    for (const auto* name : {"", "../elsewhere", "a/b", "A", "a.v1"})
        EXPECT_EQ(all->open(name, 1).error().code, failure_code::invalid) << name;
    EXPECT_EQ(all->open("some", -1).error().code, failure_code::invalid);
}

}  // namespace
}  // namespace parcours
