// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <variant>
#include <vector>

#include "events/ports/log_writer.hpp"
#include "infra/kafka/producer.hpp"

namespace parcours::kafka {

// What the writer asks of those who read the log. Threads: called by the writer's thread.
class append_watch {
  public:
    virtual ~append_watch() = default;
    // The offset that the tailer reads on from: a record appended now can only come later.
    virtual std::int64_t read_until(partition_number partition) const = 0;
    // The log gave an offset that was read before to a new record: it has lost its end.
    virtual void distrust(partition_number partition, const failure& why) = 0;
    // Reads the last accepted records again, elsewhere, and then answers, from any thread.
    virtual void recheck(partition_number partition, std::function<void(expected<void>)> answer) = 0;
};

// Appends to the topic, each partition's frames in their order over one producer at a time (keys are made durable before,
// by infra/keys_first). A partition moves to another producer only when nothing of it is on its way, or after `renew`; of groups appended
// before a `renew` nothing is told any more. A mark waits until the last accepted records have been read again.
class writer final : public log_writer {
  public:
    // `watch` must outlive it.
    static expected<std::unique_ptr<writer>> open(const settings& given, partition_number partitions,
                                                  append_watch& watch);
    ~writer() override;

    // `failures` is told from the writer's thread; it must outlive `stop`.
    void start(append_listener& failures);
    // Sends what waits, waits for reports at most the delivery time-out, tells what is left, and ends. What is appended
    // later is dropped.
    void stop();

    void append(append_group group) override;
    void renew(partition_number partition) override;

  private:
    struct renewal {
        partition_number partition;
    };
    struct refusal {
        append_failure told;
    };
    struct rechecked {
        partition_number partition;
        std::uint64_t epoch;
        expected<void> answer;
    };
    using order = std::variant<append_group, renewal, refusal, rechecked>;

    // What one partition has waiting and on its way. `epoch` counts renewals.
    struct lane {
        std::shared_ptr<producer> by;  // shared by the partitions that it sends for
        std::deque<append_group> waiting;
        std::size_t groups_in_flight = 0;
        std::uint64_t epoch = 0;
        enum class mark_state { unasked, asked, granted } before_mark = mark_state::unasked;
    };
    // A group on its way.
    struct flight {
        partition_number partition = 0;
        std::uint64_t token = 0;
        std::uint64_t epoch = 0;
        std::size_t frames_left = 0;
        std::size_t frames = 0;
        std::size_t bytes = 0;
        std::int64_t read_until = 0;  // when it was sent
        error_number error = 0;
        bool sent = false;
    };

    writer(const settings& given, partition_number partitions, append_watch& watch);
    static std::size_t octets_of(const append_group& group);
    void work();
    void post(order what);
    void carry_out(order& what);
    void renew_lane(partition_number partition);
    bool may_send(partition_number partition, const append_group& group);
    void send_all();
    void send(partition_number partition, const append_group& group);
    error_number send_first(lane& on, const append_group& group, std::uint64_t number);
    bool choose_producer(lane& on);
    bool make_newest();
    void poll_all();
    void on_report(const delivery& report);
    void finish(const flight& done);
    void give_back(std::size_t groups, std::size_t octets);
    void tell(partition_number partition, std::uint64_t token, bool sent, failure why);
    bool idle() const;
    void leave();

    settings given_;
    append_watch& watch_;
    append_listener* failures_ = nullptr;

    std::mutex guard_;
    std::condition_variable wake_;  // orders wait
    std::vector<order> orders_;
    bool stopping_ = false;
    std::size_t groups_held_ = 0;  // under guard_: not yet confirmed or failed
    std::size_t bytes_held_ = 0;

    // Of the writer's thread alone.
    std::vector<lane> lanes_;
    std::vector<std::shared_ptr<producer>> producers_;  // the newest last
    std::unordered_map<std::uint64_t, flight> flights_;
    std::uint64_t next_flight_ = 1;
    std::thread thread_;
};

}  // namespace parcours::kafka
