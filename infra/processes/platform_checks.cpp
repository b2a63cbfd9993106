// SPDX-License-Identifier: Apache-2.0
#include "infra/processes/platform_process.hpp"
#include "infra/rocksdb/storage_memory.hpp"

// How a process says that it is well: /readyz, `parcours ctl status`, /metrics.
namespace parcours {
namespace {

constexpr double lag_max_s = 10;

double age_s(const projection_lag& lag, instant now) {
    return lag.oldest_unapplied.ms == 0 ? 0 : static_cast<double>(now.ms - lag.oldest_unapplied.ms) / 1e3;
}

}  // namespace

std::optional<failure> platform_process::disk_failure() const {
    const std::lock_guard hold(guard_);
    return disk_failure_;
}

// A store that failed to write is never tried again by this process: what it holds is known only after it is opened anew.
void platform_process::watch_disks() {
    auto why = disk_failure();
    if (!why)
        if (auto kept = stores_->secrets->store().sound(); !kept) why = kept.error();
    if (!why) why = models_->disk_failure();
    if (!why || disk_told_) return;
    disk_told_ = true;
    {
        const std::lock_guard hold(guard_);
        disk_failure_ = why;
    }
    log_.write(log_level::error, "disk_failed", {log_field::failed(*why)});
    if (disk_failed_) disk_failed_();
}

std::vector<readiness> platform_process::checks() const {
    std::vector<readiness> all{stores_->log->check()};
    readiness executors{"executors", true, "serving"};
    for (const auto& each : commands_->executors().standings())
        if (each.mode != partition_executor::mode::serving)
            executors = {"executors", false, "a partition is not served"};
    all.push_back(executors);
    readiness folds{"projections", true, "level"};
    for (const auto& each : models_->lags()) {
        if (each.failed)
            folds = {"projections", false, each.name + " cannot be read or written"};
        else if (age_s(each, time_.now()) > lag_max_s)
            folds = {"projections", false, each.name + " is behind"};
    }
    all.push_back(folds);
    const bool fresh = models_->relations_are_fresh();
    all.push_back({"relations", fresh, fresh ? "confirmed" : "not confirmed at the log's end"});
    const auto digested = stores_->secrets->dedupe_digest("probe");
    all.push_back({"vault", digested.has_value(), digested ? "serves keys" : digested.error().context});
    const auto disk = disk_failure();
    all.push_back({"disk", !disk, disk ? disk->context : "takes what is written"});
    const auto entries = stores_->accesses->sound();
    all.push_back({"access_log", entries.has_value(), entries ? "takes entries" : entries.error().context});
    const bool same = terms_.is_this_files();
    all.push_back({"charter", same, same ? "the file is the adopted one" : "the file is not the adopted charter"});
    return all;
}

std::vector<gauge_reading> platform_process::gauges() const {
    std::vector<gauge_reading> all;
    for (const auto& each : models_->lags()) {
        all.push_back({"parcours_projection_offsets_behind", each.name, static_cast<double>(each.offsets_behind)});
        all.push_back({"parcours_projection_oldest_unapplied_seconds", each.name, age_s(each, time_.now())});
        all.push_back({"parcours_projection_heartbeat_seconds", each.name,
                       static_cast<double>(time_.since_boot_ms() - each.heartbeat_ms) / 1e3});
        all.push_back({"parcours_projection_parked_keys", each.name, static_cast<double>(each.parked)});
        all.push_back({"parcours_projection_failed", each.name, each.failed ? 1.0 : 0.0});
    }
    const auto by_partition = commands_->executors().standings();
    for (std::size_t each = 0; each < by_partition.size(); ++each) {
        const auto label = std::to_string(each);
        const auto in = by_partition[each].mode;
        all.push_back({"parcours_executor_queue_commands", label, static_cast<double>(by_partition[each].unanswered)});
        all.push_back({"parcours_executor_pending_commits", label, static_cast<double>(by_partition[each].pending)});
        all.push_back({"parcours_executor_in_doubt", label, in == partition_executor::mode::in_doubt ? 1.0 : 0.0});
        all.push_back({"parcours_log_stopped", label, in == partition_executor::mode::stopped ? 1.0 : 0.0});
    }
    if (const auto syncs = stores_->log->syncs())
        all.push_back({"parcours_log_syncs", "", static_cast<double>(*syncs)});
    all.push_back({"parcours_log_foreign_records", "", static_cast<double>(stores_->log->foreign_records())});
    all.push_back({"parcours_http_connections", "", static_cast<double>(public_->connections())});
    all.push_back({"parcours_http_connections_refused", "", static_cast<double>(public_->connections_refused())});
    all.push_back({"parcours_memory_bytes", "storage", static_cast<double>(stores_->memory->used_octets())});
    for (const auto& each : checks()) all.push_back({"parcours_ready", each.name, each.ready ? 1.0 : 0.0});
    return all;
}

}  // namespace parcours
