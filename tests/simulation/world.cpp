// SPDX-License-Identifier: Apache-2.0
#include "tests/simulation/world.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace parcours {
namespace {

using kind = command_answer::kind;

constexpr std::size_t steps_calm_max = 60'000;
constexpr log_shape one_partition{token128{9}, 1};

executor_settings small_settings(random_source& random) {
    executor_settings settings;
    settings.pending_commits_max = 1 + random.below(8);
    settings.group_frames_max = 1 + random.below(4);
    settings.states_bytes_max = random.chance(500) ? 600 : 1U << 20;  // some runs load nearly every state anew
    settings.routes_bytes_max = random.chance(500) ? 100 : 1U << 20;
    settings.command_age_max_ms = 2'000;
    settings.read_after_wait_max_ms = 60;
    settings.doubt_after_ms = 60;
    settings.in_doubt_answer_after_ms = 150;
    settings.mark_again_after_ms = 40;
    settings.mark_pause_ms = 3;
    settings.retry_pause_ms = 3;
    settings.round_trip_max_ms = 20;
    return settings;
}

log_faults some_faults(random_source& random) {
    const auto rate = [&](std::uint32_t most) {
        return random.chance(500) ? static_cast<std::uint32_t>(random.below(most)) : 0U;
    };
    return {.lose = rate(60),
            .delay = rate(150),
            .duplicate = rate(150),
            .fail_unsent = rate(80),
            .fail_sent = rate(100),
            .gap = rate(100)};
}

struct history_collector final : log_listener {
    std::vector<accepted> all;
    std::string stopped;
    void on_accepted(std::span<const accepted> group) override { all.insert(all.end(), group.begin(), group.end()); }
    void on_ignored(const ignored&) override {}
    void on_stopped(partition_number, const failure& why) override { stopped = why.context; }
};

}  // namespace

world::world(std::uint64_t seed, planted_fault fault, bool trace)
    : random_(seed),
      fault_(fault),
      trace_(trace),
      vault_(seed),
      settings_(small_settings(random_)),
      broker_(one_partition, random_.next()) {
    result_.seed = seed;
    terms_.visible.grant(group::offers, audience::public_, right::read);
    const simulated_surroundings around{
        broker_,
        vault_,
        time_,
        terms_,
        settings_,
        fault_,
        trace ? std::function<void(const std::string&)>([this](const std::string& line) { note(line); }) : nullptr,
        record_.lost};
    const std::size_t processes = 2 + random_.below(2);
    for (std::size_t each = 0; each < processes; ++each)
        processes_.push_back(std::make_unique<simulated_process>(each, around, random_.next()));
    const std::size_t clients = 2 + random_.below(4);
    for (std::size_t each = 0; each < clients; ++each)
        clients_.emplace_back(each, 4 + random_.below(8), random_.next());
    broker_.set_faults(some_faults(random_));
}

void world::note(const std::string& line) {
    if (trace_) result_.trace.push_back(fmt::format("{:>6} ms  {}", time_.boot_ms - 1'000'000, line));
}

simulation_result world::run() {
    processes_[owner_]->take_over(acknowledged_);
    const std::size_t faulty_steps = 1'000 + random_.below(3'000);
    for (std::size_t i = 0; i < faulty_steps && !clients_done() && !broken(); ++i) step(false);
    calm_down();
    std::size_t left = steps_calm_max;
    while (!clients_done() && !broken() && left-- > 0) step(true);
    return finish(clients_done());
}

bool world::broken() const {
    return std::any_of(processes_.begin(), processes_.end(),
                       [](const auto& each) { return !each->violations.empty(); });
}

bool world::clients_done() const {
    return std::all_of(clients_.begin(), clients_.end(), [](const auto& each) { return each.done(); });
}

void world::step(bool calm) {
    if (!calm) disturb();
    deliver_request();
    auto& process = *processes_[random_.below(processes_.size())];
    const auto chosen = random_.below(100);
    if (chosen >= 85) return pass_time(1 + static_cast<std::int64_t>(random_.below(4)));
    if (process.paused) return;
    if (chosen < 25)
        process.log().send(0);
    else if (chosen < 55)
        process.log().tail(0, 1 + random_.below(4));
    else
        process.tick();
}

// What goes wrong beside the broker's own faults.
void world::disturb() {
    const auto chosen = random_.below(1000);
    auto& process = *processes_[random_.below(processes_.size())];
    if (chosen < 4) move_ownership();
    if (chosen == 4) {
        const auto height = process.log().history().end(0)->height;
        const bool owned = process.owns();
        process.crash(height - std::min(height, random_.below(6)));
        if (owned && random_.chance(800)) process.take_over(acknowledged_);
    }
    if (chosen >= 5 && chosen < 9) process.paused = !process.paused;
    if (chosen == 9) process.time().skew_ms = static_cast<std::int64_t>(random_.below(4'000)) - 2'000;
    if (chosen == 10) pass_time(50 + static_cast<std::int64_t>(random_.below(400)));
    if (chosen >= 11 && chosen < 41 && broker_.deliver_late()) note("a late record arrives");
    if (chosen == 41) vault_.renew_dedupe_key();
}

void world::calm_down() {
    note("faults cease");
    broker_.set_faults({});
    bool owned = false;
    for (auto& each : processes_) {
        each->paused = false;
        owned = owned || each->owns();
    }
    if (!owned) processes_[owner_]->take_over(acknowledged_);
}

void world::move_ownership() {
    const std::size_t before = owner_;
    owner_ = random_.below(processes_.size());
    if (!processes_[owner_]->owns()) processes_[owner_]->take_over(acknowledged_);
    // Sometimes the one before goes on as if nothing had happened.
    if (before != owner_ && random_.chance(600)) processes_[before]->step_down();
}

void world::pass_time(std::int64_t by_ms) {
    time_.boot_ms += by_ms;
    for (auto& client : clients_) {
        auto asked = client.due(time_.boot_ms);
        if (!asked) continue;
        record_.asked.emplace(asked->id, asked);
        const std::size_t to = random_.chance(750) ? owner_ : random_.below(processes_.size());
        requests_.push_back({to, std::move(asked), client.deadline_ms()});
    }
}

void world::deliver_request() {
    if (requests_.empty() || !random_.chance(300)) return;
    const std::size_t chosen = random_.below(requests_.size());
    auto& process = *processes_[requests_[chosen].process];
    if (process.paused) return;
    const request taken = std::move(requests_[chosen]);
    requests_.erase(requests_.begin() + static_cast<std::ptrdiff_t>(chosen));
    note(fmt::format("process {} is asked for {}: {}", taken.process, to_hex(view(taken.asked->id)).substr(0, 8),
                     request_text(*taken.asked)));
    process.ask(taken.asked, taken.deadline_ms, [this](const given_answer& given) {
        note(fmt::format("process {} answers {}: {} '{}' at {} {}", given.process,
                         to_hex(view(given.asked->id)).substr(0, 8), static_cast<int>(given.said.what), given.said.code,
                         given.said.at.offset, given.said.context));
        record_.answers.push_back(given);
        if (given.said.what <= kind::version_moved) acknowledged_ = std::max(acknowledged_, given.said.at.offset);
        for (auto& client : clients_) client.on_answer(given, time_.boot_ms);
    });
}

void world::check_readers() {
    history_collector fresh;
    log_in_memory reader(broker_);
    reader.attach(&fresh, nullptr);
    reader.settle();
    if (!fresh.stopped.empty()) result_.violations.push_back("a fresh reader stopped: " + fresh.stopped);
    record_.history = std::move(fresh.all);
    const auto whole = reader.history().chain(0);
    for (std::size_t each = 0; each < processes_.size(); ++each) {
        const auto chain = processes_[each]->log().history().chain(0);
        if (chain.size() > whole.size() || !std::equal(chain.begin(), chain.end(), whole.begin()))
            result_.violations.push_back(fmt::format("process {} has another history than a fresh reader", each));
    }
}

simulation_result world::finish(bool answered) {
    // Whatever may still come, comes now: what was called lost must stay so.
    for (bool more = true; more && !broken();) {
        more = broker_.deliver_late();
        for (auto& each : processes_) {
            more = each->log().send(0) || more;
            more = each->log().tail(0, 100) > 0 || more;
        }
    }
    for (auto& each : processes_)
        result_.violations.insert(result_.violations.end(), each->violations.begin(), each->violations.end());
    if (!answered && result_.violations.empty())
        result_.violations.push_back("some client had no final answer long after the faults ceased");
    check_readers();
    const auto found = history_checks(record_, vault_, terms_).run();
    result_.violations.insert(result_.violations.end(), found.begin(), found.end());
    result_.answers = record_.answers.size();
    result_.frames = record_.history.size();
    for (const auto& each : processes_) result_.lost += each->losses;
    return std::move(result_);
}

}  // namespace parcours
