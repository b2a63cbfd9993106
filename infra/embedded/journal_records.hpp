// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/ports/log_reader.hpp"
#include "infra/journal/frame_journal.hpp"

namespace parcours {

// The raw records of a log whose journal is the log itself. Threads: any.
class journal_records final : public log_reader {
  public:
    explicit journal_records(const frame_journal& history) : history_(history) {}
    log_shape shape() const override { return history_.shape(); }
    expected<std::int64_t> read(partition_number partition, std::int64_t from, std::size_t records_max,
                                const std::function<void(const log_record&)>& show) const override {
        return history_.read_records(partition, from, records_max, show);
    }

  private:
    const frame_journal& history_;
};

}  // namespace parcours
