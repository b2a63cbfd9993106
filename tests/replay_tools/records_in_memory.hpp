// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "events/ports/log_reader.hpp"
#include "tests/support/written_history.hpp"

namespace parcours {

// The records of a written history as they would lie in a log, to be damaged. Offsets are places in the lists.
class records_in_memory final : public log_reader {
  public:
    explicit records_in_memory(const written_history& from) : shape_(from.journal().shape()) {
        for (partition_number each = 0; each < shape_.partitions; ++each) {
            auto& records = partitions.emplace_back();
            const auto read = from.journal().read(
                each, 0, frames_max, [&](const position&, byte_view octets) { records.emplace_back(octets); });
            check(read.has_value(), "a journal in memory can be read");
        }
    }

    log_shape shape() const override { return shape_; }
    expected<std::int64_t> read(partition_number partition, std::int64_t from, std::size_t records_max,
                                const std::function<void(const log_record&)>& show) const override {
        const auto& records = partitions[partition];
        for (; from < static_cast<std::int64_t>(records.size()) && records_max > 0; ++from, --records_max)
            show({partition, from, records[static_cast<std::size_t>(from)]});
        return from;
    }

    std::vector<std::vector<bytes>> partitions;

  private:
    static constexpr std::size_t frames_max = 100'000;
    log_shape shape_;
};

}  // namespace parcours
