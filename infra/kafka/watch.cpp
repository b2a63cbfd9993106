// SPDX-License-Identifier: Apache-2.0
#include "infra/kafka/watch.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "events/commit/frame.hpp"
#include "infra/kafka/generation.hpp"

namespace parcours::kafka {
namespace {

using steady = std::chrono::steady_clock;

// How soon a record that a broker does not show yet is asked for again.
constexpr std::chrono::milliseconds reread_pause{100};

// How long the tailer has to reach the ends that the brokers told, and how often it is looked at meanwhile.
constexpr std::chrono::milliseconds level_wait{500};
constexpr std::chrono::milliseconds level_pause{5};

bool is_proof(const failure& why) { return why.code == failure_code::corrupt || why.code == failure_code::invalid; }

}  // namespace

expected<std::unique_ptr<watch>> watch::open(const settings& given, const log_shape& shape, tailer& reads,
                                             topic_check check) {
    auto about = topic::open(given);
    if (!about) return tl::unexpected(std::move(about).error());
    auto records = cursor::open(given);
    if (!records) return tl::unexpected(std::move(records).error());
    return std::unique_ptr<watch>(
        new watch(given, shape, reads, std::move(check), *std::move(about), *std::move(records)));
}

watch::watch(const settings& given, const log_shape& shape, tailer& reads, topic_check check, topic about,
             std::unique_ptr<cursor> records)
    : given_(given),
      shape_(shape),
      reads_(reads),
      check_(std::move(check)),
      about_(std::move(about)),
      records_(std::move(records)),
      leaders_(shape.partitions, -1) {}

watch::~watch() { stop(); }

void watch::start() {
    thread_ = std::thread([this] { work(); });
}

void watch::stop() {
    {
        const std::lock_guard held(guard_);
        stopping_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void watch::recheck(partition_number partition, std::function<void(expected<void>)> answer) {
    // Who asks again has given up the first question; while no broker answers they would pile up.
    auto given_up = std::move(answer);
    failure why{failure_code::stopped, "the log is being closed"};
    {
        const std::lock_guard held(guard_);
        if (!stopping_) {
            const auto same = std::find_if(questions_.begin(), questions_.end(),
                                           [&](const question& each) { return each.partition == partition; });
            if (same == questions_.end()) {
                questions_.push_back({partition, std::move(given_up)});
                wake_.notify_all();
                return;
            }
            std::swap(same->answer, given_up);
            why = {failure_code::unavailable, "it was asked again"};
        }
    }
    given_up(tl::unexpected(std::move(why)));
}

void watch::work() {
    auto leaders_at = steady::now();
    auto check_at = steady::now() + std::chrono::milliseconds(given_.check_interval_ms);
    std::uint64_t disturbances = 0;
    std::unique_lock held(guard_);
    while (!stopping_) {
        wake_.wait_until(held, std::min(leaders_at, check_at), [&] { return stopping_ || !questions_.empty(); });
        held.unlock();
        answer_all();
        if (steady::now() >= leaders_at || disturbances != reads_.disturbances()) {
            disturbances = reads_.disturbances();
            look_for_new_leaders();
            compare_with_ends();
            leaders_at = steady::now() + std::chrono::milliseconds(given_.leader_interval_ms);
        }
        if (steady::now() >= check_at) {
            (void)check_all();  // what is wrong has stopped the tailer, and what was not answered is asked again
            check_at = steady::now() + std::chrono::milliseconds(given_.check_interval_ms);
        }
        held.lock();
    }
    auto left = std::move(questions_);
    held.unlock();
    for (auto& each : left) each.answer(failed(failure_code::stopped, "the log is being closed"));
}

// Those that wait by now: what is asked meanwhile comes after the other duties, for a dead leader is asked about each
// second.
void watch::answer_all() {
    for (partition_number turn = 0; turn < shape_.partitions; ++turn) {
        question next;
        {
            const std::lock_guard held(guard_);
            if (questions_.empty()) return;
            next = std::move(questions_.front());
            questions_.pop_front();
        }
        auto found = reread(next.partition);
        judge(next.partition, found);
        next.answer(std::move(found));
    }
}

void watch::judge(partition_number partition, const expected<void>& found) {
    if (!found && is_proof(found.error())) reads_.distrust(partition, found.error());
}

void watch::look_for_new_leaders() {
    const auto facts = about_.describe();
    if (!facts) return;
    for (const auto& each : facts->partitions) {
        if (each.number >= leaders_.size() || each.leader < 0 || each.leader == leaders_[each.number]) continue;
        // The first leader is no change; the records were read again before the start.
        const bool known = leaders_[each.number] >= 0;
        leaders_[each.number] = each.leader;
        if (known) judge(each.number, reread(each.number));
    }
}

// What a relation says is as old as this: who cannot ask the brokers does not know whom was turned away meanwhile.
void watch::compare_with_ends() {
    const auto asked_at = steady::now();
    const auto ends = about_.end_offsets(shape_.partitions);
    if (!ends) return;
    // What was appended until then is read in a moment; under load something is always on its way.
    const auto until = asked_at + level_wait;
    for (partition_number each = 0; each < shape_.partitions; ++each) {
        while (reads_.read_until(each) < ends->at(each) && !reads_.stopped(each) && steady::now() < until)
            std::this_thread::sleep_for(level_pause);
        if (reads_.stopped(each) || reads_.read_until(each) < ends->at(each)) return;
    }
    level_ = asked_at;
}

expected<void> watch::check_topic() {
    if (auto found = check_(about_); !found) return found;
    const auto now = find_generation(*records_);
    if (!now) return tl::unexpected(now.error());
    if (*now && (*now)->generation == shape_.generation && (*now)->partitions == shape_.partitions) return {};
    return failed(failure_code::invalid,
                  topic_name(given_) + " is another generation than the one that was read: it was made anew");
}

expected<void> watch::check_all() {
    auto found = check_topic();
    if (!found) {
        if (is_proof(found.error()))
            for (partition_number each = 0; each < shape_.partitions; ++each) reads_.distrust(each, found.error());
        return found;
    }
    for (partition_number each = 0; each < shape_.partitions; ++each) {
        auto reread_here = reread(each);
        judge(each, reread_here);
        if (!reread_here && found) found = std::move(reread_here);
    }
    if (found) found_well_ = steady::now();
    return found;
}

// Whether the record lies there; `false`: the broker shows an end before it.
expected<bool> watch::reread_once(partition_number partition, const read_record& record) {
    bool shown = false;
    bool same = false;
    const auto read = records_->read(partition, record.offset, 1, [&](const log_record& there) {
        shown = true;
        const auto found = read_frame(there.value);
        const auto* one = std::get_if<frame>(&found);
        same = there.offset == record.offset && one != nullptr && one->hash == record.hash;
    });
    if (!read && read.error().code != failure_code::corrupt) return tl::unexpected(read.error());
    if (!read || !shown) return false;
    if (same) return true;
    return failed(failure_code::corrupt,
                  fmt::format("partition {} holds another record at offset {} than the one that was accepted there: "
                              "the brokers have lost it, or somebody changed the log",
                              partition, record.offset));
}

expected<void> watch::reread(partition_number partition) {
    if (reads_.stopped(partition)) return failed(failure_code::stopped, "the partition is read no further");
    ++rereads_;
    const auto until = steady::now() + std::chrono::milliseconds(given_.request_timeout_ms);
    for (const auto& record : reads_.last_accepted(partition)) {
        // A new leader may show an end before records that it has, for a moment (KIP-207).
        auto there = reread_once(partition, record);
        while (there && !*there && steady::now() < until) {
            std::unique_lock held(guard_);
            if (wake_.wait_for(held, reread_pause, [this] { return stopping_; }))
                return failed(failure_code::stopped, "the log is being closed");
            held.unlock();
            there = reread_once(partition, record);
        }
        if (!there) return tl::unexpected(std::move(there).error());
        if (!*there)
            return failed(failure_code::corrupt,
                          fmt::format("partition {} ends before offset {}, where a record was accepted: the brokers "
                                      "have lost its end",
                                      partition, record.offset));
    }
    return {};
}

}  // namespace parcours::kafka
