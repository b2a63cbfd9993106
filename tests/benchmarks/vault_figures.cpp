// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include "events/cell.hpp"
#include "infra/rocksdb/storage_memory.hpp"
#include "infra/system/system_clock.hpp"
#include "infra/system/system_entropy.hpp"
#include "infra/vault/anchor_file.hpp"
#include "infra/vault/vault.hpp"
#include "tests/benchmarks/figures.hpp"
#include "tests/benchmarks/sample_commits.hpp"

namespace parcours {
namespace {

constexpr int repetitions = 5;
constexpr double seconds_each = 0.2;
constexpr std::uint64_t persons = 1'000;
constexpr std::size_t page_cells = 50;
constexpr std::uint16_t event_version = 1;
using secret_key = std::array<unsigned char, 32>;
const std::string content(200, 'a');

key_purpose purpose_of(std::uint64_t person) {
    return {person_id{id128::make({1'700'000'000'000}, 1, person)}, category_name::identity, {}, false};
}

// A vault with a key of each person, all at hand.
struct filled_vault {
    bench_folder home;
    storage_memory memory{std::size_t{64} << 20};
    system_clock time;
    system_entropy random;
    std::unique_ptr<vault> kept;
    std::vector<sealing_key> keys;

    filled_vault() {
        vault_settings settings;
        settings.folder = home.path() + "/vault";
        kept = *vault::open(settings, std::make_unique<anchor_file>(home.path() + "/anchor", random), memory, time,
                            random);
        for (std::uint64_t person = 0; person < persons; ++person) keys.push_back(*kept->to_seal(purpose_of(person)));
    }
    cell_context context(std::uint64_t person) const {
        return {purpose_of(person).person, category_name::identity, "sample_event", event_version};
    }
    bytes cell(std::uint64_t person) {
        return seal_cell(keys[person], context(person), event_id{1}, field_tag("sample"), content, random);
    }
};

void seal_with_known_key(benchmark::State& state) {
    filled_vault all;
    std::uint64_t person = 0;
    for (auto _ : state) benchmark::DoNotOptimize(all.kept->to_seal(purpose_of(++person % persons)));
}

void make_key(benchmark::State& state) {
    filled_vault all;
    std::uint64_t person = persons;
    for (auto _ : state) benchmark::DoNotOptimize(all.kept->to_seal(purpose_of(++person)));
}

void open_one(benchmark::State& state) {
    filled_vault all;
    std::uint64_t person = 0;
    for (auto _ : state) benchmark::DoNotOptimize(all.kept->to_open(std::span(&all.keys[++person % persons].id, 1)));
}

void seal_one_cell(benchmark::State& state) {
    filled_vault all;
    std::uint64_t person = 0;
    for (auto _ : state) benchmark::DoNotOptimize(all.cell(++person % persons));
}

void open_one_cell(benchmark::State& state) {
    filled_vault all;
    const bytes cell = all.cell(7);
    for (auto _ : state) benchmark::DoNotOptimize(open_cell(all.keys[7].secret, all.context(7), cell));
}

// A page of a list: the keys of its cells in one batch, then each cell.
void open_page(benchmark::State& state) {
    filled_vault all;
    std::vector<bytes> cells;
    std::vector<key_id> ids;
    for (std::uint64_t person = 0; person < page_cells; ++person) {
        cells.push_back(all.cell(person));
        ids.push_back(all.keys[person].id);
    }
    for (auto _ : state) {
        const auto opening = all.kept->to_open(ids);
        for (std::size_t each = 0; each < page_cells; ++each)
            benchmark::DoNotOptimize(open_cell(std::get<secret_key>((*opening)[each]), all.context(each), cells[each]));
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(page_cells));
}

// The same cells without a vault: what their ciphers cost.
void open_page_with_keys(benchmark::State& state) {
    filled_vault all;
    std::vector<bytes> cells;
    for (std::uint64_t person = 0; person < page_cells; ++person) cells.push_back(all.cell(person));
    for (auto _ : state)
        for (std::size_t each = 0; each < page_cells; ++each)
            benchmark::DoNotOptimize(open_cell(all.keys[each].secret, all.context(each), cells[each]));
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(page_cells));
}

}  // namespace

void add_vault_figures(std::vector<figure>& all) {
    const auto add = [&](const char* name, void (*measured)(benchmark::State&), const char* unit, const char* of) {
        benchmark::RegisterBenchmark(name, measured)->Repetitions(repetitions)->MinTime(seconds_each);
        all.push_back({name, name, unit, of, 0});
    };
    add("vault.cell.seal", seal_one_cell, "ns", "");
    add("vault.cell.open", open_one_cell, "ns", "");
    add("vault.key.known", seal_with_known_key, "ns", "vault.cell.seal");
    add("vault.key.new", make_key, "ns", "vault.cell.seal");
    add("vault.key.open", open_one, "ns", "vault.cell.open");
    add("vault.page.bare", open_page_with_keys, "cells/s", "");
    add("vault.page", open_page, "cells/s", "vault.page.bare");
}

}  // namespace parcours
