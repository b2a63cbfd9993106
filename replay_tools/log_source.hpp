// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "events/ports/journal.hpp"
#include "infra/kafka/access.hpp"
#include "infra/rocksdb/storage_memory.hpp"

namespace CLI {
class App;
}

namespace parcours {
class embedded_reader;
class frame_journal;
}  // namespace parcours

namespace parcours::replay {

class own_folder;

// Where the log is, as it was typed.
struct log_place {
    std::string folder = "parcours-data";
    std::string bootstrap;  // empty: the log is in the folder
    std::string prefix = "parcours";
    kafka::broker_access access;
    std::string journal;  // of a Kafka log: the folder that the copy's index is kept in; empty: only while this runs

    // --config, --data, --kafka, --prefix, --journal. The place outlives the parsing.
    void add_to(CLI::App& command);

  private:
    void take_settings_of(const std::string& file);
};

// A log opened for reading. In a data folder: as it was at this moment, whether a process holds it or not. In Kafka: the
// topic's records; the history of a partition is indexed on this disk first, when it is asked for.
// Not thread-safe.
class log_source {
  public:
    static expected<std::unique_ptr<log_source>> open(const log_place& where);
    ~log_source();

    log_shape shape() const { return records().shape(); }
    const log_reader& records() const;
    // The accepted history. REQUIRES: `index` of what is read.
    const journal& history() const;
    // Whether the history is another's account than the records: then the two can be compared.
    bool keeps_a_journal() const { return embedded_ != nullptr; }
    // Makes sure that the history holds this partition up to the log's end, or all of them.
    expected<void> index(partition_number partition);
    expected<void> index_all();

    storage_memory& memory() { return memory_; }

  private:
    log_source();
    expected<void> open_folder(const log_place& where);
    expected<void> open_kafka(const log_place& where);

    storage_memory memory_;
    std::unique_ptr<own_folder> own_;
    std::unique_ptr<embedded_reader> embedded_;
    std::unique_ptr<log_reader> topic_;
    std::unique_ptr<frame_journal> copy_;
};

}  // namespace parcours::replay
