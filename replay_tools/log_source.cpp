// SPDX-License-Identifier: Apache-2.0
#include "replay_tools/log_source.hpp"

#include <cstdlib>
#include <filesystem>

#include <CLI/CLI.hpp>

#include "infra/embedded/embedded_reader.hpp"
#include "infra/kafka/reader.hpp"
#include "infra/kafka/settings_of.hpp"
#include "infra/rocksdb/missing_files.hpp"
#include "infra/settings/data_layout.hpp"
#include "infra/settings/read_settings.hpp"
#include "replay_tools/output.hpp"
#include "replay_tools/own_folder.hpp"

namespace parcours::replay {
namespace {

constexpr std::size_t memory_octets = std::size_t{256} << 20;
constexpr std::size_t records_of_a_read = 1024;

bool holds_a_database(const std::string& folder) { return std::filesystem::exists(folder + "/CURRENT"); }

// Reads a partition on into the index of a copy, each group written before the next is read.
class indexing {
  public:
    indexing(const log_reader& from, frame_journal& into, partition_number partition)
        : from_(from),
          into_(into),
          partition_(partition),
          group_(into.begin()),
          rule_(into.reader(partition, group_)) {}

    expected<void> run(progress_line& told) {
        for (std::int64_t at = rule_.end().next;;) {
            const auto next = from_.read(partition_, at, records_of_a_read, [this](const log_record& r) { take(r); });
            if (!next) return tl::unexpected(next.error());
            group_.move_end(partition_, rule_.end());
            if (auto written = into_.write(group_, false); !written) return written;
            group_.clear();
            if (stopped_) return tl::unexpected(*std::move(stopped_));
            if (*next == at) return {};
            at = *next;
            told.tell(rule_.end().height, 0);
        }
    }

  private:
    void take(const log_record& record) {
        if (stopped_) return;
        auto verdict = rule_.take(record.offset, record.value);
        if (const auto* taken = std::get_if<accepted>(&verdict)) group_.accept(*taken, record.value);
        if (auto* why = std::get_if<failure>(&verdict))
            stopped_ = failure{why->code, "at " + std::to_string(partition_) + "." + std::to_string(record.offset) +
                                              ": " + why->context};
    }

    const log_reader& from_;
    frame_journal& into_;
    partition_number partition_;
    journal_group group_;
    acceptance rule_;
    std::optional<failure> stopped_;
};

}  // namespace

// What a process of this log was told, but for what its vault needs: nothing is opened here.
void log_place::take_settings_of(const std::string& file) {
    settings_sources from;
    from.file = file;
    from.environment = [](const std::string& name) -> std::optional<std::string> {
        const char* found = std::getenv(name.c_str());
        return found == nullptr ? std::nullopt : std::optional<std::string>(found);
    };
    from.flags = {{"vault.recovery", "none"}};
    const auto read = read_settings(from);
    if (!read) throw CLI::ValidationError("--config", to_string(read.error()));
    folder = read->data_folder;
    const auto told = kafka::settings_of(*read);
    access = told.access;
    if (read->log != "kafka") return;
    bootstrap = told.bootstrap;
    prefix = told.prefix;
}

void log_place::add_to(CLI::App& command) {
    command
        .add_option_function<std::string>(
            "--config", [this](const std::string& file) { take_settings_of(file); },
            "the platform's settings file: where its log is, and how its brokers are reached")
        ->type_name("FILE");
    auto* data = command.add_option("--data", folder, "the data folder of a platform")->capture_default_str();
    auto* kafka = command.add_option("--kafka", bootstrap, "brokers of a log in Kafka, host:port, separated by commas");
    command.add_option("--prefix", prefix, "of the topic: PREFIX.events")->capture_default_str()->needs(kafka);
    command.add_option("--journal", journal, "of a log in Kafka: a folder that keeps its index for the next time")
        ->needs(kafka);
    kafka->excludes(data);
}

log_source::log_source() : memory_(memory_octets) {}
log_source::~log_source() = default;

expected<std::unique_ptr<log_source>> log_source::open(const log_place& where) {
    std::unique_ptr<log_source> made(new log_source);
    auto own = own_folder::make();
    if (!own) return tl::unexpected(std::move(own).error());
    made->own_ = *std::move(own);
    auto opened = where.bootstrap.empty() ? made->open_folder(where) : made->open_kafka(where);
    if (!opened) return tl::unexpected(std::move(opened).error());
    return made;
}

expected<void> log_source::open_folder(const log_place& where) {
    const data_layout layout{where.folder};
    const bool is_log = holds_a_database(layout.log());
    const std::string log = is_log ? layout.log() : layout.journal();
    if (!holds_a_database(log))
        if (auto whole = check_no_file_is_missing(layout.log(), nullptr); !whole) return whole;
    if (!holds_a_database(log))
        return failed(failure_code::invalid, "the folder " + where.folder + " holds no log (--data DIR says where)");
    auto opened = embedded_reader::open(log, *own_ / "messages", memory_, is_log);
    if (!opened) return tl::unexpected(std::move(opened).error());
    embedded_ = *std::move(opened);
    return {};
}

expected<void> log_source::open_kafka(const log_place& where) {
    kafka::settings asked;
    asked.bootstrap = where.bootstrap;
    asked.prefix = where.prefix;
    asked.access = where.access;
    auto opened = kafka::reader::open(asked);
    if (!opened) return tl::unexpected(std::move(opened).error());
    journal_settings kept;
    kept.folder = where.journal.empty() ? *own_ / "journal" : where.journal;
    auto copy = frame_journal::open(kept, (*opened)->shape(), memory_);
    if (!copy) return tl::unexpected(std::move(copy).error());
    topic_ = *std::move(opened);
    copy_ = *std::move(copy);
    return {};
}

const log_reader& log_source::records() const { return embedded_ ? embedded_->records() : *topic_; }

const journal& log_source::history() const { return embedded_ ? embedded_->history() : *copy_; }

expected<void> log_source::index(partition_number partition) {
    if (embedded_) return {};
    progress_line told("frames indexed of partition " + std::to_string(partition));
    return indexing(*topic_, *copy_, partition).run(told);
}

expected<void> log_source::index_all() {
    for (partition_number each = 0; each < shape().partitions; ++each)
        if (auto done = index(each); !done) return done;
    return {};
}

}  // namespace parcours::replay
