// SPDX-License-Identifier: Apache-2.0
#include "infra/operator/metrics.hpp"

#include <map>

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace parcours {
namespace {

const prometheus::Histogram::BucketBoundaries seconds_boundaries{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                                 0.1,    0.25,  0.5,    1,     2.5,  10};

struct gauge_declaration {
    std::string_view name;
    std::string_view label;
    std::string_view help;
};
constexpr gauge_declaration gauges[] = {
    {"parcours_projection_offsets_behind", "projection", "Log offsets known to the journal and not yet applied"},
    {"parcours_projection_oldest_unapplied_seconds", "projection", "Age of the oldest commit not yet applied"},
    {"parcours_projection_heartbeat_seconds", "projection", "Time since the projection's last turn"},
    {"parcours_projection_parked_keys", "projection", "Streams set aside because an event could not be applied"},
    {"parcours_projection_failed", "projection", "1 where a table could not be read or written"},
    {"parcours_executor_queue_commands", "partition", "Commands that wait to be decided"},
    {"parcours_executor_pending_commits", "partition", "Commits appended and not yet read back"},
    {"parcours_executor_in_doubt", "partition", "1 while it is open what became of an append"},
    {"parcours_log_stopped", "partition", "1 where the log is read no further; its log line says why"},
    {"parcours_log_syncs", "", "Synced writes of the embedded log since the start"},
    {"parcours_log_foreign_records", "", "Records that are not ours, passed over since the start"},
    {"parcours_http_connections", "", "Open connections"},
    {"parcours_http_connections_refused", "", "Connections over a cap since the start, each answered 503"},
    {"parcours_memory_bytes", "use", "Memory by use"},
    {"parcours_ready", "check", "1 where the check of /readyz passes"},
};

}  // namespace

struct metrics::families {
    prometheus::Registry registry;
    prometheus::Family<prometheus::Histogram>& commands;
    prometheus::Family<prometheus::Histogram>& requests;
    prometheus::Family<prometheus::Counter>& refusals;
    prometheus::Histogram& read_back;
    prometheus::Counter& ignored_records;
    prometheus::Family<prometheus::Counter>& append_failures;
    prometheus::Family<prometheus::Histogram>& applied;
    prometheus::Family<prometheus::Counter>& applied_commits;
    prometheus::Family<prometheus::Counter>& parked;
    prometheus::Family<prometheus::Counter>& opened;
    prometheus::Counter& resets_asked;
    std::map<std::string_view, prometheus::Family<prometheus::Gauge>*> gauge_families;
    std::map<std::string_view, std::string_view> gauge_labels;

    // Looking a metric up by its labels takes a lock and several allocations, so each is found once.
    std::mutex guard;
    std::map<std::string, prometheus::Histogram*, std::less<>> known_histograms;
    std::map<std::string, prometheus::Counter*, std::less<>> known_counters;

    families()
        : commands(prometheus::BuildHistogram()
                       .Name("parcours_command_seconds")
                       .Help("Commands, from receipt to answer")
                       .Register(registry)),
          requests(prometheus::BuildHistogram()
                       .Name("parcours_request_seconds")
                       .Help("Requests, from receipt to answer")
                       .Register(registry)),
          refusals(prometheus::BuildCounter()
                       .Name("parcours_http_refusals_total")
                       .Help("Answers that the HTTP server gave of its own, before or instead of a route's")
                       .Register(registry)),
          read_back(prometheus::BuildHistogram()
                        .Name("parcours_read_back_seconds")
                        .Help("From append to read-back")
                        .Register(registry)
                        .Add({}, seconds_boundaries)),
          ignored_records(prometheus::BuildCounter()
                              .Name("parcours_log_ignored_records_total")
                              .Help("Records that do not extend the head")
                              .Register(registry)
                              .Add({})),
          append_failures(prometheus::BuildCounter()
                              .Name("parcours_append_failures_total")
                              .Help("Appends that failed, certainly or in doubt")
                              .Register(registry)),
          applied(prometheus::BuildHistogram()
                      .Name("parcours_projection_apply_seconds")
                      .Help("One group of commits applied")
                      .Register(registry)),
          applied_commits(prometheus::BuildCounter()
                              .Name("parcours_projection_commits_total")
                              .Help("Commits shown to a projection")
                              .Register(registry)),
          parked(prometheus::BuildCounter()
                     .Name("parcours_projection_parked_total")
                     .Help("Streams set aside")
                     .Register(registry)),
          opened(prometheus::BuildCounter()
                     .Name("parcours_vault_openings_total")
                     .Help("Cells opened, by opener and outcome")
                     .Register(registry)),
          resets_asked(prometheus::BuildCounter()
                           .Name("parcours_password_resets_asked_total")
                           .Help("Requests for a new password, whoever's address they named")
                           .Register(registry)
                           .Add({})) {
        for (const auto& each : gauges) {
            gauge_families[each.name] =
                &prometheus::BuildGauge().Name(std::string(each.name)).Help(std::string(each.help)).Register(registry);
            gauge_labels[each.name] = each.label;
        }
    }

    prometheus::Histogram& histogram(prometheus::Family<prometheus::Histogram>& in, const std::string& key,
                                     const prometheus::Labels& labels) {
        const std::lock_guard hold(guard);
        auto& found = known_histograms[key];
        if (found == nullptr) found = &in.Add(labels, seconds_boundaries);
        return *found;
    }
    prometheus::Counter& counter(prometheus::Family<prometheus::Counter>& in, const std::string& key,
                                 const prometheus::Labels& labels) {
        const std::lock_guard hold(guard);
        auto& found = known_counters[key];
        if (found == nullptr) found = &in.Add(labels);
        return *found;
    }
};

metrics::metrics() : families_(std::make_unique<families>()) {}
metrics::~metrics() = default;

void metrics::on_command(std::string_view name, std::string_view outcome, double seconds) {
    const std::string n(name);
    const std::string o(outcome);
    families_->histogram(families_->commands, "c " + n + ' ' + o, {{"name", n}, {"outcome", o}}).Observe(seconds);
}

void metrics::on_request(std::string_view operation, int status, double seconds) {
    const std::string n(operation);
    const std::string s = std::to_string(status);
    families_->histogram(families_->requests, "r " + n + ' ' + s, {{"operation", n}, {"status", s}}).Observe(seconds);
}

void metrics::on_refusal(std::string_view code, int status) {
    const std::string c(code);
    const std::string s = std::to_string(status);
    families_->counter(families_->refusals, "h " + c + ' ' + s, {{"code", c}, {"status", s}}).Increment();
}

void metrics::on_read_back(double seconds) { families_->read_back.Observe(seconds); }

void metrics::on_ignored_record() { families_->ignored_records.Increment(); }

void metrics::on_append_failure(bool sent) {
    const std::string doubt = sent ? "in_doubt" : "not_sent";
    families_->counter(families_->append_failures, "a " + doubt, {{"outcome", doubt}}).Increment();
}

void metrics::on_applied(std::string_view projection, double seconds, std::size_t commits) {
    const std::string name(projection);
    families_->histogram(families_->applied, "p " + name, {{"projection", name}}).Observe(seconds);
    families_->counter(families_->applied_commits, "p " + name, {{"projection", name}})
        .Increment(static_cast<double>(commits));
}

void metrics::on_parked(std::string_view projection) {
    const std::string name(projection);
    families_->counter(families_->parked, "k " + name, {{"projection", name}}).Increment();
}

void metrics::on_opened(std::string_view opener, std::string_view outcome, std::size_t cells) {
    if (cells == 0) return;
    const std::string by(opener);
    const std::string how(outcome);
    families_->counter(families_->opened, "o " + by + ' ' + how, {{"opener", by}, {"outcome", how}})
        .Increment(static_cast<double>(cells));
}

void metrics::on_reset_asked() { families_->resets_asked.Increment(); }

void metrics::read_from(std::function<std::vector<gauge_reading>()> readings) {
    const std::lock_guard hold(guard_);
    sources_.push_back(std::move(readings));
}

std::string metrics::text() const {
    std::vector<std::function<std::vector<gauge_reading>()>> sources;
    {
        const std::lock_guard hold(guard_);
        sources = sources_;
    }
    for (const auto& source : sources)
        for (const auto& reading : source()) {
            const auto family = families_->gauge_families.find(reading.name);
            if (family == families_->gauge_families.end()) continue;
            prometheus::Labels labels;
            if (!reading.label.empty()) labels[std::string(families_->gauge_labels.at(reading.name))] = reading.label;
            family->second->Add(labels).Set(reading.value);
        }
    return prometheus::TextSerializer().Serialize(families_->registry.Collect());
}

}  // namespace parcours
