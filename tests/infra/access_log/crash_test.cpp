// SPDX-License-Identifier: Apache-2.0
#include <csignal>
#include <cstdio>
#include <set>

#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/infra/access_log/entries.hpp"

namespace parcours {
namespace {

// Starts a process that records into the folder, reads that many numbers from it, kills it, and reads what it still
// said: all the numbers it told.
std::set<std::uint64_t> record_and_kill(const std::string& folder, std::size_t lines) {
    int ends[2];
    EXPECT_EQ(::pipe(ends), 0);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    std::string program = "/proc/self/exe";
    std::string option = child_option;
    std::string where = folder;
    char* arguments[] = {program.data(), option.data(), where.data(), nullptr};
    pid_t process = -1;
    EXPECT_EQ(::posix_spawn(&process, program.c_str(), &actions, nullptr, arguments, environ), 0);
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    FILE* output = ::fdopen(ends[0], "r");
    std::set<std::uint64_t> told;
    unsigned long number = 0;
    while (told.size() < lines && std::fscanf(output, "%lu", &number) == 1) told.insert(number);
    ::kill(process, SIGKILL);
    int status = 0;
    ::waitpid(process, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status)) << "it ended by itself";
    while (std::fscanf(output, "%lu", &number) == 1) told.insert(number);
    std::fclose(output);
    return told;
}

TEST(AKilledProcess, LeavesEveryEntryThatItToldOf) {
    const scratch_folder home;
    std::set<std::uint64_t> told;
    for (int round = 0; round < 3; ++round) {
        told.merge(record_and_kill(home.path(), 150));
        const auto found = numbers_in(home.path());
        const std::set<std::uint64_t> kept(found.begin(), found.end());
        EXPECT_EQ(kept.size(), found.size());
        for (const auto number : told) ASSERT_TRUE(kept.contains(number)) << "an entry that was told of is gone";
        // Beyond these only what was under way in each of its four threads.
        EXPECT_LE(kept.size(), told.size() + 4 * static_cast<std::size_t>(round + 1));
    }
}

}  // namespace
}  // namespace parcours
