// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "infra/embedded/journal_records.hpp"
#include "infra/journal/frame_journal.hpp"

namespace parcours {

class storage_memory;

// An embedded log read beside the process that writes it, or while none does: as it was when this was opened; to read on,
// another is opened. Threads: any.
class embedded_reader {
  public:
    // `own_folder`: a folder of this reader alone, for the database's messages. `memory` must outlive the reader. `synced`:
    // the folder is a log, whose damage is refused; not the journal of a log in Kafka.
    static expected<std::unique_ptr<embedded_reader>> open(const std::string& folder, const std::string& own_folder,
                                                           const storage_memory& memory, bool synced = true) {
        journal_settings settings;
        settings.folder = folder;
        settings.refuse_damage = synced;
        auto history = frame_journal::open_beside(settings, own_folder, memory);
        if (!history) return tl::unexpected(std::move(history).error());
        return std::unique_ptr<embedded_reader>(new embedded_reader(*std::move(history)));
    }

    const log_reader& records() const { return records_; }
    const journal& history() const { return *history_; }

  private:
    explicit embedded_reader(std::unique_ptr<frame_journal> history)
        : history_(std::move(history)), records_(*history_) {}

    std::unique_ptr<frame_journal> history_;
    journal_records records_;
};

}  // namespace parcours
