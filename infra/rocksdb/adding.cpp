// SPDX-License-Identifier: Apache-2.0
#include "infra/rocksdb/adding.hpp"

#include <rocksdb/merge_operator.h>

#include "events/bytes.hpp"

namespace parcours {
namespace {

constexpr std::size_t number_octets = 8;

class adding_operator final : public rocksdb::AssociativeMergeOperator {
  public:
    bool Merge(const rocksdb::Slice& /*key*/, const rocksdb::Slice* before, const rocksdb::Slice& delta,
               std::string* after, rocksdb::Logger* /*logger*/) const override {
        if (delta.size() != number_octets || (before != nullptr && before->size() != number_octets)) return false;
        // Unsigned numbers wrap around, which is what adding in two's complement is.
        const std::uint64_t sum = (before == nullptr ? 0 : read_u64(before->data())) + read_u64(delta.data());
        after->clear();
        append_u64(*after, sum);
        return true;
    }
    // NOTE: the name is stored in each database and checked when it is opened.
    const char* Name() const override { return "parcours.adding"; }
};

}  // namespace

std::shared_ptr<rocksdb::MergeOperator> adding() {
    static const auto one = std::make_shared<adding_operator>();
    return one;
}

}  // namespace parcours
