// SPDX-License-Identifier: Apache-2.0
#include "tests/simulation/simulated_process.hpp"

#include <fmt/format.h>

namespace parcours {

simulated_process::simulated_process(std::size_t number, const simulated_surroundings& around, std::uint64_t seed)
    : number_(number), around_(around), log_(around.broker), clock_(around.time), random_(seed) {
    log_.attach(this, this);
    start();
}

void simulated_process::start() {
    writer_id writer{};
    writer[0] = static_cast<unsigned char>(number_ + 1);
    if (around_.fault != planted_fault::writer_id_used_again) writer[1] = static_cast<unsigned char>(++starts_);
    executor_ = std::make_unique<partition_executor>(
        0, executor_ports{log_.history(), *this, around_.vault, clock_, random_, folds_}, around_.terms, writer,
        around_.settings, around_.fault);
    executor_->listen(this);
    taking_over_ = false;
    appended_.clear();
}

void simulated_process::note(const std::string& line) const {
    if (around_.note) around_.note(fmt::format("process {}: {}", number_, line));
}

void simulated_process::on_accepted(std::span<const accepted> group) {
    if (around_.note)
        for (const auto& each : group)
            note(fmt::format("accepted {} {} by {}.{} {}", each.at.offset, to_hex(view(each.after.hash)).substr(0, 8),
                             each.content ? each.content->writer[0] : each.marked.writer[0],
                             each.content ? each.content->writer[1] : each.marked.writer[1],
                             each.content ? to_hex(view(each.content->command)).substr(0, 8) : "mark"));
    executor_->on_accepted(group);
    watch_take_over();
}

void simulated_process::on_ignored(const ignored& record) {
    if (around_.note)
        note(fmt::format("ignored {} {} by {}", record.at.offset, to_hex(view(record.hash)).substr(0, 8),
                         record.writer[0]));
    executor_->on_ignored(record);
    watch_take_over();
}

void simulated_process::on_stopped(partition_number, const failure& why) {
    violations.push_back(fmt::format("process {} stopped reading: {}", number_, why.context));
    note(violations.back());
    executor_->on_stopped(why);
}

void simulated_process::on_append_failed(const append_failure& failed) {
    note(fmt::format("append {} failed, {}", failed.token, failed.sent ? "in doubt" : "not sent"));
    executor_->on_failed(failed);
}

void simulated_process::append(append_group group) {
    for (const auto& each : group.frames) {
        const auto sent = std::get<frame>(read_frame(each));
        if (sent.kind == frame_kind::commit) appended_.emplace(decode_commit(sent.body)->command, sent.hash);
    }
    log_.append(std::move(group));
}

// Nothing that was appended for it here is in history or can still come.
void simulated_process::on_given_up(const command_id& command) {
    const auto [first, last] = appended_.equal_range(command);
    for (auto each = first; each != last; ++each) around_.lost.insert(each->second);
}

void simulated_process::on_lost(const command_id& command, const digest& commit) {
    if (around_.note)
        note(fmt::format("lost {} of {}", to_hex(view(commit)).substr(0, 8), to_hex(view(command)).substr(0, 8)));
    around_.lost.insert(commit);
    ++losses;
}

void simulated_process::crash(std::size_t frames_kept) {
    note(fmt::format("crashes, keeps {} frames", frames_kept));
    log_.restart(0, frames_kept);
    start();
}

void simulated_process::take_over(std::int64_t acknowledged) {
    note("takes over");
    acknowledged_before_ = acknowledged;
    taking_over_ = true;
    if (const auto begun = executor_->take_over(); !begun)
        violations.push_back("a partition could not be taken over: " + begun.error().context);
    watch_take_over();
}

// Whoever takes a partition and serves has read what anybody was told before.
void simulated_process::watch_take_over() {
    if (!taking_over_ || executor_->now_in() != partition_executor::mode::serving) return;
    taking_over_ = false;
    note("serves");
    if (executor_->end().offset < acknowledged_before_)
        violations.push_back(fmt::format("process {} serves from {} though {} was acknowledged before it took over",
                                         number_, executor_->end().offset, acknowledged_before_));
}

void simulated_process::step_down() {
    note("steps down");
    taking_over_ = false;
    executor_->step_down();
}

void simulated_process::ask(const std::shared_ptr<const asked_command>& asked, std::int64_t deadline_ms,
                            const std::function<void(const given_answer&)>& then) {
    ready_command command;
    command.id = asked->id;
    command.name = "tally";
    command.asked = request_text(*asked);
    command.request = *around_.vault.dedupe_digest(command.asked);
    command.client_key = asked->client_key;
    command.remote.audiences = audiences_of_clients();
    command.steps = steps_of(*asked);
    command.if_version = asked->if_version;
    command.read_after = asked->read_after;
    command.deadline_ms = deadline_ms;
    executor_->on_command(std::move(command), [asked, then, number = number_](const command_answer& said) {
        then({asked, number, said});
    });
}

void simulated_process::tick() {
    executor_->tick();
    watch_take_over();
}

}  // namespace parcours
