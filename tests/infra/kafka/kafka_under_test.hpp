// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "infra/kafka/log.hpp"
#include "infra/rocksdb/storage_memory.hpp"
#include "tests/contracts/log_under_test.hpp"
#include "tests/infra/kafka/mock_cluster.hpp"
#include "tests/support/fixed_entropy.hpp"
#include "tests/support/scratch_folder.hpp"

namespace parcours {

// The address of real brokers, or why there are none.
std::string real_bootstrap();
std::string real_missing();
// The folder with what a client of their listeners with TLS and SASL needs, as scripts/kafka.sh makes it; or why there
// is none.
std::string secure_folder();
std::string secure_missing();

// A process's Kafka log with a topic of its own.
class kafka_under_test final : public log_under_test {
  public:
    // On brokers inside this process.
    explicit kafka_under_test(int mock_brokers = 1);
    // On real ones; the topic is removed at the end.
    explicit kafka_under_test(const std::string& bootstrap);
    ~kafka_under_test() override;

    expected<void> open(log_listener& reads, append_listener& failures) override;
    void close() override;
    log_writer& writer() override { return *log; }
    const log_reader& records() override { return *log; }
    const journal& history() override { return *kept; }
    log_writer& rival() override;
    bool tamper(const position& /*at*/) override { return false; }
    // As another process that has nothing yet: a new journal.
    void forget() { ++journals_; }

    std::unique_ptr<mock_cluster> mock;
    scratch_folder folder;
    kafka::settings settings;
    storage_memory memory{std::size_t{32} << 20};
    fixed_entropy random;
    // Of the topic's settings; on a mock cluster all is well, on brokers empty: the check of every day.
    kafka::watch::topic_check topic_check;
    std::unique_ptr<frame_journal> kept;
    std::unique_ptr<kafka::log> log;

  private:
    struct unwatched final : kafka::append_watch {
        std::int64_t read_until(partition_number) const override { return 0; }
        void distrust(partition_number, const failure&) override {}
        void recheck(partition_number, std::function<void(expected<void>)> then) override { then({}); }
    };
    struct deaf final : append_listener {
        void on_append_failed(const append_failure&) override {}
    };
    void shape_settings();

    unwatched nobody_;
    deaf silent_;
    std::unique_ptr<kafka::writer> rival_;
    int journals_ = 0;
};

}  // namespace parcours
