// SPDX-License-Identifier: Apache-2.0
#include "projections/rebuild.hpp"

#include <algorithm>

#include "projections/table_keys.hpp"

namespace parcours {
namespace {

constexpr std::size_t frames_of_a_read = 2048;

// One attempt: `passes` times over the history, each for its share of the streams.
class attempt {
  public:
    attempt(const fold& what, const journal& history, table_builder& into, std::size_t passes,
            const rebuild_settings& settings, const std::function<bool(const rebuild_progress&)>& tell)
        : what_(what), history_(history), into_(into), passes_(passes), settings_(settings), tell_(tell) {}

    // False: the rows of a pass outgrew the memory; more passes are needed.
    expected<bool> run(const std::vector<std::int64_t>& ends) {
        fold_from_scratch::drained drained;
        for (std::size_t pass = 0; pass < passes_; ++pass) {
            const auto scratch = what_.from_scratch();
            for (partition_number partition = 0; partition < ends.size(); ++partition) {
                auto fits = scan(*scratch, pass, partition, ends[partition]);
                if (!fits || !*fits) return fits;
            }
            scratch->drain(drained);
            if (auto done = write(drained.pairs); !done) return tl::unexpected(std::move(done).error());
        }
        for (const auto& [key, amount] : drained.counts) {
            bytes value;
            append_u64(value, static_cast<std::uint64_t>(amount));
            drained.pairs.emplace_back(key, std::move(value));
        }
        const token128 generation = history_.shape().generation;
        for (partition_number partition = 0; partition < ends.size(); ++partition)
            drained.pairs.emplace_back(position_key(partition), position_value(generation, ends[partition]));
        if (auto done = write(drained.pairs); !done) return tl::unexpected(std::move(done).error());
        return true;
    }

    std::uint64_t commits = 0;
    std::uint64_t events = 0;

  private:
    expected<bool> scan(fold_from_scratch& scratch, std::size_t pass, partition_number partition, std::int64_t end) {
        expected<void> sound;
        for (std::int64_t from = 0; from <= end;) {
            auto next = history_.read(partition, from, frames_of_a_read, [&](const position& at, byte_view octets) {
                if (sound && at.offset <= end) sound = take(scratch, pass, at, octets);
            });
            if (!next) return tl::unexpected(std::move(next).error());
            if (!sound) return tl::unexpected(std::move(sound).error());
            if (*next == from) break;
            from = *next;
            if (scratch.size_in_bytes() > settings_.memory_max) return false;
            if (!tell_({commits, 0, passes_})) return failed(failure_code::stopped, "the rebuild was told to stop");
        }
        return true;
    }

    expected<void> take(fold_from_scratch& scratch, std::size_t pass, const position& at, byte_view octets) {
        // The journal accepted these octets and checked their digest when they came: the header tells all that is needed.
        if (octets.size() < frame_header_size)
            return failed(failure_code::corrupt, "the journal holds what is no frame");
        if (static_cast<frame_kind>(octets[6]) != frame_kind::commit) return {};
        auto content = decode_commit(octets.substr(frame_header_size));
        if (!content) return tl::unexpected(std::move(content).error());
        commits += pass == 0 ? 1 : 0;
        for (const auto& part : content->parts) {
            if (part.stream.kind != what_.streams() || id_hash{}(part.stream.id) % passes_ != pass) continue;
            if (auto done = scratch.add(at, *content, part); !done)
                return failed(done.error().code, to_string(part.stream) + " at " + std::to_string(at.partition) + "." +
                                                     std::to_string(at.offset) + ": " + done.error().context);
            events += part.events.size();
        }
        return {};
    }

    expected<void> write(std::vector<std::pair<bytes, bytes>>& pairs) {
        std::sort(pairs.begin(), pairs.end());
        if (auto done = into_.next_run(); !done) return done;
        for (const auto& [key, value] : pairs)
            if (auto done = into_.put(key, value); !done) return done;
        pairs.clear();
        return {};
    }

    const fold& what_;
    const journal& history_;
    table_builder& into_;
    std::size_t passes_;
    const rebuild_settings& settings_;
    const std::function<bool(const rebuild_progress&)>& tell_;
};

}  // namespace

expected<rebuilt> rebuild(const fold& what, const journal& history, tables& where, const rebuild_settings& settings,
                          const std::function<bool(const rebuild_progress&)>& tell) {
    std::vector<std::int64_t> ends;
    for (partition_number partition = 0; partition < history.shape().partitions; ++partition) {
        const auto end = history.end(partition);
        if (!end) return tl::unexpected(end.error());
        ends.push_back(end->offset);
    }
    constexpr std::size_t passes_max = 1024;
    for (std::size_t passes = 1; passes <= passes_max; passes *= 2) {
        auto into = where.build(what.name(), what.version());
        if (!into) return tl::unexpected(std::move(into).error());
        attempt trial(what, history, **into, passes, settings, tell);
        auto fits = trial.run(ends);
        if (!fits) return tl::unexpected(std::move(fits).error());
        if (!*fits) continue;
        if (auto done = (*into)->finish(); !done) return tl::unexpected(std::move(done).error());
        return rebuilt{trial.commits, trial.events, passes, std::move(ends)};
    }
    return failed(failure_code::invalid, "the memory given to the rebuild cannot hold even a small share of the rows");
}

}  // namespace parcours
