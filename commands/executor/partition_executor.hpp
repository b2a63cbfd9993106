// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "commands/executor/command_queue.hpp"
#include "commands/executor/contention.hpp"
#include "commands/executor/decision_maker.hpp"

namespace parcours {

// Is told what becomes of a command's commits, for what was reserved under its id. Threads: the executor's.
class commit_fates {
  public:
    virtual ~commit_fates() = default;
    // This commit will never be in history. Its command may be decided again.
    virtual void on_lost(const command_id& command, const digest& commit) = 0;
    // The command was answered, and nothing that was appended for it here is in history or can still come.
    virtual void on_given_up(const command_id& command) = 0;
};

// What a commit in history answers to whoever asks for its command.
command_answer answer_of(const position& at, std::shared_ptr<const commit> content);

// Decides the commands of one partition, appends what they come to, and answers once that is read back (log.md).
// A plain state machine: it is told what happened, and acts in `tick`; README.md says how it is driven.
// Not thread-safe. Answers are called from inside these functions, and may call `on_command`.
class partition_executor {
  public:
    // `terms` must outlive it, as all ports.
    partition_executor(partition_number partition, const executor_ports& ports, const charter& terms, writer_id writer,
                       const executor_settings& settings = {}, planted_fault fault = planted_fault::none);

    void adopt(const charter& terms) { decisions_.adopt(terms); }
    void listen(commit_fates* fates) { fates_ = fates; }

    // This process owns the partition now: it reads to the end and marks it before it decides anything.
    expected<void> take_over();
    // Another owns it: what waits is turned away; what is pending is still answered when it is read back.
    void step_down();

    void on_command(ready_command command, answer tell);
    void on_accepted(std::span<const accepted> group);
    void on_ignored(const ignored& record);
    void on_failed(const append_failure& failed);
    void on_stopped(const failure& why);
    // Decides what waits and appends it; looks after ages, doubts and deadlines. After each batch of calls, and at least
    // every 10 ms while anything waits.
    void tick();

    enum class mode : std::uint8_t { idle, taking_over, serving, in_doubt, stopped };
    mode now_in() const { return mode_; }
    const history_end& end() const { return history_.end(); }
    std::size_t unanswered() const { return unanswered_; }
    std::size_t pending() const { return pending_.size(); }
    std::uint32_t losses_in_a_row() const { return rivalry_.losses(); }
    // For an answer while it is told, as known_history has it: history may have gone on since the answer's commit.
    const known_events* known_of(const stream_id& stream) { return history_.known_of(stream); }

  private:
    struct told {
        answer whom;
        command_answer what;
    };
    struct sent_mark {
        digest hash{};
        digest previous{};
        std::uint64_t group = 0;
        std::int64_t sent_ms = 0;
        bool gone = false;  // read back ignored, or its append failed
    };

    // Deciding (partition_executor.cpp).
    void decide_waiting(std::int64_t now_ms);
    void handle(waiting_command one, append_group& group);
    bool answered_before(waiting_command& one);
    void answer_from_history(waiting_command& one, const command_outcome& found);
    expected<bool> same_request(const ready_command& command, const digest& before, const token128& key) const;
    void append(waiting_command one, command_decision decision, append_group& group);
    void flush(append_group& group);
    chain_tip tip() const;

    // Reading back (executor_reads.cpp).
    void take(const accepted& next);
    void answer_pending(pending_commit done, const accepted& as);
    void lose(std::vector<pending_commit> lost);
    bool is_ours(const accepted& next) const;

    // Doubt, ages, answers (executor_doubt.cpp).
    void doubt(std::int64_t now_ms);
    void mark_again(std::int64_t now_ms);
    void send_mark(std::int64_t now_ms);
    void settle(mode next);
    void expire(std::int64_t now_ms);
    void answer_in_doubt(std::int64_t now_ms);
    void hold(waiting_command one, command_answer said);
    void tell(waiting_command& one, command_answer said);
    void turn_away(std::vector<waiting_command> all, command_answer::kind what, const std::string& why);
    void give_up(const command_id& command);
    void tell_all();

    partition_number partition_;
    executor_ports ports_;
    executor_settings settings_;
    writer_id writer_;
    planted_fault fault_;
    commit_fates* fates_ = nullptr;

    mode mode_ = mode::idle;
    bool begun_ = false;
    std::int64_t since_ms_ = 0;  // boot time at which the mode began
    std::string stopped_why_;
    known_history history_;
    pending_chain pending_;
    command_queue queue_;
    decision_maker decisions_;
    contention rivalry_;
    sent_mark mark_;
    std::uint64_t marks_ = 0;          // counter of the last mark
    std::uint64_t first_mark_ = 0;     // counter from which a mark proves that we have read what was there at take-over
    std::uint64_t groups_;             // token of the last append; begins anywhere, so that no other's failure is ours
    std::int64_t retry_after_ms_ = 0;  // boot time until which a failed append is not tried again
    // After every commit that was called lost: decided again to the same octets on the same head, it would come after all,
    // and what had extended it with it.
    instant recorded_from_;
    std::size_t unanswered_ = 0;
    std::vector<told> told_;  // called last, so that an answer finds the executor at rest
};

}  // namespace parcours
