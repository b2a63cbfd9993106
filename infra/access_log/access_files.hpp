// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "query_api/access_log.hpp"

namespace parcours {

struct access_settings {
    std::filesystem::path folder;
    // Puts a file's content on the disk, 0 where it did; empty: fdatasync. A test's may wait, or fail.
    std::function<int(int file)> sync = {};
};

// The access log as one file a day, "2026-11-25.accesses", readable by its owner alone. An entry is on the disk before
// anybody is told of it: a thread of its own writes and syncs at once what came meanwhile, and tells. A write that fails is
// taken back, and later ones are tried; after a failed sync nobody knows what is on the disk, so every entry is refused
// until the process is started anew. Threads: any.
class access_files final : public access_log {
  public:
    // Makes the folder. `corrupt`: the newest day is damaged, and nothing could be written behind the damage.
    static expected<std::unique_ptr<access_files>> open(access_settings settings);
    ~access_files() override;

    void enter(const access_entry& entry, std::function<void(expected<void>)> then) override;
    // Why entries are refused: for good, or because the last one could not be written within the last ten seconds; who
    // asks later does not know, for only the next entry tells.
    expected<void> sound() const;
    // Writes what waits, tells all who wait, and ends the thread; entries that come later are refused.
    void stop();

  private:
    // An entry on its way.
    struct waiter {
        std::string day;
        bytes record;
        std::function<void(expected<void>)> then;
    };
    explicit access_files(access_settings settings);

    // By the thread alone.
    void work();
    expected<void> write_group(const std::vector<waiter>& group);
    expected<void> write_day(const std::string& day, const std::vector<byte_view>& entries);
    // Opens it, and cuts what a crash left half written at its end.
    expected<void> use_file_of(const std::string& day);
    // What ends every later entry too.
    tl::unexpected<failure> give_up(failure why);

    const access_settings settings_;
    mutable std::mutex guard_;
    std::condition_variable turn_;
    std::vector<waiter> waiting_;
    std::size_t waiting_octets_ = 0;  // at most `access_group_octets_max`; beyond it entries are refused
    bool stopping_ = false;
    std::optional<failure> refused_because_;
    std::chrono::steady_clock::time_point refused_at_;
    bool for_good_ = false;

    // Of the thread alone.
    std::string day_;
    int file_ = -1;
    std::uint64_t size_ = 0;  // octets of the file that are whole records
    digest head_{};           // hash of its last record or, while there is none, of the last of an earlier day
    std::optional<failure> broken_;
    std::thread thread_;
};

}  // namespace parcours
