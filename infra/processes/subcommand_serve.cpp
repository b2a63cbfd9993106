// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <csignal>
#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>
#include <sys/resource.h>
#include <unistd.h>

#include "infra/processes/platform_process.hpp"
#include "infra/processes/settings_flags.hpp"
#include "infra/processes/subcommands.hpp"
#include "infra/system/system_clock.hpp"
#include "infra/system/system_entropy.hpp"

namespace parcours {
namespace {

std::optional<process_settings> settings_of(const settings_flags& flags) {
    auto read = flags.read();
    if (read) return *std::move(read);
    std::cerr << read.error() << '\n';
    return std::nullopt;
}

// Blocked in every thread that is started later, so that the one that waits takes them.
sigset_t awaited_signals() {
    sigset_t all;
    sigemptyset(&all);
    for (const int each : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&all, each);
    return all;
}

// Every database keeps its files open. As many as the machine allows; too few would show as a disk that fails.
void allow_open_files(const process_settings& settings, logger& log) {
    constexpr std::int64_t files_of_stores = 4'096;
    rlimit allowed{};
    if (getrlimit(RLIMIT_NOFILE, &allowed) != 0) return;
    allowed.rlim_cur = allowed.rlim_max;
    (void)setrlimit(RLIMIT_NOFILE, &allowed);
    const std::int64_t needed = files_of_stores + settings.http_connections_max;
    if (getrlimit(RLIMIT_NOFILE, &allowed) != 0 || allowed.rlim_cur >= static_cast<rlim_t>(needed)) return;
    log.write(
        log_level::warning, "few_open_files",
        {log_field::count("allowed", static_cast<std::int64_t>(allowed.rlim_cur)), log_field::count("needed", needed)});
}

int failed_to(logger& log, const char* what, const failure& why) {
    log.write(log_level::error, what, {log_field::failed(why)});
    return why.code == failure_code::invalid ? exit_usage : exit_failed;
}

// A thread of the operator's port that does not end must not keep the process, nor meet what `main` destroys.
int end(std::unique_ptr<platform_process> process, int code) {
    const auto operating = process->stop();
    // Where a write failed the storage library takes the sync that closing would ask for as a mistake, and aborts.
    if (code == exit_failed) _exit(code);
    if (operating == operator_server::ending::whole) return code;
    if (operating == operator_server::ending::left_running) process.reset();  // closes the stores in order
    _exit(code);
}

int serve(const settings_flags& flags, bool cut_log_at_damage) {
    auto settings = settings_of(flags);
    if (!settings) return exit_usage;
    settings->cut_log_at_damage = cut_log_at_damage;
    const sigset_t awaited = awaited_signals();
    pthread_sigmask(SIG_BLOCK, &awaited, nullptr);

    logger log(parse_log_level(settings->logging_level).value_or(log_level::info));
    allow_open_files(*settings, log);
    const system_clock time;
    system_entropy random;
    log.write(log_level::info, "starting", {log_field::path(settings->data_folder), log_field::name(settings->log)});
    if (cut_log_at_damage) log.write(log_level::warning, "log_cut_at_damage_asked", {});
    std::atomic<bool> disk_failed = false;  // outlives the process that sets it
    auto process = platform_process::open(*settings, time, random, log);
    if (!process) return failed_to(log, "not_opened", process.error());
    (*process)->on_drain([] { kill(getpid(), SIGTERM); });
    (*process)->on_disk_failed([&] {
        disk_failed = true;
        kill(getpid(), SIGTERM);
    });
    if (const auto started = (*process)->start(); !started)
        return end(*std::move(process), failed_to(log, "not_started", started.error()));
    if (const auto serving = (*process)->serve(); !serving) return failed_to(log, "not_serving", serving.error());
    while (true) {
        int came = 0;
        if (sigwait(&awaited, &came) != 0) continue;
        if (came != SIGHUP) break;
        if (const auto again = settings_of(flags)) (*process)->reload(*again);
    }
    log.write(log_level::info, "stopping", {});
    return end(*std::move(process), disk_failed ? exit_failed : exit_done);
}

}  // namespace

void add_serve(CLI::App& program, chosen_action& chosen) {
    auto* one = program.add_subcommand("serve", "serve people, from one data folder or one Kafka log, until SIGTERM");
    auto flags = std::make_shared<settings_flags>();
    flags->add_to(*one);
    auto cut = std::make_shared<bool>(false);
    one->add_flag("--cut-log-at-damage", *cut,
                  "This start only: give up what a damaged log holds from the damaged place on, for good");
    one->callback([flags, cut, &chosen] { chosen = [flags, cut] { return serve(*flags, *cut); }; });
}

}  // namespace parcours
