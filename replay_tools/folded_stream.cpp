// SPDX-License-Identifier: Apache-2.0
#include "replay_tools/folded_stream.hpp"

#include "events/check.hpp"
#include "projections/make_folds.hpp"
#include "projections/table_keys.hpp"
#include "replay_tools/shown_json.hpp"

namespace parcours::replay {
namespace {

// A table that holds one row.
class one_row final : public table_snapshot {
  public:
    one_row(bytes key, bytes value) : key_(std::move(key)), value_(std::move(value)) {}
    expected<std::optional<bytes>> get(byte_view key) const override {
        return key == key_ ? std::optional(value_) : std::nullopt;
    }
    expected<std::vector<std::optional<bytes>>> get_many(const std::vector<bytes>& keys) const override {
        std::vector<std::optional<bytes>> all;
        for (const auto& key : keys) all.push_back(*get(key));
        return all;
    }
    expected<void> scan(byte_view prefix, byte_view, direction, const show_pair& show) const override {
        if (key_.starts_with(prefix)) show(key_, value_);
        return {};
    }

  private:
    bytes key_;
    bytes value_;
};

const fold* fold_of(stream_kind kind) {
    static const auto all = make_folds();
    for (const auto& each : all)
        if (each->streams() == kind) return each.get();
    return nullptr;
}

}  // namespace

folded_stream::folded_stream(const stream_id& stream) : stream_(stream) {
    if (const auto* found = fold_of(stream.kind)) scratch_ = found->from_scratch();
}
folded_stream::~folded_stream() = default;

expected<void> folded_stream::add(const position& at, const commit& content, const stream_part& part) {
    check(part.stream == stream_, "one stream is folded at a time");
    return scratch_ ? scratch_->add(at, content, part) : expected<void>{};
}

expected<bool> folded_stream::show(boost::json::object& into) {
    if (!scratch_) return false;
    fold_from_scratch::drained found;
    scratch_->drain(found);
    const bytes key = row_key(stream_.id);
    for (auto& [each, value] : found.pairs)
        if (each == key) return show_row(stream_, one_row(key, std::move(value)), into);
    return false;
}

}  // namespace parcours::replay
