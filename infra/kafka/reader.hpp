// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "infra/kafka/cursor.hpp"

namespace parcours::kafka {

// Reads records of the topic as they lie there, each call with a consumer from a small pool, so that who reads on where
// it stopped pays for one fetch only; the record which names the generation is not shown. Needs no journal and no
// writer: replay opens it alone.
class reader final : public log_reader {
  public:
    reader(const settings& given, const log_shape& shape);
    // Of a log that is there: its generation is read from the topic.
    static expected<std::unique_ptr<reader>> open(const settings& given);

    log_shape shape() const override { return shape_; }
    expected<std::int64_t> read(partition_number partition, std::int64_t from, std::size_t records_max,
                                const std::function<void(const log_record&)>& show) const override;

  private:
    expected<std::unique_ptr<cursor>> take(partition_number partition, std::int64_t from) const;

    settings given_;
    log_shape shape_;
    mutable std::mutex guard_;
    mutable std::vector<std::unique_ptr<cursor>> idle_;  // under guard_
};

}  // namespace parcours::kafka
