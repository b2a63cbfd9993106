// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include "events/commit/acceptance.hpp"
#include "events/commit/digest.hpp"
#include "tests/benchmarks/figures.hpp"
#include "tests/benchmarks/sample_commits.hpp"

namespace parcours {
namespace {

constexpr int repetitions = 5;
constexpr double seconds_each = 0.2;

void encode_commit(benchmark::State& state) {
    const commit content = sample_commit(0, 7);
    for (auto _ : state) benchmark::DoNotOptimize(encode(content));
}

void decode_commit_body(benchmark::State& state) {
    const bytes body = encode(sample_commit(0, 7));
    for (auto _ : state) benchmark::DoNotOptimize(decode_commit(body));
}

void make_commit_frame(benchmark::State& state) {
    const bytes body = encode(sample_commit(0, 7));
    for (auto _ : state) benchmark::DoNotOptimize(make_frame(frame_kind::commit, digest{}, body));
}

void digest_body(benchmark::State& state) {
    const bytes body = encode(sample_commit(0, 7));
    for (auto _ : state) benchmark::DoNotOptimize(sha256(body));
}

void accept_commit(benchmark::State& state) {
    const log_shape shape{token128{1}, 1};
    constexpr std::size_t count = 20'000;
    const auto frames = sample_frames(shape, 0, count);
    const auto start = [&] {
        return std::make_unique<acceptance>(0, history_end{first_head(shape.generation, 0), -1, 0, 0, {}},
                                            [](const stream_id&) { return 0; });
    };
    auto rule = start();
    std::size_t next = 0;
    for (auto _ : state) {
        if (next == count) {
            rule = start();
            next = 0;
        }
        const auto verdict = rule->take(static_cast<std::int64_t>(next), frames[next]);
        if (!std::holds_alternative<accepted>(verdict)) state.SkipWithError("a sample was not accepted");
        ++next;
    }
}

}  // namespace

void add_commit_figures(std::vector<figure>& all) {
    const auto add = [&](const char* name, void (*measured)(benchmark::State&)) {
        benchmark::RegisterBenchmark(name, measured)->Repetitions(repetitions)->MinTime(seconds_each);
        all.push_back({name, name, "ns", "", 0});
    };
    add("commit.encode", encode_commit);
    add("commit.decode", decode_commit_body);
    add("commit.digest", digest_body);
    add("commit.frame", make_commit_frame);
    add("commit.accept", accept_commit);
}

}  // namespace parcours
