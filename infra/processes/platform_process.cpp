// SPDX-License-Identifier: Apache-2.0
#include "infra/processes/platform_process.hpp"

#include <chrono>
#include <future>

#include <boost/json.hpp>

#include "commands/all_commands.hpp"
#include "infra/calendar/zones.hpp"
#include "infra/processes/charter_words.hpp"
#include "infra/processes/held_roles.hpp"
#include "infra/processes/vault_reach.hpp"
#include "infra/settings/toml_file.hpp"
#include "infra/texts/text_files.hpp"
#include "projections/all_projections.hpp"
#include "projections/make_folds.hpp"

namespace parcours {
namespace {

constexpr auto upkeep_interval = std::chrono::milliseconds(100);
constexpr auto relations_wait = std::chrono::seconds(30);
constexpr auto adoption_pause = std::chrono::milliseconds(50);
constexpr std::int64_t housekeeping_ms = 60'000;
constexpr std::int64_t adoption_wait_ms = 60'000;
constexpr std::size_t charter_octets_max = 120'000;

read_side_settings read_side_settings_of(const process_settings& given) {
    read_side_settings made;
    made.runner.queue_commits_max = static_cast<std::size_t>(given.runner_queue_max);
    made.runner.group_commits_max = static_cast<std::size_t>(given.runner_group_max);
    made.relations_max_age_ms = given.relations_max_age_ms;
    made.relation_folds = relation_folds;
    return made;
}

}  // namespace

platform_process::platform_process(const process_settings& settings, const clock& time, entropy& random, logger& log)
    : settings_(settings),
      time_(time),
      random_(random),
      log_(log),
      hub_(counted_, log),
      registry_(all_families()),
      terms_(charter_words(registry_), log) {}

platform_process::~platform_process() { stop(); }

expected<std::unique_ptr<platform_process>> platform_process::open(const process_settings& settings, const clock& time,
                                                                   entropy& random, logger& log) {
    std::unique_ptr<platform_process> made(new platform_process(settings, time, random, log));
    if (auto built = made->build(); !built) return tl::unexpected(std::move(built).error());
    return made;
}

expected<void> platform_process::build() {
    auto words = text_files::read(settings_.texts_folder);
    if (!words) return failed(failure_code::invalid, to_string(words.error()));
    words_ = std::make_unique<text_files>(*std::move(words));
    auto text = read_text_file(settings_.charter, charter_octets_max);
    if (!text) return failed(failure_code::invalid, to_string(text.error()));
    auto at_first = parse_charter(*text, settings_.charter, charter_words(registry_));
    if (!at_first) return failed(failure_code::invalid, to_string(at_first.error()));

    auto stores = process_stores::open(settings_, time_, random_);
    if (!stores) return tl::unexpected(std::move(stores).error());
    stores_ = *std::move(stores);
    const auto& history = stores_->log->history();
    if (auto fit = fit_vault_to_log(settings_, *stores_, log_); !fit) return fit;
    if (auto loaded = terms_.load(history, *std::move(at_first)); !loaded) return loaded;

    endings_ = std::make_unique<session_endings>(*stores_->accounts, stores_->secrets->store(), history, log_);
    models_ =
        std::make_unique<read_side>(history, time_, *stores_->tables, read_side_settings_of(settings_), counted_, log_);
    if (auto added = models_->add(make_folds); !added) return added;
    accesses_ = std::make_unique<counted_accesses>(*stores_->accesses, counted_);
    commands_ = std::make_unique<command_side>(settings_, *stores_, *accesses_, registry_, *models_, terms_, time_,
                                               random_, counted_, log_);
    services_ = std::make_unique<services>(services{
        *models_, history, *stores_->secrets, *accesses_, time_, random_, commands_->commands(), *stores_->accounts,
        *words_, [this](instant at) { return day_in_zone(at, terms_.terms()->time_zone); }, *stores_->tokens,
        [this] { return terms_.terms(); }, [this](const request_fault& fault) { tell(fault); }});
    directory_ = std::make_unique<account_rows>(*models_);
    letters_ = std::make_unique<operator_letters>(*stores_->uniques, time_, counted_, log_);
    administration_ =
        std::make_unique<administration>(commands_->commands(), *stores_->accounts, *models_, *letters_, log_);
    const operator_reach reach{*models_,
                               *administration_,
                               *letters_,
                               log_,
                               [this] { return checks(); },
                               [this] {
                                   if (drain_) drain_();
                               },
                               [this](const std::string& path) { return adopt_charter(path); }};
    public_ = std::make_unique<public_side>(
        settings_, public_sources{*services_, *directory_, *letters_, reach, counted_, log_, random_});
    listen();
    return {};
}

// What the client's answer does not say, found by the trace that it names.
void platform_process::tell(const request_fault& fault) const {
    auto level = log_level::info;  // what a client asked for in a way that nobody serves
    if (fault.status == 500) level = log_level::error;
    if (fault.status == 503) level = log_level::warning;
    log_.write(level, "request_failed",
               {log_field::trace(fault.trace), log_field::name(fault.operation.empty() ? "unknown" : fault.operation),
                log_field::status(fault.status), log_field::failed(fault.why)});
}

// The order in which the parts hear of the log.
void platform_process::listen() {
    hub_.add({[this](std::span<const accepted> group) { commands_->appends().on_accepted(group); }, {}, {}});
    hub_.add({[this](std::span<const accepted> group) { terms_.on_accepted(group); }, {}, {}});
    hub_.add({[this](std::span<const accepted> group) { commands_->uniques().on_accepted(group); }, {}, {}});
    hub_.add({[this](std::span<const accepted> group) { models_->on_accepted(group); }, {}, {}});
    hub_.add({[this](std::span<const accepted> group) { endings_->on_accepted(group); }, {}, {}});
    hub_.add({[this](std::span<const accepted> group) { commands_->executors().on_accepted(group); },
              [this](const ignored& record) { commands_->executors().on_ignored(record); },
              [this](partition_number partition, const failure& why) {
                  commands_->executors().on_stopped(partition, why);
              }});
    hub_.add({[](std::span<const accepted> /*group*/) {},
              {},
              [this](partition_number, const failure& why) {
                  const std::lock_guard hold(guard_);
                  if (why.code == failure_code::io && !disk_failure_) disk_failure_ = why;
              }});
    terms_.listen([this](std::shared_ptr<const charter> now) { commands_->executors().adopt(std::move(now)); });
    counted_.read_from([this] { return gauges(); });
}

expected<void> platform_process::start() {
    if (auto ended = endings_->catch_up(settings_.log != "kafka"); !ended) return ended;
    if (auto started = models_->start(); !started) return started;
    if (auto started = commands_->start(hub_); !started) return started;
    started_ = true;
    upkeep_ = std::thread([this] { keep_up(); });
    commands_->uniques().sweep();
    if (!terms_.adopted()) {
        if (auto adopted = adopt(terms_.terms()->name, terms_.terms()->text); !adopted) return adopted;
    } else if (!terms_.is_this_files()) {
        log_.write(log_level::error, "charter_file_differs",
                   {log_field::path(settings_.charter), log_field::name(terms_.terms()->name)});
    }
    await_relations();
    return {};
}

// Until then everything that is not public would be refused; a log that does not answer is told by /readyz.
void platform_process::await_relations() {
    std::unique_lock hold(guard_);
    turn_.wait_for(hold, relations_wait, [&] { return stopping_ || models_->relations_are_fresh(); });
}

expected<void> platform_process::adopt(const std::string& name, const std::string& text) {
    const std::string body = boost::json::serialize(boost::json::object{{"name", name}, {"text", text}});
    const std::int64_t until_ms = time_.since_boot_ms() + adoption_wait_ms;
    command_result result;
    do {
        if (result.retry_after_s > 0) {
            std::unique_lock hold(guard_);
            if (turn_.wait_for(hold, adoption_pause, [&] { return stopping_; }))
                return failed(failure_code::stopped, "the charter was not adopted: the process stops");
        }
        std::promise<command_result> told;
        commands().submit_own("platform.adopt_charter", body, [&](command_result r) { told.set_value(std::move(r)); });
        result = told.get_future().get();
    } while (result.status == 503 && time_.since_boot_ms() < until_ms && !disk_failure());
    if (result.status == 200) return {};
    if (auto why = disk_failure()) return tl::unexpected(*std::move(why));
    return failed(failure_code::unavailable, "the charter was not adopted: " + result.code);
}

expected<void> platform_process::adopt_charter(const std::string& path) {
    auto text = read_text_file(path, charter_octets_max);
    if (!text) return failed(failure_code::invalid, to_string(text.error()));
    const auto read = parse_charter(*text, path, charter_words(registry_));
    if (!read) return failed(failure_code::invalid, to_string(read.error()));
    // Whoever is known here gave their data to that platform's controller (domain.md, "What a charter says").
    if (terms_.adopted() && terms_.terms()->name != read->name)
        return failed(failure_code::invalid, "this platform works by the charter " + terms_.terms()->name + ", and " +
                                                 path + " is that of " + read->name +
                                                 ": another platform begins in a data folder of its own");
    if (!models_->relations_are_fresh())
        return failed(failure_code::unavailable, "which roles accounts hold is not known yet");
    if (auto kept = keeps_held_roles(*terms_.terms(), *read, *models_->snapshot(accounts::name)); !kept) return kept;
    if (auto adopted = adopt(read->name, *text); !adopted) return adopted;
    terms_.take_file(*std::move(text));
    return {};
}

expected<void> platform_process::serve() {
    if (auto started = public_->start(); !started) return started;
    log_.write(log_level::info, "ready",
               {log_field::address(settings_.http_address + ":" + std::to_string(http_port())),
                log_field::count("operator_port", operator_port())});
    return {};
}

void platform_process::reload(const process_settings& now) {
    if (const auto level = parse_log_level(now.logging_level)) log_.set_level(*level);
    public_->reload(now);
    log_.write(log_level::info, "settings_reloaded", {});
}

operator_server::ending platform_process::stop() {
    if (!public_) return operator_ending_;
    const auto ended = public_->stop();
    {
        const std::lock_guard hold(guard_);
        if (stopping_) return operator_ending_;
        stopping_ = true;
        operator_ending_ = ended;
    }
    turn_.notify_all();
    if (upkeep_.joinable()) upkeep_.join();
    stores_->accounts->stop();
    stores_->accesses->stop();  // who waits for it is told while all that they use is there
    if (started_) commands_->stop();
    if (started_) endings_->note();
    models_->stop();
    public_->stop_errands();
    log_.write(log_level::info, "stopped", {});
    return ended;
}

void platform_process::keep_up() {
    std::unique_lock hold(guard_);
    std::int64_t kept_ms = time_.since_boot_ms();
    while (!turn_.wait_for(hold, upkeep_interval, [&] { return stopping_; })) {
        hold.unlock();
        if (const auto level = stores_->log->level_ms_ago()) models_->confirm(*level);
        turn_.notify_all();
        watch_disks();
        if (time_.since_boot_ms() - kept_ms > housekeeping_ms) {
            kept_ms = time_.since_boot_ms();
            commands_->uniques().sweep();
            endings_->note();
            stores_->log->forget_commands(time_.now());
        }
        hold.lock();
    }
}

}  // namespace parcours
