// SPDX-License-Identifier: Apache-2.0
#include "tests/support/tables_in_memory.hpp"

#include <algorithm>

namespace parcours {
namespace {

using pairs = tables_in_memory::pairs;
using shelf = tables_in_memory::shelf;

class snapshot_in_memory final : public table_snapshot {
  public:
    explicit snapshot_in_memory(pairs content) : content_(std::move(content)) {}

    expected<std::optional<bytes>> get(byte_view key) const override {
        const auto found = content_.find(bytes(key));
        return found == content_.end() ? std::nullopt : std::optional<bytes>(found->second);
    }
    expected<std::vector<std::optional<bytes>>> get_many(const std::vector<bytes>& keys) const override {
        std::vector<std::optional<bytes>> all;
        all.reserve(keys.size());
        for (const auto& key : keys) all.push_back(*get(key));
        return all;
    }
    expected<void> scan(byte_view prefix, byte_view from, direction way, const show_pair& show) const override {
        std::vector<const pairs::value_type*> within;
        for (auto at = content_.lower_bound(bytes(prefix)); at != content_.end() && at->first.starts_with(prefix); ++at)
            within.push_back(&*at);
        if (way == direction::descending) std::reverse(within.begin(), within.end());
        for (const auto* each : within) {
            const bool before = way == direction::ascending ? each->first < from : each->first > from;
            if (!from.empty() && before) continue;
            if (!show(each->first, each->second)) break;
        }
        return {};
    }

  private:
    pairs content_;
};

class table_in_memory final : public table {
  public:
    table_in_memory(std::shared_ptr<shelf> where, std::shared_ptr<pairs> content)
        : shelf_(std::move(where)), content_(std::move(content)) {}

    std::unique_ptr<table_snapshot> snapshot() const override {
        const std::lock_guard hold(shelf_->guard);
        return std::make_unique<snapshot_in_memory>(*content_);
    }
    expected<void> write(const table_batch& batch) override {
        const std::lock_guard hold(shelf_->guard);
        if (shelf_->writes_left == 0) return failed(failure_code::io, "the table's disk is full");
        --shelf_->writes_left;
        for (const auto& each : batch.changes()) {
            if (each.what == table_batch::kind::put) (*content_)[each.key] = each.value;
            if (each.what == table_batch::kind::erase) content_->erase(each.key);
            if (each.what == table_batch::kind::add) add(each.key, each.delta);
        }
        return {};
    }
    expected<void> flush() override { return {}; }

  private:
    void add(const bytes& key, std::int64_t delta) {
        const auto found = content_->find(key);
        const auto before = found == content_->end() ? std::nullopt : std::optional<bytes>(found->second);
        bytes value;
        append_u64(value, static_cast<std::uint64_t>(counter_value(before) + delta));
        (*content_)[key] = value;
    }
    std::shared_ptr<shelf> shelf_;
    std::shared_ptr<pairs> content_;
};

class builder_in_memory final : public table_builder {
  public:
    builder_in_memory(std::shared_ptr<shelf> where, std::pair<std::string, int> name)
        : shelf_(std::move(where)), name_(std::move(name)) {}
    expected<void> put(byte_view key, byte_view value) override {
        if (!last_.empty() && key <= last_) return failed(failure_code::invalid, "a run's keys do not ascend");
        last_ = bytes(key);
        if (!content_.emplace(key, value).second) return failed(failure_code::invalid, "a key stands in two runs");
        return {};
    }
    expected<void> next_run() override {
        last_.clear();
        return {};
    }
    expected<void> finish() override {
        const std::lock_guard hold(shelf_->guard);
        shelf_->built[name_] = std::make_shared<pairs>(std::move(content_));
        return {};
    }

  private:
    std::shared_ptr<shelf> shelf_;
    std::pair<std::string, int> name_;
    pairs content_;
    bytes last_;
};

}  // namespace

expected<std::unique_ptr<table>> tables_in_memory::open(std::string_view projection, int version) {
    const std::lock_guard hold(shelf_->guard);
    auto& content = shelf_->all[{std::string(projection), version}];
    if (!content) content = std::make_shared<pairs>();
    return std::make_unique<table_in_memory>(shelf_, content);
}

expected<std::unique_ptr<table_builder>> tables_in_memory::build(std::string_view projection, int version) {
    return std::make_unique<builder_in_memory>(shelf_, std::pair{std::string(projection), version});
}

expected<std::unique_ptr<table>> tables_in_memory::replace(std::string_view projection, int version) {
    {
        const std::lock_guard hold(shelf_->guard);
        const std::pair name{std::string(projection), version};
        const auto built = shelf_->built.find(name);
        if (built == shelf_->built.end()) return failed(failure_code::invalid, "no finished build");
        shelf_->all[name] = built->second;
        shelf_->built.erase(built);
    }
    return open(projection, version);
}

expected<std::vector<int>> tables_in_memory::versions(std::string_view projection) const {
    const std::lock_guard hold(shelf_->guard);
    std::vector<int> found;
    for (const auto& [name, content] : shelf_->all)
        if (name.first == projection) found.push_back(name.second);
    return found;
}

expected<void> tables_in_memory::remove(std::string_view projection, int version) {
    const std::lock_guard hold(shelf_->guard);
    shelf_->all.erase({std::string(projection), version});
    return {};
}

tables_in_memory::pairs tables_in_memory::content(std::string_view projection, int version) const {
    const std::lock_guard hold(shelf_->guard);
    const auto found = shelf_->all.find({std::string(projection), version});
    return found == shelf_->all.end() ? pairs{} : *found->second;
}

}  // namespace parcours
