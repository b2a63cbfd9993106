// SPDX-License-Identifier: Apache-2.0
#include "infra/processes/read_side.hpp"

#include <algorithm>
#include <future>

namespace parcours {

read_side::read_side(const journal& history, const clock& time, tables& where, read_side_settings settings,
                     metrics& counted, logger& log)
    : history_(history),
      time_(time),
      where_(where),
      settings_(settings),
      counted_(counted),
      log_(log),
      runner_(history, time, settings.runner, *this) {}

read_side::~read_side() { stop(); }

expected<void> read_side::add(const std::function<std::vector<std::unique_ptr<fold>>()>& make) {
    to_rebuild_ = make();
    for (auto& one : make()) {
        auto opened = where_.open(one->name(), one->version());
        if (!opened) return tl::unexpected(std::move(opened).error());
        names_.emplace_back(one->name());
        if (const auto added = runner_.add(std::move(one), *std::move(opened)); !added)
            return failed(added.error().code, "the table " + names_.back() + ": " + added.error().context);
    }
    return {};
}

expected<void> read_side::start() { return runner_.start(); }

void read_side::stop() {
    stopping_ = true;
    const std::lock_guard wait_for_a_rebuild(rebuilding_);
    runner_.stop();
}

void read_side::confirm(std::int64_t at_end_ms_ago) {
    std::vector<position> ends;
    const auto partitions = history_.shape().partitions;
    for (partition_number partition = 0; partition < partitions; ++partition) {
        const auto end = history_.end(partition);
        if (!end) return;
        ends.push_back({partition, end->offset});
    }
    if (runner_.reached(ends, settings_.relation_folds)) confirmed_at_ms_ = time_.since_boot_ms() - at_end_ms_ago;
}

bool read_side::relations_are_fresh() const {
    return time_.since_boot_ms() - confirmed_at_ms_.load() <= settings_.relations_max_age_ms;
}

std::unique_ptr<table_snapshot> read_side::snapshot(std::string_view projection) const {
    return runner_.snapshot(projection);
}

void read_side::when_reached(std::vector<position> positions, std::int64_t wait_ms,
                             std::function<void(bool)> then) const {
    runner_.when_reached(std::move(positions), time_.since_boot_ms() + wait_ms, runner::all_folds, std::move(then));
}

void read_side::when_relations_reached(std::vector<position> positions, std::int64_t wait_ms,
                                       std::function<void(bool)> then) {
    runner_.when_reached(std::move(positions), time_.since_boot_ms() + wait_ms, settings_.relation_folds,
                         std::move(then));
}

expected<const fold*> read_side::find(const std::string& projection) const {
    const auto found = std::find_if(to_rebuild_.begin(), to_rebuild_.end(),
                                    [&](const auto& one) { return one->name() == projection; });
    if (found == to_rebuild_.end()) return failed(failure_code::invalid, "there is no projection " + projection);
    return found->get();
}

bool read_side::note_progress(const rebuild_progress& progress) {
    const std::lock_guard hold(progress_guard_);
    if (under_way_) {
        under_way_->progress.commits_read = progress.commits_read;
        under_way_->progress.passes = progress.passes;
    }
    return !stopping_.load();
}

std::optional<read_side::rebuilding> read_side::rebuild_under_way() const {
    const std::lock_guard hold(progress_guard_);
    return under_way_;
}

expected<rebuilt> read_side::rebuild_and_switch(const std::string& projection) {
    const auto found = find(projection);
    if (!found) return tl::unexpected(found.error());
    const fold& what = **found;
    const std::unique_lock alone(rebuilding_, std::try_to_lock);
    if (!alone) return failed(failure_code::invalid, "another rebuild is under way");
    rebuilding begun{projection, {}};
    for (partition_number partition = 0; partition < history_.shape().partitions; ++partition)
        if (const auto end = history_.end(partition)) begun.progress.commits_total += end->height;
    const auto note = [this](std::optional<rebuilding> one) {
        const std::lock_guard hold(progress_guard_);
        under_way_ = std::move(one);
    };
    note(std::move(begun));
    auto done =
        rebuild(what, history_, where_, {}, [this](const rebuild_progress& told) { return note_progress(told); });
    if (done) {
        std::promise<expected<void>> switched;
        runner_.switch_table(
            projection, [this, &what] { return where_.replace(what.name(), what.version()); },
            [&switched](expected<void> outcome) { switched.set_value(std::move(outcome)); });
        if (auto outcome = switched.get_future().get(); !outcome) done = tl::unexpected(std::move(outcome).error());
    }
    note(std::nullopt);
    return done;
}

expected<std::vector<parked>> read_side::parked_of(const std::string& projection) const {
    const auto found = find(projection);
    if (!found) return tl::unexpected(found.error());
    const auto now = runner_.snapshot(projection);
    return read_parked(*now, (*found)->streams());
}

expected<void> read_side::take_up(const std::string& projection, const id128& stream, bool leave_out) {
    const auto found = find(projection);
    if (!found) return tl::unexpected(found.error());
    const auto place = std::find(names_.begin(), names_.end(), projection) - names_.begin();
    if (leave_out && static_cast<std::size_t>(place) < settings_.relation_folds)
        return failed(failure_code::invalid, projection + " decides who may see what: retry it, or rebuild it");
    std::promise<expected<void>> told;
    runner_.take_up(projection, {(*found)->streams(), stream}, leave_out,
                    [&told](expected<void> done) { told.set_value(std::move(done)); });
    return told.get_future().get();
}

void read_side::on_applied(std::string_view projection, std::size_t commits, std::int64_t microseconds) {
    counted_.on_applied(projection, static_cast<double>(microseconds) / 1e6, commits);
}

void read_side::on_parked(std::string_view projection, const parked& what) {
    counted_.on_parked(projection);
    log_.write(log_level::error, "key_parked",
               {log_field::name(projection), log_field::stream(what.stream), log_field::at(what.at),
                log_field::failed({failure_code::corrupt, what.reason})});
}

void read_side::on_failed(std::string_view projection, const failure& why) {
    log_.write(log_level::error, "projection_failed", {log_field::name(projection), log_field::failed(why)});
    const std::lock_guard hold(progress_guard_);
    if (why.code == failure_code::io && !disk_failure_) disk_failure_ = why;
}

std::optional<failure> read_side::disk_failure() const {
    const std::lock_guard hold(progress_guard_);
    return disk_failure_;
}

}  // namespace parcours
