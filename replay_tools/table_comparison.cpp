// SPDX-License-Identifier: Apache-2.0
#include "replay_tools/table_comparison.hpp"

#include <algorithm>
#include <deque>

#include "projections/rebuild.hpp"
#include "projections/table_keys.hpp"
#include "replay_tools/history_until.hpp"
#include "replay_tools/stream_name.hpp"

namespace parcours::replay {
namespace {

constexpr std::size_t differences_told_max = 10;
constexpr std::size_t pairs_of_a_read = 512;
constexpr byte_view every_key = "";  // not null: RocksDB insists

// The pairs of a table in order, a few at a time, but for positions, parked streams and counts that came to nothing.
class pair_reader {
  public:
    explicit pair_reader(const table_snapshot& from) : from_(from) {}

    using pair = std::pair<bytes, bytes>;
    // Null: there is no more.
    expected<const pair*> front() {
        while (ahead_.empty() && !ended_)
            if (auto done = read_on(); !done) return tl::unexpected(std::move(done).error());
        return ahead_.empty() ? nullptr : &ahead_.front();
    }
    void pop() { ahead_.pop_front(); }

  private:
    static bool counts(byte_view key, byte_view value) {
        if (key.empty() || key.front() == 'p' || key.front() == 'k') return false;
        return key.front() != 'c' || counter_value(bytes(value)) != 0;
    }
    expected<void> read_on() {
        std::size_t read = 0;
        bytes last = next_;
        auto done =
            from_.scan(every_key, next_, table_snapshot::direction::ascending, [&](byte_view key, byte_view value) {
                if (counts(key, value)) ahead_.emplace_back(key, value);
                last = key;
                return ++read < pairs_of_a_read;
            });
        if (!done) return done;
        ended_ = read < pairs_of_a_read;
        next_ = last + '\0';
        return {};
    }

    const table_snapshot& from_;
    std::deque<pair> ahead_;
    bytes next_;
    bool ended_ = false;
};

// What a key stands for, in words; none of it is personal.
std::string told_key(stream_kind kind, byte_view key) {
    if (key.front() == 'r' && key.size() == 17) return "the row of " + told({kind, id_at(key.substr(1))});
    if (key.front() == 'e' && key.size() > 16)
        return "a list entry of " + told({kind, id_at(key.substr(key.size() - 16))});
    if (key.front() == 'h') return "the entry of an event";
    return key.front() == 'c' ? "a count" : "a key that is none of ours";
}

class comparison {
  public:
    comparison(const fold& what, fault_list& faults) : what_(what), faults_(faults) {}

    expected<void> run(const table_snapshot& kept, const table_snapshot& anew) {
        pair_reader left(kept);
        pair_reader right(anew);
        while (told_ < differences_told_max) {
            const auto one = left.front();
            const auto other = right.front();
            if (!one) return tl::unexpected(one.error());
            if (!other) return tl::unexpected(other.error());
            if (*one == nullptr && *other == nullptr) return {};
            const bool only_kept = *other == nullptr || (*one != nullptr && (*one)->first < (*other)->first);
            const bool only_anew = !only_kept && (*one == nullptr || (*other)->first < (*one)->first);
            if (only_kept)
                tell((*one)->first, "stands in the table and does not follow from the log");
            else if (only_anew)
                tell((*other)->first, "follows from the log and is missing");
            else if ((*one)->second != (*other)->second)
                tell((*one)->first, "is not what follows from the log");
            if (!only_anew) left.pop();
            if (!only_kept) right.pop();
        }
        return {};
    }

  private:
    void tell(byte_view key, std::string_view how) {
        ++told_;
        const std::string stream =
            key.front() == 'r' && key.size() == 17 ? to_string(stream_id{what_.streams(), id_at(key.substr(1))}) : "";
        faults_.add(
            {"table_differs", std::nullopt, stream,
             "table " + std::string(what_.name()) + ": " + told_key(what_.streams(), key) + " " + std::string(how)});
    }

    const fold& what_;
    fault_list& faults_;
    std::size_t told_ = 0;
};

// Up to where the table has read each partition; nothing where that is not of this log.
expected<std::optional<std::vector<std::int64_t>>> read_offsets(const journal& history, const table_snapshot& kept) {
    std::vector<std::int64_t> offsets;
    const auto shape = history.shape();
    for (partition_number partition = 0; partition < shape.partitions; ++partition) {
        const auto stored = kept.get(position_key(partition));
        if (!stored) return tl::unexpected(stored.error());
        const auto end = history.end(partition);
        if (!end) return tl::unexpected(end.error());
        read_position read;
        if (*stored) {
            const auto parsed = parse_position_value(**stored);
            if (!parsed) return tl::unexpected(parsed.error());
            read = *parsed;
        }
        // What it was read from is not there any more, as was told before (infra/log_reach).
        if ((*stored && read.generation != shape.generation) || read.offset > end->offset) return std::nullopt;
        offsets.push_back(read.offset);
    }
    return std::optional(std::move(offsets));
}

expected<bool> has_version(const fold& what, const tables& kept) {
    const auto versions = kept.versions(what.name());
    if (!versions) return tl::unexpected(versions.error());
    return std::find(versions->begin(), versions->end(), what.version()) != versions->end();
}

}  // namespace

expected<bool> compare_table(const fold& what, const journal& history, tables& kept, tables& scratch,
                             const std::function<void(std::uint64_t commits)>& tell, fault_list& faults) {
    const auto there = has_version(what, kept);
    if (!there || !*there) return there;
    const auto table = kept.open(what.name(), what.version());
    if (!table) return tl::unexpected(table.error());
    const auto now = (*table)->snapshot();
    const auto offsets = read_offsets(history, *now);
    if (!offsets) return tl::unexpected(offsets.error());
    if (!*offsets) return true;
    const auto parked = read_parked(*now, what.streams());
    if (!parked) return tl::unexpected(parked.error());
    for (const auto& each : *parked)
        faults.add({"parked_stream", each.at, to_string(each.stream),
                    "table " + std::string(what.name()) + ": " + told(each.stream) + " is parked: " + each.reason});
    const history_until then(history, **offsets);
    const auto built = rebuild(what, then, scratch, {}, [&](const rebuild_progress& progress) {
        tell(progress.commits_read);
        return true;
    });
    if (!built) {
        faults.add({"table_differs", std::nullopt, "",
                    "table " + std::string(what.name()) + " cannot be built anew: " + built.error().context});
        return true;
    }
    const auto anew = scratch.replace(what.name(), what.version());
    if (!anew) return tl::unexpected(anew.error());
    if (auto done = comparison(what, faults).run(*now, *(*anew)->snapshot()); !done)
        return tl::unexpected(std::move(done).error());
    return true;
}

}  // namespace parcours::replay
