// SPDX-License-Identifier: Apache-2.0
#include "tests/projections/laws.hpp"

#include <algorithm>

#include "events/check.hpp"
#include "projections/journal_feed.hpp"
#include "projections/rebuild.hpp"

namespace parcours {
namespace {

using pairs = tables_in_memory::pairs;

constexpr std::size_t much_memory = std::size_t{256} << 20;
constexpr std::size_t history_max = 100'000;  // frames
constexpr std::size_t little_memory = std::size_t{16} << 10;

// One fold, its table, and what may happen to a process that keeps it level with a history.
class life {
  public:
    life(const fold& what, const written_history& history, random_source& course)
        : course_(course), one_(what.again()), where_(tables.open(what.name(), what.version()).value()) {
        next_.resize(history.journal().shape().partitions);
        for (partition_number each = 0; each < next_.size(); ++each)
            history_.push_back(read_journal_group(history.journal(), each, 0, history_max).value());
    }
    void run() {
        open();
        while (!is_level()) turn();
    }

    tables_in_memory tables;

  private:
    void open() { check(one_->open(*where_->snapshot()).has_value(), "a table in memory can be read"); }
    bool is_level() const {
        for (std::size_t each = 0; each < next_.size(); ++each)
            if (next_[each] < history_[each].size()) return false;
        return true;
    }
    void turn() {
        auto reached = next_;
        const auto group = some_group(reached);
        const auto before = where_->snapshot();
        table_batch batch;
        check(one_->apply(group, *before, batch).has_value(), "a fold takes every event that is declared");
        if (course_.chance(150)) return open();  // the write failed
        check(batch.empty() || where_->write(batch).has_value(), "a table in memory can be written");
        next_ = std::move(reached);
        one_->written();
        if (!course_.chance(150)) return;
        one_ = one_->again();  // the process stopped
        open();
    }
    std::vector<accepted> some_group(std::vector<std::size_t>& reached) {
        std::vector<accepted> group;
        for (auto left = 1 + course_.below(8); left > 0; --left) {
            const auto partition = course_.below(reached.size());
            const auto& all = history_[partition];
            auto& next = reached[partition];
            if (course_.chance(200)) next -= course_.below(std::min<std::size_t>(next, 3) + 1);  // these come again
            if (next < all.size()) group.push_back(all[next++]);
        }
        return group;
    }

    random_source& course_;
    std::unique_ptr<fold> one_;
    std::unique_ptr<table> where_;
    std::vector<std::vector<accepted>> history_;  // by partition
    std::vector<std::size_t> next_;
};

void add_stream(fold_from_scratch& into, const written_history& history, const stream_id& stream) {
    for (const auto& each : history.all())
        for (const auto& part : each.content->parts)
            if (part.stream == stream)
                check(into.add(each.at, *each.content, part).has_value(), "a fold takes every event that is declared");
}

std::vector<stream_id> streams_of(const fold& what, const written_history& history) {
    std::vector<stream_id> found;
    for (const auto& [stream, version] : history.streams())
        if (stream.kind == what.streams()) found.push_back(stream);
    return found;
}

// As a rebuild writes it; nothing where two streams say the same key.
std::optional<pairs> written_down(const fold_from_scratch::drained& drained) {
    pairs all;
    for (const auto& [key, value] : drained.pairs)
        if (!all.emplace(key, value).second) return std::nullopt;
    for (const auto& [key, amount] : drained.counts) {
        bytes value;
        append_u64(value, static_cast<std::uint64_t>(amount));
        if (!all.emplace(key, value).second) return std::nullopt;
    }
    return all;
}

std::string breach(const std::optional<pairs>& one, const pairs& other) {
    return one ? difference_between(*one, other) : std::string("two streams say the same key");
}

}  // namespace

tables_in_memory kept_live(const fold& what, const written_history& history, random_source& course) {
    life one(what, history, course);
    one.run();
    return one.tables;
}

tables_in_memory built_anew(const fold& what, const written_history& history, std::size_t memory_max) {
    tables_in_memory tables;
    const auto done =
        rebuild(what, history.journal(), tables, {memory_max}, [](const rebuild_progress&) { return true; });
    check(done.has_value(), "every history that is declared can be folded anew");
    check(tables.replace(what.name(), what.version()).has_value(), "a finished build is there");
    return tables;
}

pairs said_by(const tables_in_memory& tables, const fold& what) {
    auto all = tables.content(what.name(), what.version());
    std::erase_if(all, [](const auto& each) { return each.first.front() == 'p'; });
    return all;
}

std::string breach_of_rebuild(const fold& what, const written_history& history, std::uint64_t seed) {
    random_source course(seed);
    const pairs live = said_by(kept_live(what, history, course), what);
    auto found = difference_between(live, said_by(built_anew(what, history, much_memory), what));
    if (found.empty()) found = difference_between(live, said_by(built_anew(what, history, little_memory), what));
    return found;
}

std::string breach_of_any_order(const fold& what, const written_history& history, std::uint64_t seed) {
    random_source order(seed);
    auto streams = streams_of(what, history);
    for (std::size_t left = streams.size(); left > 1; --left) std::swap(streams[left - 1], streams[order.below(left)]);
    const auto scratch = what.from_scratch();
    fold_from_scratch::drained drained;
    for (const auto& each : streams) {
        add_stream(*scratch, history, each);
        if (order.chance(300)) scratch->drain(drained);
    }
    scratch->drain(drained);
    return breach(written_down(drained), said_by(built_anew(what, history, much_memory), what));
}

std::string breach_of_single_streams(const fold& what, const written_history& history) {
    fold_from_scratch::drained drained;
    for (const auto& each : streams_of(what, history)) {
        const auto scratch = what.from_scratch();
        add_stream(*scratch, history, each);
        scratch->drain(drained);
    }
    return breach(written_down(drained), said_by(built_anew(what, history, much_memory), what));
}

std::string difference_between(const pairs& one, const pairs& other) {
    for (const auto& [key, value] : one) {
        const auto found = other.find(key);
        if (found == other.end()) return "only the first has " + to_hex(key);
        if (found->second != value) return to_hex(key) + ": " + to_hex(value) + " and " + to_hex(found->second);
    }
    for (const auto& [key, value] : other)
        if (!one.contains(key)) return "only the second has " + to_hex(key);
    return {};
}

}  // namespace parcours
