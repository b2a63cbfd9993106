// SPDX-License-Identifier: Apache-2.0
#include "projections/fold.hpp"
#include "projections/table_keys.hpp"

namespace parcours {
namespace {

constexpr std::size_t position_size = 12;  // partition u32, offset i64

}  // namespace

bytes parked_value(const parked& what) {
    bytes value;
    append_u32(value, what.at.partition);
    append_u64(value, static_cast<std::uint64_t>(what.at.offset));
    value += what.reason;
    return value;
}

expected<std::vector<parked>> read_parked(const table_snapshot& from, stream_kind kind) {
    std::vector<parked> all;
    bool sound = true;
    auto done = from.scan("k", {}, table_snapshot::direction::ascending, [&](byte_view key, byte_view value) {
        sound = key.size() == 17 && value.size() >= position_size;
        if (!sound) return false;
        all.push_back({{kind, id_at(key.substr(1))},
                       {read_u32(value.data()), static_cast<std::int64_t>(read_u64(value.data() + 4))},
                       std::string(value.substr(position_size))});
        return true;
    });
    if (!done) return tl::unexpected(std::move(done).error());
    if (!sound) return failed(failure_code::corrupt, "a parked key of an unknown form");
    return all;
}

}  // namespace parcours
