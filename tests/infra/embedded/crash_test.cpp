// SPDX-License-Identifier: Apache-2.0
#include <csignal>
#include <cstdio>
#include <map>

#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/contracts/chain.hpp"
#include "tests/infra/embedded/child.hpp"
#include "tests/infra/embedded/embedded_under_test.hpp"

namespace parcours {
namespace {

struct nobody final : log_listener, append_listener {
    void on_accepted(std::span<const accepted>) override {}
    void on_ignored(const ignored&) override {}
    void on_stopped(partition_number, const failure&) override {}
    void on_append_failed(const append_failure&) override {}
};

// A process of its own that appends to a log and prints what it was told of.
class appending_child {
  public:
    explicit appending_child(const std::string& folder) {
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
        EXPECT_EQ(::posix_spawn(&process_, program.c_str(), &actions, nullptr, arguments, environ), 0);
        posix_spawn_file_actions_destroy(&actions);
        ::close(ends[1]);
        output_ = ::fdopen(ends[0], "r");
    }
    ~appending_child() { std::fclose(output_); }
    appending_child(const appending_child&) = delete;
    appending_child& operator=(const appending_child&) = delete;

    // Reads what it was told of: by partition, the height; until that many lines, or to the end.
    void read(std::map<partition_number, std::uint64_t>& heights, std::size_t lines_max) {
        unsigned partition = 0;
        unsigned long height = 0;
        while (lines_max-- > 0 && std::fscanf(output_, "%u %lu", &partition, &height) == 2) heights[partition] = height;
    }
    void kill() {
        ::kill(process_, SIGKILL);
        int status = 0;
        ::waitpid(process_, &status, 0);
        EXPECT_TRUE(WIFSIGNALED(status)) << "it ended by itself";
    }

  private:
    pid_t process_ = -1;
    FILE* output_ = nullptr;
};

TEST(AKilledProcess, LosesNoCommitThatItWasToldOf) {
    embedded_under_test log;
    nobody nothing;
    std::uint64_t total = 0;
    for (int round = 0; round < 3; ++round) {
        std::map<partition_number, std::uint64_t> heights;
        {
            appending_child child(log.settings.folder);
            child.read(heights, 200);
            child.kill();
            child.read(heights, static_cast<std::size_t>(-1));
        }
        ASSERT_EQ(heights.size(), 2U) << "round " << round;
        ASSERT_TRUE(log.open(nothing, nothing));
        std::uint64_t now = 0;
        for (const auto& [partition, height] : heights) {
            const auto end = *log.history().end(partition);
            EXPECT_GE(end.height, height);
            const auto all = replay(log.records(), partition);
            EXPECT_EQ(all.end.at, end.at);
            EXPECT_EQ(all.accepted, end.height);
            now += end.height;
        }
        EXPECT_GT(now, total);
        total = now;
        log.close();
    }
}

}  // namespace
}  // namespace parcours
