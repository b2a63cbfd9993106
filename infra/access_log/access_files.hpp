// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "query_api/access_log.hpp"

namespace parcours {

// One record as octets, and back; nothing where they are none. NOTE: the stored format:
//   length u32 of what follows the check | check u64, the first octets of its SHA-256 | version u8 | at i64 | who 16 |
//   trace 16 | role: length u8, text | purpose: length u8, text | whom: count u16, 16 each | groups: count u8, u8 each
bytes encode_access(const access_entry& entry);
std::optional<access_entry> decode_access(byte_view record);

// The access log as one file a day, "2026-11-25.accesses", readable by its owner alone. An entry is in the file before
// `record` returns, so it outlives the process; it is on the disk within a second, which a loss of power can take. Once
// a write or sync has failed, every entry is refused. Threads: any; one of its own syncs.
class access_files final : public access_log {
  public:
    // Makes the folder, and cuts what a crash left half written at the end of the last file.
    static expected<std::unique_ptr<access_files>> open(const std::filesystem::path& folder);
    ~access_files() override;

    expected<void> record(const access_entry& entry) override;
    void stop();

  private:
    explicit access_files(std::filesystem::path folder) : folder_(std::move(folder)) {}
    expected<void> use_file_of(const std::string& day);
    void keep_synced();

    const std::filesystem::path folder_;
    std::mutex guard_;
    std::condition_variable turn_;
    std::string day_;
    int file_ = -1;
    bool unsynced_ = false;
    bool stopping_ = false;
    std::optional<failure> broken_;
    std::thread syncing_;
};

// Shows every entry of a folder, the oldest day first; answers whether to go on. `corrupt`: a record in the midst.
expected<void> read_accesses(const std::filesystem::path& folder, const std::function<bool(const access_entry&)>& show);

}  // namespace parcours
