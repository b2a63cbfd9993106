// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include "events/all_streams.hpp"
#include "events/check.hpp"
#include "events/codec/codec.hpp"
#include "infra/tables/tables_on_disk.hpp"
#include "projections/all_projections.hpp"
#include "projections/make_fold.hpp"
#include "projections/make_folds.hpp"
#include "projections/rebuild.hpp"
#include "tests/benchmarks/application_tracking.hpp"
#include "tests/benchmarks/figures.hpp"
#include "tests/benchmarks/sample_history.hpp"

namespace parcours {
namespace {

constexpr int repetitions = 5;
constexpr double seconds_each = 0.3;
constexpr std::size_t candidates = 2000;
constexpr std::size_t frames_of_a_read = 2048;
constexpr std::size_t memory_max = std::size_t{1} << 30;

sample_history& history_of(sample_history::families which) {
    if (which == sample_history::families::all) {
        static sample_history all(which, candidates);
        return all;
    }
    static sample_history applications_alone(which, candidates);
    return applications_alone;
}

template <class... S>
bool decode_one(stream_kind kind, const stored_event& stored, type_list<S...>) {
    bool sound = false;
    ((kind == S::kind && (sound = decode_event<S>(stored).has_value(), true)) || ...);
    return sound;
}

// The bare loop: reads every frame and decodes every event, and keeps nothing.
void decode_all(benchmark::State& state, sample_history::families which) {
    auto& from = history_of(which);
    const journal& history = from.journal();
    for (auto _ : state) {
        std::size_t events = 0;
        const auto take = [&](const position&, byte_view octets) {
            const auto content = decode_commit(octets.substr(frame_header_size));
            if (!content) return;
            for (const auto& part : content->parts)
                for (const auto& stored : part.events)
                    events += decode_one(part.stream.kind, stored, all_streams{}) ? 1U : 0U;
        };
        for (partition_number each = 0; each < history.shape().partitions; ++each) {
            std::int64_t at = 0;
            for (auto next = history.read(each, at, frames_of_a_read, take); next && *next != at;
                 next = history.read(each, at, frames_of_a_read, take))
                at = *next;
        }
        if (events < from.commits()) state.SkipWithError("a sample was not decoded");
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(from.commits()));
}

using folds = std::vector<std::unique_ptr<fold>>;

template <projection P>
folds alone() {
    folds one;
    one.push_back(make_fold<P>());
    return one;
}

void rebuild_tables(benchmark::State& state, sample_history::families which, const folds& all) {
    auto& from = history_of(which);
    std::vector<const fold*> asked;
    for (const auto& each : all) asked.push_back(each.get());
    const bench_folder folder;
    tables_on_disk where(folder.path(), from.memory());
    for (auto _ : state) {
        const auto done =
            rebuild(asked, from.journal(), where, {memory_max}, [](const rebuild_progress&) { return true; });
        if (!done) state.SkipWithError(done.error().context.c_str());
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(from.commits()));
}

}  // namespace

void add_rebuild_figures(std::vector<figure>& all) {
    using families = sample_history::families;
    const auto add = [&](const char* name, const std::function<void(benchmark::State&)>& measured, const char* of,
                         double ratio_min) {
        benchmark::RegisterBenchmark(name, measured)->Repetitions(repetitions)->MinTime(seconds_each)->UseRealTime();
        all.push_back({name, name, "commits/s", of, ratio_min});
    };
    const auto rebuilding = [](families which, folds (*made)()) {
        return [which, made](benchmark::State& state) { rebuild_tables(state, which, made()); };
    };
    const auto decoding = [](families which) { return [which](benchmark::State& state) { decode_all(state, which); }; };
    add("rebuild.decode_all", decoding(families::all), "", 0);
    add("rebuild.all", rebuilding(families::all, &make_folds), "rebuild.decode_all", 0.3);
    const char* const bare = "rebuild.decode_applications";
    add(bare, decoding(families::applications), "", 0);
    add("rebuild.applications", rebuilding(families::applications, &alone<applications>), bare, 0);
    add("rebuild.rows_and_counts", rebuilding(families::applications, &alone<application_tracking>), bare, 0.6);
}

}  // namespace parcours
