// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <condition_variable>
#include <mutex>

#include <benchmark/benchmark.h>
#include <rocksdb/db.h>
#include <rocksdb/write_batch.h>

#include "infra/embedded/embedded_log.hpp"
#include "infra/rocksdb/storage_memory.hpp"
#include "tests/benchmarks/figures.hpp"
#include "tests/benchmarks/sample_commits.hpp"
#include "tests/benchmarks/waiting_clients.hpp"
#include "tests/infra/disk/test_disk.hpp"

namespace parcours {
namespace {

constexpr std::size_t budget_octets = std::size_t{512} << 20;
constexpr partition_number partitions = 8;
constexpr std::size_t clients_many = 64;
constexpr std::size_t commits_of_a_run = 80'000;
constexpr std::int64_t slow_sync_us = 1000;
constexpr int repetitions = 5;

class counting_entropy final : public entropy {
  public:
    void fill(unsigned char* to, std::size_t size) override {
        for (std::size_t each = 0; each < size; ++each) to[each] = static_cast<unsigned char>(each + 1);
    }
};

// An embedded log in a folder of its own, with the frames that will be appended made before the time is taken.
class appending {
  public:
    appending(std::size_t clients, std::size_t commits, std::int64_t sync_delay_us) : clients_(clients) {
        embedded_settings settings;
        settings.folder = folder_.path();
        settings.partitions = partitions;
        settings.environment = disk_.environment();
        counting_entropy random;
        log_ = *embedded_log::open(settings, random, memory_);
        for (partition_number each = 0; each < partitions; ++each)
            frames_.push_back(sample_frames(log_->history().shape(), each, commits / partitions));
        disk_.delay_syncs_us(sync_delay_us);
        log_->start(clients_, clients_);
    }
    void run() {
        const std::size_t each_partition = frames_.front().size();
        for (std::size_t number = 0; number < each_partition * partitions; ++number) {
            clients_.take_one();
            const auto partition = static_cast<partition_number>(number % partitions);
            append_group group{partition, number, 0, {}};
            group.frames.push_back(std::move(frames_[partition][number / partitions]));
            log_->append(std::move(group));
        }
        clients_.wait_for_all();
    }
    bool failed() const { return clients_.failed(); }
    double commits_of_a_write() const {
        const auto counts = log_->counts();
        return static_cast<double>(counts.accepted) / static_cast<double>(counts.writes);
    }

  private:
    bench_folder folder_;
    test_disk disk_;
    storage_memory memory_{budget_octets};
    std::vector<std::vector<bytes>> frames_;
    waiting_clients clients_;
    std::unique_ptr<embedded_log> log_;
};

void append(benchmark::State& state, std::size_t clients, std::size_t commits, std::int64_t sync_delay_us) {
    appending work(clients, commits, sync_delay_us);
    for (auto _ : state) work.run();
    if (work.failed()) state.SkipWithError("the log failed");
    state.SetItemsProcessed(static_cast<std::int64_t>(commits));
    state.counters["group"] = work.commits_of_a_write();
}

// How many commits one sync carries with that many clients: what the bare loop is given too.
std::size_t usual_group() {
    static const std::size_t size = [] {
        appending work(clients_many, commits_of_a_run / 8, 0);
        work.run();
        return static_cast<std::size_t>(std::lround(work.commits_of_a_write()));
    }();
    return size;
}

// The same octets, one value a commit, in synced batches of the same size, and nothing else.
void append_bare(benchmark::State& state) {
    const std::size_t group = usual_group();
    const bench_folder folder;
    rocksdb::Options options;
    options.create_if_missing = true;
    options.write_buffer_size = std::size_t{128} << 20;
    rocksdb::DB* opened = nullptr;
    if (!rocksdb::DB::Open(options, folder.path(), &opened).ok()) return state.SkipWithError("no database");
    const std::unique_ptr<rocksdb::DB> store(opened);
    const auto frames = sample_frames({token128{1}, 1}, 0, commits_of_a_run);
    rocksdb::WriteOptions synced;
    synced.sync = true;
    for (auto _ : state) {
        std::uint64_t number = 0;
        while (number < frames.size()) {
            rocksdb::WriteBatch batch;
            for (std::size_t each = 0; each < group && number < frames.size(); ++each, ++number) {
                char key[8];
                for (int octet = 0; octet < 8; ++octet) key[octet] = static_cast<char>(number >> (56 - 8 * octet));
                batch.Put(rocksdb::Slice(key, sizeof key), frames[number]);
            }
            if (!store->Write(synced, &batch).ok()) state.SkipWithError("a write failed");
        }
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(frames.size()));
    state.counters["group"] = static_cast<double>(group);
}

}  // namespace

void add_embedded_log_figures(std::vector<figure>& all) {
    const auto once = [](benchmark::internal::Benchmark* one) {
        one->Iterations(1)->Repetitions(repetitions)->UseRealTime()->Unit(benchmark::kMillisecond);
    };
    once(benchmark::RegisterBenchmark("embedded.append.64",
                                      [](auto& state) { append(state, clients_many, commits_of_a_run, 0); }));
    once(benchmark::RegisterBenchmark("embedded.append.1", [](auto& state) { append(state, 1, 4000, 0); }));
    once(benchmark::RegisterBenchmark("embedded.append.bare", append_bare));
    once(benchmark::RegisterBenchmark("embedded.append.slow.64",
                                      [](auto& state) { append(state, clients_many, 24'000, slow_sync_us); }));
    once(benchmark::RegisterBenchmark("embedded.append.slow.1",
                                      [](auto& state) { append(state, 1, 800, slow_sync_us); }));
    all.push_back({"embedded.append.64", "embedded.append.64", "commits/s", "embedded.append.bare", 0.7});
    all.push_back({"embedded.append.1", "embedded.append.1", "commits/s", "", 0});
    all.push_back({"embedded.append.slow.64", "embedded.append.slow.64", "commits/s", "embedded.append.slow.1", 20});
}

}  // namespace parcours
