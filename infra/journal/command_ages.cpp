// SPDX-License-Identifier: Apache-2.0
#include "infra/journal/command_ages.hpp"

#include <limits>

#include <rocksdb/compaction_filter.h>

#include "infra/journal/journal_format.hpp"

namespace parcours {
namespace {

class forgetting final : public rocksdb::CompactionFilter {
  public:
    explicit forgetting(std::shared_ptr<const command_ages> ages) : ages_(std::move(ages)) {}
    bool Filter(int /*level*/, const rocksdb::Slice& key, const rocksdb::Slice& value, std::string* /*new_value*/,
                bool* /*value_changed*/) const override {
        const auto aged = journal_format::age_of(key.ToStringView(), value.ToStringView());
        return aged && ages_->forgotten(aged->partition, aged->recorded_at);
    }
    const char* Name() const override { return "parcours.forgetting_commands"; }

  private:
    std::shared_ptr<const command_ages> ages_;
};

class forgetting_factory final : public rocksdb::CompactionFilterFactory {
  public:
    explicit forgetting_factory(std::shared_ptr<const command_ages> ages) : ages_(std::move(ages)) {}
    std::unique_ptr<rocksdb::CompactionFilter> CreateCompactionFilter(
        const rocksdb::CompactionFilter::Context& /*context*/) override {
        return std::make_unique<forgetting>(ages_);
    }
    const char* Name() const override { return "parcours.forgetting_commands"; }

  private:
    std::shared_ptr<const command_ages> ages_;
};

}  // namespace

void command_ages::set_partitions(partition_number partitions) {
    while (kept_from_ms_.size() < partitions) kept_from_ms_.emplace_back(std::numeric_limits<std::int64_t>::min());
    partitions_.store(partitions, std::memory_order_release);
}

void command_ages::keep_from(partition_number partition, instant first) {
    kept_from_ms_[partition].store(first.ms, std::memory_order_relaxed);
}

bool command_ages::forgotten(partition_number partition, instant recorded_at) const {
    return partition < partitions_.load(std::memory_order_acquire) &&
           recorded_at.ms < kept_from_ms_[partition].load(std::memory_order_relaxed);
}

std::shared_ptr<rocksdb::CompactionFilterFactory> command_ages::filter(std::shared_ptr<const command_ages> ages) {
    return std::make_shared<forgetting_factory>(std::move(ages));
}

}  // namespace parcours
