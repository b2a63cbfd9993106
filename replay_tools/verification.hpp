// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "events/ports/journal.hpp"
#include "events/ports/log_reader.hpp"

namespace parcours::replay {

// Something that cannot be in a sound log, and where. `name` is one word, for programs.
struct fault {
    std::string name;
    std::optional<position> at;
    std::string stream;  // empty: none alone
    std::string what;    // one sentence
};

// What was found, bounded: beyond `faults_max` faults are counted only.
class fault_list {
  public:
    static constexpr std::size_t faults_max = 1'000;
    void add(fault one) {
        ++count_;
        if (faults_.size() < faults_max) faults_.push_back(std::move(one));
    }
    void add_all(const fault_list& others) {
        for (const auto& each : others.faults_) add(each);
        count_ += others.count_ - others.faults_.size();
    }
    const std::vector<fault>& faults() const { return faults_; }
    std::uint64_t count() const { return count_; }

  private:
    std::vector<fault> faults_;
    std::uint64_t count_ = 0;
};

// A partition as it was read from its first record to its last.
struct read_partition {
    partition_number partition = 0;
    std::uint64_t records = 0;
    std::uint64_t accepted = 0;  // frames: the height
    std::uint64_t ignored = 0;
    std::uint64_t foreign = 0;
    std::uint64_t commits = 0;
    std::uint64_t events = 0;
    std::int64_t last_offset = -1;  // of the last accepted frame
    instant recorded_at;            // of the last commit
    head at;
};

// The charters that commits name, and those that were adopted, over all partitions.
struct named_charters {
    static constexpr std::size_t charters_max = 10'000;
    std::map<digest, position> named;  // where first
    std::set<digest> adopted;
};

struct verification_settings {
    std::size_t memory_max = std::size_t{256} << 20;  // octets; beyond it streams are checked in several passes
    std::function<void(std::uint64_t records)> tell = [](std::uint64_t) {};
};

// Reads a partition from its first record on: the rule and hashes, heights and times, versions of each stream, commands
// once each, every event decodable, every stream foldable; and, with a journal, that it says the same. What is wrong
// goes to `faults`; the failure is of reading alone.
expected<read_partition> verify_partition(const log_reader& records, const journal* kept, partition_number partition,
                                          const verification_settings& settings, named_charters& charters,
                                          fault_list& faults);

// After all partitions: charters that commits name and nobody adopted.
void verify_charters(const named_charters& charters, fault_list& faults);

}  // namespace parcours::replay
