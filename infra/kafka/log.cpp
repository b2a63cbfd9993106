// SPDX-License-Identifier: Apache-2.0
#include "infra/kafka/log.hpp"

#include "infra/kafka/generation.hpp"

namespace parcours::kafka {

expected<log_shape> begin_log(const settings& given, entropy& random) {
    auto about = topic::open(given);
    if (!about) return tl::unexpected(std::move(about).error());
    if (auto answers = about->wait_until_answering(); !answers) return tl::unexpected(std::move(answers).error());
    auto records = cursor::open(given);
    if (!records) return tl::unexpected(std::move(records).error());
    return find_or_begin_generation(given, **records, random);
}

expected<log_shape> prepare(const settings& given, entropy& random) {
    auto about = topic::open(given);
    if (!about) return tl::unexpected(std::move(about).error());
    if (auto created = about->create(); !created) return tl::unexpected(std::move(created).error());
    auto shape = begin_log(given, random);
    if (!shape) return shape;
    // The number of partitions is the generation's own, whatever the settings say by now.
    if (auto checked = about->check(shape->partitions); !checked) return tl::unexpected(std::move(checked).error());
    return shape;
}

expected<std::unique_ptr<log>> log::open(const settings& given, frame_journal& history) {
    const auto partitions = history.shape().partitions;
    return open(given, history, [partitions](topic& about) { return about.check(partitions); });
}

expected<std::unique_ptr<log>> log::open(const settings& given, frame_journal& history, watch::topic_check check) {
    const auto shape = history.shape();
    std::unique_ptr<log> made(new log(given, shape));
    auto tails = tailer::open(given, history);
    if (!tails) return tl::unexpected(std::move(tails).error());
    made->tailer_ = *std::move(tails);
    auto watches = watch::open(given, shape, *made->tailer_, std::move(check));
    if (!watches) return tl::unexpected(std::move(watches).error());
    made->watch_ = *std::move(watches);
    if (auto checked = made->watch_->check_all(); !checked) return tl::unexpected(std::move(checked).error());
    auto writes = writer::open(given, shape.partitions, *made);
    if (!writes) return tl::unexpected(std::move(writes).error());
    made->writer_ = *std::move(writes);
    return made;
}

log::~log() { stop(); }

void log::start(log_listener& reads, append_listener& failures) {
    tailer_->start(reads);
    watch_->start();
    writer_->start(failures);
}

void log::stop() {
    if (writer_) writer_->stop();
    if (watch_) watch_->stop();
    if (tailer_) tailer_->stop();
}

}  // namespace parcours::kafka
