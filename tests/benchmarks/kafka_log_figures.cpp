// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <random>

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <librdkafka/rdkafka.h>

#include "infra/kafka/client.hpp"
#include "infra/kafka/log.hpp"
#include "infra/kafka/producer.hpp"
#include "infra/rocksdb/storage_memory.hpp"
#include "tests/benchmarks/figures.hpp"
#include "tests/benchmarks/sample_commits.hpp"
#include "tests/benchmarks/waiting_clients.hpp"

namespace parcours {
namespace {

using steady = std::chrono::steady_clock;

constexpr std::size_t budget_octets = std::size_t{512} << 20;
constexpr partition_number partitions = 8;
constexpr std::size_t clients_many = 64;
constexpr std::size_t commits_many = 80'000;
constexpr std::size_t commits_alone = 3'000;
constexpr int repetitions = 5;
constexpr int answer_max_ms = 10'000;

class drawn_entropy final : public entropy {
  public:
    void fill(unsigned char* to, std::size_t size) override {
        for (std::size_t each = 0; each < size; ++each) to[each] = static_cast<unsigned char>(drawn_());
    }

  private:
    std::random_device drawn_;
};

// A topic of its own on the brokers that PARCOURS_KAFKA_BOOTSTRAP names, removed at the end.
class bench_topic {
  public:
    bench_topic() {
        std::random_device drawn;
        settings.bootstrap = std::getenv("PARCOURS_KAFKA_BOOTSTRAP");
        settings.prefix = fmt::format("bench-{}-{}", drawn(), drawn());
        settings.partitions = partitions;
        drawn_entropy random;
        if (auto made = kafka::prepare(settings, random))
            shape = *made;
        else
            problem = made.error().context;
    }
    ~bench_topic() {
        const auto client = kafka::make_consumer(settings, settings.fetch_wait_max_ms);
        if (!client) return;
        auto* removal = rd_kafka_DeleteTopic_new(topic_name(settings).c_str());
        const kafka::queue_handle answers(rd_kafka_queue_new(client->get()));
        rd_kafka_DeleteTopics(client->get(), &removal, 1, nullptr, answers.get());
        const kafka::event_handle answer(rd_kafka_queue_poll(answers.get(), answer_max_ms));
        rd_kafka_DeleteTopic_destroy(removal);
    }
    bench_topic(const bench_topic&) = delete;
    bench_topic& operator=(const bench_topic&) = delete;

    kafka::settings settings;
    log_shape shape;
    std::string problem;
};

std::vector<std::vector<bytes>> frames_for(const log_shape& shape, std::size_t commits) {
    std::vector<std::vector<bytes>> frames;
    for (partition_number each = 0; each < partitions; ++each)
        frames.push_back(sample_frames(shape, each, commits / partitions));
    return frames;
}

double median(std::vector<double>& seconds) {
    const auto middle = seconds.begin() + static_cast<std::ptrdiff_t>(seconds.size() / 2);
    std::nth_element(seconds.begin(), middle, seconds.end());
    return *middle;
}

// One way to write a record and know it read back; `begin_next` waits until a client is free.
struct way {
    std::function<void(partition_number, bytes)> send;
    waiting_clients& clients;
};

// All commits, by as many clients as may wait; one of them alone: the time is each commit's own, and the median counts.
void run(benchmark::State& state, const way& by, std::vector<std::vector<bytes>>& frames, bool alone) {
    const std::size_t commits = frames.front().size() * partitions;
    for (auto _ : state) {
        std::vector<double> seconds;
        const auto begun = steady::now();
        for (std::size_t number = 0; number < commits && !by.clients.failed(); ++number) {
            const auto partition = static_cast<partition_number>(number % partitions);
            by.clients.take_one();
            const auto sent = steady::now();
            by.send(partition, std::move(frames[partition][number / partitions]));
            if (!alone) continue;
            by.clients.wait_for_all();
            seconds.push_back(std::chrono::duration<double>(steady::now() - sent).count());
        }
        by.clients.wait_for_all();
        const double whole = std::chrono::duration<double>(steady::now() - begun).count();
        state.SetIterationTime(alone ? median(seconds) : whole);
    }
    if (by.clients.failed()) state.SkipWithError("a record was not read back");
    state.SetItemsProcessed(alone ? 1 : static_cast<std::int64_t>(commits));
}

void append(benchmark::State& state, bool alone) {
    const bench_topic topic;
    if (!topic.problem.empty()) return state.SkipWithError(topic.problem.c_str());
    const bench_folder folder;
    const storage_memory memory(budget_octets);
    journal_settings where;
    where.folder = folder.path();
    auto history = frame_journal::open(where, topic.shape, memory);
    if (!history) return state.SkipWithError(history.error().context.c_str());
    auto log = kafka::log::open(topic.settings, **history);
    if (!log) return state.SkipWithError(log.error().context.c_str());
    auto frames = frames_for(topic.shape, alone ? commits_alone : commits_many);
    waiting_clients clients(alone ? 1 : clients_many);
    (*log)->start(clients, clients);
    std::uint64_t token = 0;
    run(state,
        {[&](partition_number partition, bytes frame) {
             append_group group{partition, ++token, 0, {}};
             group.frames.push_back(std::move(frame));
             (*log)->append(std::move(group));
         },
         clients},
        frames, alone);
    (*log)->stop();
}

// The same octets over the same brokers by a producer and an assigned consumer, and nothing else.
void append_bare(benchmark::State& state, bool alone) {
    const bench_topic topic;
    if (!topic.problem.empty()) return state.SkipWithError(topic.problem.c_str());
    auto frames = frames_for(topic.shape, alone ? commits_alone : commits_many);
    waiting_clients clients(alone ? 1 : clients_many);
    auto sends = kafka::producer::open(topic.settings);
    auto reads = kafka::make_consumer(topic.settings, topic.settings.fetch_wait_max_ms);
    if (!sends || !reads) return state.SkipWithError("no client");
    const std::string name = topic_name(topic.settings);
    const kafka::topic_handle known(rd_kafka_topic_new(reads->get(), name.c_str(), nullptr));
    const kafka::queue_handle records(rd_kafka_queue_get_consumer(reads->get()));
    const kafka::partitions_handle all(rd_kafka_topic_partition_list_new(partitions));
    for (std::int32_t each = 0; each < static_cast<std::int32_t>(partitions); ++each)
        rd_kafka_topic_partition_list_add(all.get(), name.c_str(), each)->offset = each == 0 ? 1 : 0;
    rd_kafka_assign(reads->get(), all.get());
    std::atomic<bool> over = false;
    std::thread reader([&] {
        while (!over) {
            std::size_t count = 0;
            kafka::message_handle message(rd_kafka_consume_queue(records.get(), 100));
            for (; message; message.reset(rd_kafka_consume_queue(records.get(), 0)))
                count += message->err == RD_KAFKA_RESP_ERR_NO_ERROR ? 1 : 0;
            clients.give_back(count);
        }
    });
    run(state,
        {[&](partition_number partition, const bytes& frame) {
             (*sends)->send(partition, frame, 1);
             (*sends)->poll([](const kafka::delivery&) {});
         },
         clients},
        frames, alone);
    over = true;
    reader.join();
}

}  // namespace

void add_kafka_log_figures(std::vector<figure>& all) {
    if (std::getenv("PARCOURS_KAFKA_BOOTSTRAP") == nullptr) return;
    const auto once = [](const char* name, void (*measured)(benchmark::State&, bool), bool alone) {
        benchmark::RegisterBenchmark(name, [=](benchmark::State& state) { measured(state, alone); })
            ->Iterations(1)
            ->Repetitions(repetitions)
            ->UseManualTime()
            ->Unit(benchmark::kMillisecond);
    };
    once("kafka.append.64", append, false);
    once("kafka.append.bare.64", append_bare, false);
    once("kafka.append.1", append, true);
    once("kafka.append.bare.1", append_bare, true);
    all.push_back({"kafka.append.64", "kafka.append.64", "commits/s", "kafka.append.bare.64", 0.7});
    // At the median one commit takes no more than twice as long as a bare record.
    all.push_back({"kafka.append.1", "kafka.append.1", "commits/s", "kafka.append.bare.1", 0.5});
}

}  // namespace parcours
