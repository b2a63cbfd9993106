// SPDX-License-Identifier: Apache-2.0
#include "infra/access_log/access_files.hpp"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <future>
#include <numeric>
#include <thread>

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "tests/infra/access_log/entries.hpp"
#include "tests/support/recorded.hpp"

namespace parcours {
namespace {

struct some_files {
    scratch_folder home;
    std::unique_ptr<access_files> open;

    explicit some_files(std::function<int(int)> sync = {}) { reopen(std::move(sync)); }
    void reopen(std::function<int(int)> sync = {}) {
        open.reset();
        auto opened = access_files::open({home.path(), std::move(sync)});
        ASSERT_TRUE(opened) << opened.error().context;
        open = *std::move(opened);
    }
    expected<void> record(std::uint64_t number, std::int64_t days = 0) {
        return parcours::record(*open, entry_number(number, days));
    }
    std::vector<std::uint64_t> numbers() const { return numbers_in(home.path()); }
};

using numbers = std::vector<std::uint64_t>;

TEST(AnEntry, IsThereForWhoReadsAndForALaterProcess) {
    some_files files;
    for (std::uint64_t each = 1; each <= 5; ++each) ASSERT_TRUE(files.record(each));
    EXPECT_EQ(files.numbers(), (numbers{1, 2, 3, 4, 5}));
    files.reopen();
    ASSERT_TRUE(files.record(6));
    EXPECT_EQ(files.numbers(), (numbers{1, 2, 3, 4, 5, 6}));
}

TEST(AnEntry, LiesInTheFileOfItsDayReadableByItsOwnerAlone) {
    some_files files;
    ASSERT_TRUE(files.record(2, 1));
    ASSERT_TRUE(files.record(1));  // a thread that was slower about midnight
    ASSERT_TRUE(files.record(3, 1));
    ASSERT_TRUE(files.record(4, 2));
    EXPECT_EQ(files.numbers(), (numbers{1, 2, 3, 4}));
    for (const auto* day : {"2023-11-14", "2023-11-15", "2023-11-16"}) {
        struct stat about {};
        ASSERT_EQ(::stat((files.home / (std::string(day) + ".accesses")).c_str(), &about), 0) << day;
        EXPECT_EQ(about.st_mode & 0777, 0600U) << day;
    }
}

TEST(AnEntry, IsOnTheDiskBeforeItIsToldOf) {
    std::promise<void> reached;
    std::promise<void> go_on;
    std::atomic<int> syncs{0};
    some_files files([&](int) {
        if (syncs++ == 0) {
            reached.set_value();
            go_on.get_future().wait();
        }
        return 0;
    });
    std::atomic<int> told{0};
    std::thread first([&] { told += files.record(1) ? 1 : 100; });
    reached.get_future().wait();
    // Those that come while the disk works share its next turn.
    std::vector<std::thread> others;
    for (std::uint64_t each = 2; each <= 9; ++each)
        others.emplace_back([&, each] { told += files.record(each) ? 1 : 100; });
    EXPECT_EQ(told, 0);
    go_on.set_value();
    first.join();
    for (auto& each : others) each.join();
    EXPECT_EQ(told, 9);
    EXPECT_LE(syncs, 9);
    EXPECT_EQ(files.numbers().size(), 9U);
}

TEST(ASyncThatFails, RefusesWhoWaitsAndAllWhoCome) {
    std::atomic<bool> fails{true};
    std::atomic<int> syncs{0};
    const auto sync = [&](int) {
        ++syncs;
        errno = EIO;
        return fails ? -1 : 0;
    };
    some_files files(sync);
    const auto refused = files.record(1);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, failure_code::io);
    fails = false;
    EXPECT_FALSE(files.record(2));
    EXPECT_FALSE(files.record(3, 1));  // another day's file would not tell what became of this one
    EXPECT_EQ(syncs, 1);
    EXPECT_EQ(files.open->sound().error().code, failure_code::io);
    files.reopen();
    EXPECT_TRUE(files.record(4));
    EXPECT_TRUE(files.open->sound());
}

// A file that may not grow, as on a disk that is full: the write that crosses the end is cut short.
class full_disk {
  public:
    explicit full_disk(rlim_t octets) {
        before_ = std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &limit_);
        const rlimit low{octets, limit_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &low);
    }
    ~full_disk() {
        ::setrlimit(RLIMIT_FSIZE, &limit_);
        std::signal(SIGXFSZ, before_);
    }

  private:
    rlimit limit_{};
    void (*before_)(int) = nullptr;
};

TEST(AFullDisk, RefusesEntriesAndKeepsThoseBeforeAndAfterWhole) {
    some_files files;
    std::uint64_t number = 0;
    {
        const full_disk full(1'000);
        while (files.record(number + 1)) ++number;
        EXPECT_GT(number, 5U);
        for (int again = 0; again < 3; ++again) EXPECT_FALSE(files.record(99));
        EXPECT_FALSE(files.open->sound());
    }
    numbers kept(number);
    std::iota(kept.begin(), kept.end(), 1U);
    EXPECT_EQ(files.numbers(), kept);
    ASSERT_TRUE(files.record(100));  // room was made
    EXPECT_TRUE(files.open->sound());
    kept.push_back(100);
    EXPECT_EQ(files.numbers(), kept);
}

TEST(AnEntry, ThatIsLargerThanARecordIsRefusedAndNotCut) {
    some_files files;
    auto large = entry_number(1);
    large.whom.resize(10'000);
    EXPECT_TRUE(record(*files.open, large));
    large.whom.resize(10'001);
    EXPECT_EQ(record(*files.open, large).error().code, failure_code::invalid);
    auto wordy = entry_number(1);
    wordy.purpose = std::string(256, 'x');
    EXPECT_EQ(record(*files.open, wordy).error().code, failure_code::invalid);
}

TEST(ManyThreads, RecordEveryEntryOnce) {
    constexpr std::uint64_t threads = 8;
    constexpr std::uint64_t each_records = 50;
    std::atomic<std::uint64_t> syncs{0};
    some_files files([&](int) {
        ++syncs;
        return 0;
    });
    std::vector<std::thread> all;
    for (std::uint64_t thread = 0; thread < threads; ++thread)
        all.emplace_back([&, thread] {
            for (std::uint64_t each = 0; each < each_records; ++each)
                EXPECT_TRUE(files.record(thread * each_records + each, static_cast<std::int64_t>(each % 2)));
        });
    for (auto& each : all) each.join();
    auto found = files.numbers();
    std::sort(found.begin(), found.end());
    numbers every(threads * each_records);
    std::iota(every.begin(), every.end(), 0U);
    EXPECT_EQ(found, every);
    EXPECT_LE(syncs, threads * each_records);
}

}  // namespace
}  // namespace parcours
