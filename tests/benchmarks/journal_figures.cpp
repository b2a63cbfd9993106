// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include "infra/journal/frame_journal.hpp"
#include "infra/rocksdb/storage_memory.hpp"
#include "tests/benchmarks/figures.hpp"
#include "tests/benchmarks/sample_commits.hpp"

namespace parcours {
namespace {

constexpr std::size_t budget_octets = std::size_t{256} << 20;
constexpr std::size_t streams = 2000;
constexpr std::size_t commits_of_a_stream = 10;
constexpr int repetitions = 5;
constexpr double seconds_each = 0.3;

// A journal of many streams whose commits lie apart from each other, as they do in life.
class filled_journal {
  public:
    filled_journal() {
        journal_settings settings;
        settings.folder = folder_.path();
        const log_shape shape{token128{1}, 1};
        journal = *frame_journal::open(settings, shape, memory_);
        auto group = journal->begin();
        acceptance reader = journal->reader(0, group);
        std::uint64_t height = 0;
        for (std::uint64_t version = 1; version <= commits_of_a_stream; ++version) {
            for (std::size_t each = 0; each < streams; ++each) {
                commit content = sample_commit(0, ++height);
                content.parts.front().stream = stream(each);
                content.parts.front().first_version = version;
                const auto frame = make_frame(frame_kind::commit, reader.end().at.hash, encode(content));
                const auto verdict = reader.take(reader.end().next, frame.octets);
                group.accept(std::get<accepted>(verdict), frame.octets);
            }
            group.move_end(0, reader.end());
            if (!journal->write(group, false)) return;
            group.clear();
        }
        until = reader.end().offset;
    }
    static stream_id stream(std::size_t number) {
        return {stream_kind::application, id128::make({1'700'000'000'000}, 0, number * 7919)};
    }

    std::int64_t until = -1;

  private:
    bench_folder folder_;
    storage_memory memory_{budget_octets};

  public:
    std::unique_ptr<frame_journal> journal;
};

filled_journal& filled() {
    static filled_journal one;
    return one;
}

void read_stream(benchmark::State& state) {
    auto& from = filled();
    std::size_t number = 0;
    for (auto _ : state) {
        std::size_t shown = 0;
        const auto done = from.journal->read_stream(filled_journal::stream(number++ % streams), 1, from.until,
                                                    [&](const position&, const commit&, const stream_part&) {
                                                        ++shown;
                                                        return true;
                                                    });
        if (!done || shown != commits_of_a_stream) state.SkipWithError("a stream was not read whole");
    }
}

void find_absent_command(benchmark::State& state) {
    auto& from = filled();
    command_id unknown{};
    unknown[8] = 0xff;  // where the samples have their partition
    for (auto _ : state) {
        ++unknown[unknown[0] % 8];
        if (from.journal->find(0, unknown, from.until).value()) state.SkipWithError("an unknown command was found");
    }
}

void find_command(benchmark::State& state) {
    auto& from = filled();
    std::uint64_t height = 0;
    for (auto _ : state) {
        height = height % (streams * commits_of_a_stream) + 1;
        if (!from.journal->find(0, sample_commit(0, height).command, from.until).value())
            state.SkipWithError("a command was not found");
    }
}

void read_all(benchmark::State& state) {
    auto& from = filled();
    for (auto _ : state) {
        std::size_t octets = 0;
        const auto done = from.journal->read(0, 0, streams * commits_of_a_stream,
                                             [&](const position&, byte_view frame) { octets += frame.size(); });
        if (!done || octets == 0) state.SkipWithError("the journal was not read");
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(streams * commits_of_a_stream));
}

}  // namespace

void add_journal_figures(std::vector<figure>& all) {
    const auto add = [&](const char* name, const char* unit, void (*measured)(benchmark::State&)) {
        benchmark::RegisterBenchmark(name, measured)->Repetitions(repetitions)->MinTime(seconds_each);
        all.push_back({name, name, unit, "", 0});
    };
    add("journal.stream_of_10", "ns", read_stream);
    add("journal.command_absent", "ns", find_absent_command);
    add("journal.command_known", "ns", find_command);
    add("journal.scan", "frames/s", read_all);
}

}  // namespace parcours
