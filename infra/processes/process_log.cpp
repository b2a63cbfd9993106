// SPDX-License-Identifier: Apache-2.0
#include "infra/processes/process_log.hpp"

#include <chrono>

#include "events/commit/frame.hpp"
#include "infra/embedded/embedded_log.hpp"
#include "infra/kafka/log.hpp"
#include "infra/kafka/settings_of.hpp"
#include "infra/log_reach/log_at_start.hpp"
#include "infra/settings/data_layout.hpp"

namespace parcours {
namespace {

constexpr std::size_t mebibyte = std::size_t{1} << 20;
constexpr std::size_t first_records_read = 16;  // of a partition; one may say which generation it is

expected<bool> journal_holds_frames(const journal& history) {
    for (partition_number each = 0; each < history.shape().partitions; ++each) {
        const auto end = history.end(each);
        if (!end) return tl::unexpected(end.error());
        if (end->height > 0) return true;
    }
    return false;
}

// A journal that is begun anew may know nothing of it yet.
expected<bool> log_holds_frames(const log_reader& records) {
    bool found = false;
    const auto look = [&](const log_record& each) {
        if (std::holds_alternative<frame>(read_frame(each.value))) found = true;
    };
    for (partition_number each = 0; each < records.shape().partitions && !found; ++each)
        if (const auto read = records.read(each, 0, first_records_read, look); !read)
            return tl::unexpected(read.error());
    return found;
}

class in_this_process final : public process_log {
  public:
    explicit in_this_process(std::unique_ptr<embedded_log> log) : log_(std::move(log)) {}
    log_writer& writer() override { return *log_; }
    const journal& history() const override { return log_->history(); }
    void start(log_listener& reads, append_listener& failures) override { log_->start(reads, failures); }
    void stop() override { log_->stop(); }
    std::optional<std::int64_t> level_ms_ago() const override { return 0; }  // the journal is the log
    readiness check() const override { return {"log", true, "embedded"}; }
    expected<bool> has_history() const override { return journal_holds_frames(log_->history()); }
    std::optional<std::uint64_t> syncs() const override { return log_->counts().writes; }
    std::uint64_t foreign_records() const override { return log_->counts().foreign; }
    void forget_commands(instant now) override { log_->history().forget_commands(now); }

  private:
    std::unique_ptr<embedded_log> log_;
};

class in_kafka final : public process_log {
  public:
    in_kafka(std::unique_ptr<frame_journal> history, std::unique_ptr<kafka::log> log)
        : history_(std::move(history)), log_(std::move(log)) {}
    log_writer& writer() override { return *log_; }
    const journal& history() const override { return *history_; }
    void start(log_listener& reads, append_listener& failures) override { log_->start(reads, failures); }
    void stop() override { log_->stop(); }
    std::optional<std::int64_t> level_ms_ago() const override {
        const auto level = log_->watched().last_level();
        if (level == std::chrono::steady_clock::time_point()) return std::nullopt;
        return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - level).count();
    }
    readiness check() const override {
        const auto partitions = history_->shape().partitions;
        for (partition_number each = 0; each < partitions; ++each) {
            if (log_->tail().stopped(each)) return {"log", false, "a partition is read no further: see the log lines"};
            if (!log_->tail().reached_end(each)) return {"log", false, "the end of the topic was not reached yet"};
        }
        return {"log", true, "kafka"};
    }
    std::optional<std::uint64_t> syncs() const override { return std::nullopt; }
    std::uint64_t foreign_records() const override { return log_->tail().foreign_records(); }
    void forget_commands(instant now) override { history_->forget_commands(now); }

    expected<bool> has_history() const override {
        auto known = journal_holds_frames(*history_);
        return known && !*known ? log_holds_frames(*log_) : known;
    }

  private:
    std::unique_ptr<frame_journal> history_;
    std::unique_ptr<kafka::log> log_;  // before its journal goes
};

tl::unexpected<failure> not_opened(const failure& why) {
    if (why.code != failure_code::corrupt) return tl::unexpected(why);
    return failed(failure_code::corrupt,
                  "the log is not opened, and nothing was changed: " + why.context +
                      " (restore a copy of the data folder; or give up this place and all that was written after it "
                      "with `parcours serve --cut-log-at-damage`: see docs/operating.md, \"When files are damaged\")");
}

expected<std::unique_ptr<process_log>> open_embedded(const process_settings& settings, const storage_memory& memory,
                                                     entropy& random) {
    embedded_settings asked;
    asked.folder = data_layout{settings.data_folder}.log();
    asked.partitions = static_cast<partition_number>(settings.log_partitions);
    asked.waiting_octets_max = static_cast<std::size_t>(settings.log_queue_mib_max) * mebibyte;
    asked.cut_at_damage = settings.cut_log_at_damage;
    const auto beside = log_at_start::read(data_layout{settings.data_folder}, memory);
    if (!beside) return tl::unexpected(beside.error());
    if (const auto whole = beside->check(settings.cut_log_at_damage); !whole) return not_opened(whole.error());
    auto log = embedded_log::open(asked, random, memory);
    if (!log) return not_opened(log.error());
    if (const auto there = (*log)->history().shape().partitions; there != asked.partitions)
        return failed(failure_code::invalid, "this log has " + std::to_string(there) +
                                                 " partitions, which never changes, and log.partitions says " +
                                                 std::to_string(asked.partitions));
    auto opened = std::make_unique<in_this_process>(*std::move(log));
    if (!settings.cut_log_at_damage) return opened;
    auto dropped = beside->drop_tables_beyond(opened->history());
    if (!dropped) return tl::unexpected(std::move(dropped).error());
    opened->tables_dropped = *std::move(dropped);
    return opened;
}

expected<std::unique_ptr<process_log>> open_kafka(const process_settings& settings, const storage_memory& memory,
                                                  entropy& random) {
    const auto asked = kafka::settings_of(settings);
    if (asked.bootstrap.empty())
        return failed(failure_code::invalid, "kafka.bootstrap is empty: which brokers hold the log?");
    const auto shape = kafka::prepare(asked, random);
    if (!shape) return tl::unexpected(shape.error());
    journal_settings kept;
    kept.folder = data_layout{settings.data_folder}.journal();
    auto history = frame_journal::open(kept, *shape, memory);
    if (!history) return tl::unexpected(std::move(history).error());
    auto log = kafka::log::open(asked, **history);
    if (!log) return tl::unexpected(std::move(log).error());
    return std::make_unique<in_kafka>(*std::move(history), *std::move(log));
}

}  // namespace

expected<std::unique_ptr<process_log>> process_log::open(const process_settings& settings, const storage_memory& memory,
                                                         entropy& random) {
    if (settings.log == "kafka") return open_kafka(settings, memory, random);
    return open_embedded(settings, memory, random);
}

}  // namespace parcours
