// SPDX-License-Identifier: Apache-2.0
// Whoever enters does not wait: one thread enters for many requests, as one that serves HTTP does.
#include <atomic>
#include <cerrno>
#include <future>
#include <thread>

#include <gtest/gtest.h>

#include "infra/access_log/access_files.hpp"
#include "tests/infra/access_log/entries.hpp"
#include "tests/support/recorded.hpp"

namespace parcours {
namespace {

// A disk whose first sync waits until it is let go, and then says what the test wants.
struct slow_disk {
    scratch_folder home;
    std::promise<void> reached;
    std::promise<void> go_on;
    std::atomic<int> syncs{0};
    std::atomic<bool> fails{false};
    std::unique_ptr<access_files> files;
    std::atomic<std::uint64_t> kept{0};
    std::atomic<std::uint64_t> refused{0};
    std::atomic<failure_code> refusal{failure_code::invalid};

    slow_disk() {
        auto opened = access_files::open({home.path(), [this](int) { return sync(); }});
        check(opened.has_value(), "the folder is there");
        files = *std::move(opened);
    }
    int sync() {
        if (syncs++ == 0) {
            reached.set_value();
            go_on.get_future().wait();
        }
        errno = EIO;
        return fails ? -1 : 0;
    }
    void enter(const access_entry& entry) {
        files->enter(entry, [this](const expected<void>& done) {
            if (!done) refusal = done.error().code;
            ++(done ? kept : refused);
        });
    }
    // The first is under way, the others wait.
    void hold(std::uint64_t entries) {
        enter(entry_number(1));
        reached.get_future().wait();
        for (std::uint64_t each = 2; each <= entries; ++each) enter(entry_number(each));
    }
};

TEST(ManyRequests, OfOneThreadShareASync) {
    slow_disk disk;
    disk.hold(64);
    EXPECT_EQ(disk.kept + disk.refused, 0U);
    disk.go_on.set_value();
    EXPECT_TRUE(record(*disk.files, entry_number(65)));  // behind all the others
    EXPECT_EQ(disk.kept, 64U);
    EXPECT_LE(disk.syncs, 3);
    EXPECT_EQ(numbers_in(disk.home.path()).size(), 65U);
}

TEST(AFailedSync, IsToldToThoseWhoShareItAndThoseWhoWaitBehindIt) {
    slow_disk disk;
    disk.hold(9);
    disk.fails = true;
    disk.go_on.set_value();
    EXPECT_EQ(record(*disk.files, entry_number(10)).error().code, failure_code::io);
    EXPECT_EQ(disk.kept, 0U);
    EXPECT_EQ(disk.refused, 9U);
    EXPECT_EQ(disk.refusal, failure_code::io);
    EXPECT_EQ(disk.syncs, 1);
}

TEST(AStop, WritesAndTellsWhatWaitsAndRefusesWhatComesLater) {
    slow_disk disk;
    disk.hold(20);
    std::thread stopping([&] { disk.files->stop(); });
    disk.go_on.set_value();
    stopping.join();
    EXPECT_EQ(disk.kept, 20U);
    EXPECT_EQ(numbers_in(disk.home.path()).size(), 20U);
    disk.enter(entry_number(21));
    EXPECT_EQ(disk.refused, 1U);
    EXPECT_EQ(disk.refusal, failure_code::stopped);
    disk.files->stop();  // as does its end
    EXPECT_EQ(numbers_in(disk.home.path()).size(), 20U);
}

TEST(AnEnd, TellsEverybodyWhoWaits) {
    slow_disk disk;
    disk.hold(20);
    std::thread ending([&] { disk.files.reset(); });
    disk.go_on.set_value();
    ending.join();
    EXPECT_EQ(disk.kept, 20U);
}

TEST(EntriesThatWait, AreBounded) {
    slow_disk disk;
    disk.hold(1);
    auto large = entry_number(2);
    large.whom.resize(10'000);
    constexpr std::uint64_t more_than_fit = 10;
    for (std::uint64_t each = 0; each < more_than_fit; ++each) disk.enter(large);
    EXPECT_GT(disk.refused, 0U);
    EXPECT_EQ(disk.refusal, failure_code::unavailable);
    const std::uint64_t turned_away = disk.refused;
    disk.go_on.set_value();
    disk.files->stop();
    EXPECT_EQ(disk.refused, turned_away);
    EXPECT_EQ(disk.kept, 1 + more_than_fit - turned_away);
}

TEST(WhoIsTold, MayEnterAgain) {
    slow_disk disk;
    disk.hold(1);
    std::promise<bool> told;
    disk.files->enter(entry_number(2), [&](const expected<void>&) {
        disk.files->enter(entry_number(3), [&](const expected<void>& done) { told.set_value(done.has_value()); });
    });
    disk.go_on.set_value();
    EXPECT_TRUE(told.get_future().get());
    EXPECT_EQ(numbers_in(disk.home.path()), (std::vector<std::uint64_t>{1, 2, 3}));
}

}  // namespace
}  // namespace parcours
