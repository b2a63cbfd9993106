// SPDX-License-Identifier: Apache-2.0
#include "infra/kafka/reader.hpp"

#include <algorithm>

#include "infra/kafka/generation.hpp"
#include "infra/kafka/topic.hpp"

namespace parcours::kafka {
namespace {

// Each holds a connection and what it has fetched ahead.
constexpr std::size_t idle_cursors_max = 4;

}  // namespace

reader::reader(const settings& given, const log_shape& shape) : given_(given), shape_(shape) {}

expected<std::unique_ptr<reader>> reader::open(const settings& given) {
    // Asked first, for it knows why brokers do not answer.
    auto about = topic::open(given);
    if (!about) return tl::unexpected(std::move(about).error());
    if (const auto there = about->describe(); !there) return tl::unexpected(there.error());
    auto first = cursor::open(given);
    if (!first) return tl::unexpected(std::move(first).error());
    const auto shape = find_generation(**first);
    if (!shape) return tl::unexpected(shape.error());
    if (!*shape) return failed(failure_code::invalid, topic_name(given) + " is empty: there is no log to read");
    auto made = std::make_unique<reader>(given, **shape);
    made->idle_.push_back(*std::move(first));
    return made;
}

expected<std::unique_ptr<cursor>> reader::take(partition_number partition, std::int64_t from) const {
    {
        const std::lock_guard held(guard_);
        if (!idle_.empty()) {
            auto found = std::find_if(idle_.begin(), idle_.end(),
                                      [&](const auto& each) { return each->stands_at(partition, from); });
            if (found == idle_.end()) found = idle_.begin();
            auto taken = std::move(*found);
            idle_.erase(found);
            return taken;
        }
    }
    return cursor::open(given_);
}

expected<std::int64_t> reader::read(partition_number partition, std::int64_t from, std::size_t records_max,
                                    const std::function<void(const log_record&)>& show) const {
    if (partition >= shape_.partitions || from < 0)
        return failed(failure_code::invalid, "a partition or an offset that there is not");
    auto with = take(partition, from);
    if (!with) return tl::unexpected(std::move(with).error());
    auto read = (*with)->read(partition, from, records_max, [&](const log_record& record) {
        if (partition != 0 || !read_generation_record(record.value)) show(record);
    });
    const std::lock_guard held(guard_);
    if (read && idle_.size() < idle_cursors_max) idle_.push_back(*std::move(with));
    return read;
}

}  // namespace parcours::kafka
