// SPDX-License-Identifier: Apache-2.0
#include "projections/rebuild.hpp"

#include <algorithm>

#include "projections/table_keys.hpp"

namespace parcours {
namespace {

constexpr std::size_t frames_of_a_read = 2048;

// A projection being folded anew.
struct under_way {
    const fold& what;
    std::unique_ptr<table_builder> into;
    std::unique_ptr<fold_from_scratch> scratch;
    fold_from_scratch::drained drained;
    std::uint64_t events = 0;

    // One more run of keys.
    expected<void> write() {
        std::sort(drained.pairs.begin(), drained.pairs.end());
        if (auto done = into->next_run(); !done) return done;
        for (const auto& [key, value] : drained.pairs)
            if (auto done = into->put(key, value); !done) return done;
        drained.pairs.clear();
        return {};
    }
};

// One attempt: `passes` times over the history, each for its share of the streams.
class attempt {
  public:
    attempt(std::vector<under_way>& all, const journal& history, std::size_t passes, const rebuild_settings& settings,
            const std::function<bool(const rebuild_progress&)>& tell)
        : all_(all), history_(history), passes_(passes), settings_(settings), tell_(tell) {}

    // False: the rows of a pass outgrew the memory; more passes are needed.
    expected<bool> run(const std::vector<std::int64_t>& ends) {
        for (std::size_t pass = 0; pass < passes_; ++pass) {
            for (auto& each : all_) each.scratch = each.what.from_scratch();
            for (partition_number partition = 0; partition < ends.size(); ++partition) {
                auto fits = scan(pass, partition, ends[partition]);
                if (!fits || !*fits) return fits;
            }
            for (auto& each : all_) {
                each.scratch->drain(each.drained);
                if (auto done = each.write(); !done) return tl::unexpected(std::move(done).error());
            }
        }
        for (auto& each : all_)
            if (auto done = finish(each, ends); !done) return tl::unexpected(std::move(done).error());
        return true;
    }

    std::uint64_t commits = 0;

  private:
    expected<bool> scan(std::size_t pass, partition_number partition, std::int64_t end) {
        expected<void> sound;
        for (std::int64_t from = 0; from <= end;) {
            auto next = history_.read(partition, from, frames_of_a_read, [&](const position& at, byte_view octets) {
                if (sound && at.offset <= end) sound = take(pass, at, octets);
            });
            if (!next) return tl::unexpected(std::move(next).error());
            if (!sound) return tl::unexpected(std::move(sound).error());
            if (*next == from) break;
            from = *next;
            std::size_t octets = 0;
            for (const auto& each : all_) octets += each.scratch->size_in_bytes();
            if (octets > settings_.memory_max) return false;
            if (!tell_({commits, 0, passes_})) return failed(failure_code::stopped, "the rebuild was told to stop");
        }
        return true;
    }

    expected<void> take(std::size_t pass, const position& at, byte_view octets) {
        // The journal accepted these octets and checked their digest when they came: the header tells all that is needed.
        if (octets.size() < frame_header_size)
            return failed(failure_code::corrupt, "the journal holds what is no frame");
        if (static_cast<frame_kind>(octets[6]) != frame_kind::commit) return {};
        auto content = decode_commit(octets.substr(frame_header_size));
        if (!content) return tl::unexpected(std::move(content).error());
        commits += pass == 0 ? 1 : 0;
        for (const auto& part : content->parts) {
            if (passes_ > 1 && id_hash{}(part.stream.id) % passes_ != pass) continue;
            for (auto& each : all_) {
                if (part.stream.kind != each.what.streams()) continue;
                if (auto done = each.scratch->add(at, *content, part); !done)
                    return failed(done.error().code, to_string(part.stream) + " at " + std::to_string(at.partition) +
                                                         "." + std::to_string(at.offset) + ": " + done.error().context);
                each.events += part.events.size();
            }
        }
        return {};
    }

    // Counts and positions, which no stream holds alone, and what makes it a table.
    expected<void> finish(under_way& one, const std::vector<std::int64_t>& ends) const {
        auto& pairs = one.drained.pairs;
        for (const auto& [key, amount] : one.drained.counts) {
            bytes value;
            append_u64(value, static_cast<std::uint64_t>(amount));
            pairs.emplace_back(key, std::move(value));
        }
        const token128 generation = history_.shape().generation;
        for (partition_number partition = 0; partition < ends.size(); ++partition)
            pairs.emplace_back(position_key(partition), position_value(generation, ends[partition]));
        if (auto done = one.write(); !done) return done;
        return one.into->finish();
    }

    std::vector<under_way>& all_;
    const journal& history_;
    std::size_t passes_;
    const rebuild_settings& settings_;
    const std::function<bool(const rebuild_progress&)>& tell_;
};

}  // namespace

expected<std::vector<rebuilt>> rebuild(std::span<const fold* const> all, const journal& history, tables& where,
                                       const rebuild_settings& settings,
                                       const std::function<bool(const rebuild_progress&)>& tell) {
    std::vector<std::int64_t> ends;
    for (partition_number partition = 0; partition < history.shape().partitions; ++partition) {
        const auto end = history.end(partition);
        if (!end) return tl::unexpected(end.error());
        ends.push_back(end->offset);
    }
    constexpr std::size_t passes_max = 1024;
    for (std::size_t passes = 1; passes <= passes_max; passes *= 2) {
        std::vector<under_way> begun;
        for (const auto* what : all) {
            auto into = where.build(what->name(), what->version());
            if (!into) return tl::unexpected(std::move(into).error());
            begun.push_back({*what, *std::move(into), nullptr, {}});
        }
        attempt trial(begun, history, passes, settings, tell);
        auto fits = trial.run(ends);
        if (!fits) return tl::unexpected(std::move(fits).error());
        if (!*fits) continue;
        std::vector<rebuilt> done;
        for (const auto& each : begun) done.push_back({trial.commits, each.events, passes, ends});
        return done;
    }
    return failed(failure_code::invalid, "the memory given to the rebuild cannot hold even a small share of the rows");
}

expected<rebuilt> rebuild(const fold& what, const journal& history, tables& where, const rebuild_settings& settings,
                          const std::function<bool(const rebuild_progress&)>& tell) {
    const std::array all{&what};
    auto done = rebuild(all, history, where, settings, tell);
    if (!done) return tl::unexpected(std::move(done).error());
    return std::move(done->front());
}

}  // namespace parcours
