// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "events/ports/entropy.hpp"
#include "infra/kafka/reader.hpp"
#include "infra/kafka/tailer.hpp"
#include "infra/kafka/watch.hpp"
#include "infra/kafka/writer.hpp"

namespace parcours::kafka {

// Creates the topic where it is missing, waits until it answers, checks it and finds or begins its generation: what the
// journal is then opened with.
expected<log_shape> prepare(const settings& given, entropy& random);

// Of a topic that is there already: the generation alone. (A mock cluster can neither create topics nor describe them.)
expected<log_shape> begin_log(const settings& given, entropy& random);

// The Kafka log of one process: writer, tailer and reader of one topic, and the watch over them.
//
//     auto shape = kafka::prepare(settings, entropy);
//     auto journal = frame_journal::open(…, *shape, memory);
//     auto log = kafka::log::open(settings, **journal);  // a wrong topic is refused here
//     (*log)->start(listener, failures);  …  (*log)->append(…);  …  (*log)->stop();
class log final : public log_writer, public log_reader, private append_watch {
  public:
    // Checks everything that it can. `history` must outlive the log. `check`: of the topic's settings.
    static expected<std::unique_ptr<log>> open(const settings& given, frame_journal& history, watch::topic_check check);
    static expected<std::unique_ptr<log>> open(const settings& given, frame_journal& history);
    ~log() override;

    // Both are told from threads of the log; they must outlive `stop`.
    void start(log_listener& reads, append_listener& failures);
    // Sends what waits, then reads no further. Nobody is told anything after it.
    void stop();

    void append(append_group group) override { writer_->append(std::move(group)); }
    void renew(partition_number partition) override { writer_->renew(partition); }
    log_shape shape() const override { return reader_.shape(); }
    expected<std::int64_t> read(partition_number partition, std::int64_t from, std::size_t records_max,
                                const std::function<void(const log_record&)>& show) const override {
        return reader_.read(partition, from, records_max, show);
    }
    const tailer& tail() const { return *tailer_; }
    const watch& watched() const { return *watch_; }

  private:
    log(const settings& given, const log_shape& shape) : reader_(given, shape) {}
    std::int64_t read_until(partition_number partition) const override { return tailer_->read_until(partition); }
    void distrust(partition_number partition, const failure& why) override { tailer_->distrust(partition, why); }
    void recheck(partition_number partition, std::function<void(expected<void>)> answer) override {
        watch_->recheck(partition, std::move(answer));
    }

    reader reader_;
    std::unique_ptr<tailer> tailer_;
    std::unique_ptr<watch> watch_;
    std::unique_ptr<writer> writer_;
};

}  // namespace parcours::kafka
