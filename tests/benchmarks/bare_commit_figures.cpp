// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>

#include <benchmark/benchmark.h>
#include <rocksdb/db.h>
#include <rocksdb/write_batch.h>

#include "tests/benchmarks/figures.hpp"
#include "tests/benchmarks/sample_commits.hpp"

// What the whole process is held against: octets as commits have them, in synced batches, and nothing else.
namespace parcours {
namespace {

constexpr int repetitions = 5;
constexpr double seconds_each = 4;
constexpr std::size_t frames_made = 20'000;
constexpr std::size_t group_usual = 32;
constexpr std::size_t memtable_octets = std::size_t{128} << 20;

// How many commits one sync of the process carried, as whoever measured it says.
std::size_t group_told() {
    const char* said = std::getenv("PARCOURS_BENCH_GROUP");
    const long number = said == nullptr ? 0 : std::strtol(said, nullptr, 10);
    return number > 0 ? static_cast<std::size_t>(number) : group_usual;
}

void put_commits(benchmark::State& state, std::size_t group) {
    const bench_folder folder;
    rocksdb::Options options;
    options.create_if_missing = true;
    options.write_buffer_size = memtable_octets;
    rocksdb::DB* opened = nullptr;
    if (!rocksdb::DB::Open(options, folder.path(), &opened).ok()) return state.SkipWithError("no database");
    const std::unique_ptr<rocksdb::DB> store(opened);
    const auto frames = sample_frames({token128{1}, 1}, 0, frames_made);
    rocksdb::WriteOptions synced;
    synced.sync = true;
    std::uint64_t number = 0;
    for (auto _ : state) {
        rocksdb::WriteBatch batch;
        for (std::size_t each = 0; each < group; ++each, ++number) {
            char key[8];
            for (int octet = 0; octet < 8; ++octet) key[octet] = static_cast<char>(number >> (56 - 8 * octet));
            batch.Put(rocksdb::Slice(key, sizeof key), frames[number % frames.size()]);
        }
        if (!store->Write(synced, &batch).ok()) state.SkipWithError("a write failed");
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(number));
}

}  // namespace

void add_bare_commit_figures(std::vector<figure>& all) {
    const auto add = [&](const char* name, std::size_t group) {
        benchmark::RegisterBenchmark(name, [=](auto& state) { put_commits(state, group); })
            ->Repetitions(repetitions)
            ->MinTime(seconds_each)
            ->UseRealTime();
        all.push_back({name, name, "commits/s", "", 0});
    };
    add("bare.commits.group", group_told());
    add("bare.commits.one", 1);
}

}  // namespace parcours
