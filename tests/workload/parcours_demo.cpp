// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <future>
#include <iostream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <unistd.h>

#include "infra/command_line/wrong_usage.hpp"
#include "infra/processes/platform_process.hpp"
#include "infra/system/process_guard.hpp"
#include "infra/system/system_clock.hpp"
#include "infra/system/system_entropy.hpp"
#include "tests/workload/demo.hpp"
#include "tests/workload/over_http.hpp"
#include "tests/workload/rehearsal.hpp"

// A platform with a small year of life in it, which then serves whoever asks.
namespace parcours::workload {
namespace {

constexpr std::int64_t before_now_ms = 60'000;  // the life ends a minute before the demo is there
constexpr int exit_failed = 1;

int complain(const std::string& why) {
    std::cerr << "parcours-demo: " << why << '\n';
    return exit_failed;
}

// One line a step for whoever checks what the platform makes of it: ids, states and texts of invented people.
void tell_deed(std::ofstream& into, const step& what, const step_answer& said) {
    into << fmt::format(R"({{"at":"{}","by":"{}","role":"{}","organisation":"{}","command":"{}","body":{},"made":{}}})"
                        "\n",
                        to_string(what.at), what.by, what.role, what.organisation, what.command, what.body,
                        said.outcome.empty() ? "{}" : said.outcome);
}

// Signals wait until a platform serves; what takes long before that looks for them.
bool asked_to_end() {
    sigset_t waiting;
    sigpending(&waiting);
    return sigismember(&waiting, SIGTERM) == 1 || sigismember(&waiting, SIGINT) == 1;
}

class demo {
  public:
    explicit demo(demo_options options) : options_(std::move(options)) {}

    int run(bool json) {
        if (const auto ready = find_folder(); !ready) return complain(ready.error());
        const bool first = !has_note(folder_);
        if (first) {
            note_.charter = options_.charter;
            if (options_.log == "kafka") note_.kafka_prefix = fmt::format("demo-{}", make_password());
        } else if (auto read = read_note(folder_)) {
            note_ = *std::move(read);
        } else {
            return complain(read.error());
        }
        if (note_.kafka_prefix.empty() != (options_.log == "embedded"))
            return complain(folder_ + " was made on the other kind of log");
        const int ended = live(first, json);
        if (made_ && !options_.keep) {
            std::error_code ignored;
            std::filesystem::remove_all(folder_, ignored);
        }
        return ended;
    }

  private:
    tl::expected<void, std::string> find_folder() {
        namespace files = std::filesystem;
        folder_ = options_.data;
        std::error_code error;
        if (folder_.empty()) {
            std::string pattern = (files::temp_directory_path(error) / "parcours-demo-XXXXXX").string();
            if (mkdtemp(pattern.data()) == nullptr) return tl::unexpected("no folder can be made in " + pattern);
            folder_ = pattern;
        }
        folder_ = files::absolute(folder_, error).string();
        if (has_note(folder_)) return {};
        if (files::exists(folder_) && !files::is_empty(folder_, error))
            return tl::unexpected(folder_ + " is not empty, and no demo made it: it is left alone");
        files::create_directories(folder_, error);
        if (error) return tl::unexpected(folder_ + " cannot be made: " + error.message());
        made_ = true;
        return {};
    }

    int live(bool first, bool json) {
        sigset_t awaited;
        sigemptyset(&awaited);
        for (const int each : {SIGINT, SIGTERM}) sigaddset(&awaited, each);
        pthread_sigmask(SIG_BLOCK, &awaited, nullptr);

        const system_clock real;
        system_entropy random;
        logger log(log_level::warning);
        const instant end{real.now().ms - before_now_ms};
        const instant begin{end.ms - static_cast<std::int64_t>(options_.days * 86'400'000.0)};
        story_clock time(real, begin);
        if (!first) time.go_live();
        std::atomic<bool> disk_failed = false;  // outlives the process that sets it
        auto process = platform_process::open(settings_of(options_, note_, folder_), time, random, log);
        if (!process) return complain(process.error().context);
        platform_ = process->get();
        platform_->on_disk_failed([&] {
            disk_failed = true;
            kill(getpid(), SIGTERM);
        });
        if (const auto started = platform_->start(); !started) return complain(started.error().context);
        if (first && options_.over_http)
            if (const auto early = platform_->serve(); !early) return complain(early.error().context);
        if (first)
            if (const auto lived = make_life({begin, end, options_.seed}, time); !lived) return complain(lived.error());
        if (!first || !options_.over_http)
            if (const auto serving = platform_->serve(); !serving) return complain(serving.error().context);
        tell(json);
        int came = 0;
        while (sigwait(&awaited, &came) != 0) continue;
        platform_->stop();
        return disk_failed ? exit_failed : 0;
    }

    tl::expected<void, std::string> make_life(life_span span, story_clock& time) {
        auto settings = read_workload_settings(options_.profiles, options_.profile);
        if (!settings) return tl::unexpected(settings.error());
        std::ofstream deeds;
        if (!options_.deeds.empty()) deeds.open(options_.deeds);
        life lived(*settings, *platform_->with().terms(), span);
        std::optional<over_http> outside;
        if (options_.over_http)
            outside.emplace(platform_->commands(), platform_->accounts(), time, platform_->http_port());
        command_gateway& door = outside ? static_cast<command_gateway&>(*outside) : platform_->commands();
        const auto began = std::chrono::steady_clock::now();
        rehearsal_settings made_to_end{.ending = asked_to_end};
        const auto done = rehearse(lived, door, time, made_to_end, [&](const step& what, const step_answer& said) {
            if (deeds.is_open()) tell_deed(deeds, what, said);
        });
        if (!done) return tl::unexpected("the life stopped: " + done.error().context);
        if (lived.inhabitants("administrator").empty()) return tl::unexpected(std::string("nobody came to life"));
        time.go_live();
        const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
        std::cerr << fmt::format("{:.0f} days lived: {} commands in {:.1f} s\n", options_.days, lived.steps(), seconds);
        for (const auto& [what, times] : lived.refusals())
            std::cerr << fmt::format("  refused: {} ({})\n", what, times);
        if (const auto named = name_accounts(lived); !named) return named;
        if (const auto opened = open_sessions(lived); !opened) return opened;
        return write_note(folder_, note_);
    }

    tl::expected<void, std::string> name_accounts(const life& lived) {
        for (const std::string role : {"candidate", "companion", "recruiter", "supervisor", "administrator", "officer",
                                       "auditor", "analyst", "support_agent", "worker"}) {
            auto there = lived.inhabitants(role);
            there.resize(std::min(there.size(), options_.accounts + (role == "recruiter" ? 1 : 0)));
            for (const auto& each : there) {
                if (asked_to_end()) return tl::unexpected(std::string("it was asked to end"));
                note_.accounts.push_back({role, each.email, make_password(), each.id});
                std::promise<bool> set;
                platform_->accounts().set_password(
                    *parse_id<person_id>(each.id), note_.accounts.back().password,
                    [&](const expected<void>& said) { set.set_value(said.has_value()); });
                if (!set.get_future().get()) return tl::unexpected("a password of a " + role + " was not set");
            }
        }
        return {};
    }

    tl::expected<void, std::string> open_sessions(const life& lived) {
        if (options_.sessions.empty()) return {};
        std::ofstream file(options_.sessions);
        std::filesystem::permissions(options_.sessions,
                                     std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
        std::size_t left = options_.sessions_count;
        for (const std::string role : {"recruiter", "companion", "candidate", "supervisor", "administrator"})
            for (const auto& each : lived.inhabitants(role)) {
                if (left == 0) return {};
                const auto opened = platform_->accounts().open_session(*parse_id<person_id>(each.id), role);
                if (!opened) return tl::unexpected("a session was not opened: " + opened.error().context);
                file << role << ' ' << each.id << ' ' << opened->token << '\n';
                --left;
            }
        return {};
    }

    void tell(bool json) const {
        const std::string url = fmt::format("http://127.0.0.1:{}", platform_->http_port());
        const std::string operator_url = fmt::format("http://127.0.0.1:{}", platform_->operator_port());
        std::cout << (json ? as_json(url, operator_url, folder_, note_) : as_table(url, operator_url, folder_, note_))
                  << std::endl;
    }

    const demo_options options_;
    std::string folder_;
    bool made_ = false;  // by this run, so that it may remove it
    demo_note note_;
    platform_process* platform_ = nullptr;
};

int run(int count, char** words) {
    demo_options options;
    bool json = false;
    CLI::App app{"Parcours with a small year of life in it: nobody in it is real", "parcours-demo"};
    app.add_flag("--json", json, "print one line of JSON when it is ready");
    app.add_option("--data", options.data, "data folder: a new or empty one, or one that an earlier demo kept");
    app.add_flag("--keep", options.keep, "leave the folder when it ends");
    app.add_option("--charter", options.charter, "which charter (atouts-pour-tous, nosemplois)");
    app.add_option("--port", options.port, "of the API (8080); 0: any free one");
    app.add_option("--operator-port", options.operator_port, "of the operator (9090, or any free one with --port 0)");
    app.add_option("--log", options.log, "embedded or kafka")->check(CLI::IsMember({"embedded", "kafka"}));
    app.add_option("--kafka", options.kafka, "bootstrap address of the brokers")->envname("PARCOURS_KAFKA_BOOTSTRAP");
    app.add_option("--seed", options.seed, "from which the life follows (1)");
    app.add_option("--profile", options.profile, "of the file of profiles (demo)");
    app.add_option("--profiles", options.profiles, "file of profiles");
    app.add_option("--days", options.days, "that have been lived (365)")->check(CLI::Range(1.0, 3660.0));
    app.add_flag("--over-http", options.over_http, "let people act over HTTP, which is open from the first day on");
    app.add_option("--accounts", options.accounts, "of each role that get a password (1)")->check(CLI::Range(1, 1'000));
    app.add_option("--deeds", options.deeds, "file that is told every step, for checking");
    app.add_option("--sessions", options.sessions, "file that is given tokens of open sessions, for load");
    app.add_option("--sessions-count", options.sessions_count, "how many of them (500)");
    app.add_option("--memory-mib", options.memory_mib, "memory of the stores (128)")->check(CLI::Range(64, 65'536));
    if (const auto ended = parcours::parse_words(app, [&](CLI::App& of) { of.parse(count, words); })) return *ended;
    if (options.port == 0 && app.count("--operator-port") == 0) options.operator_port = 0;
    if (options.log == "kafka" && options.kafka.empty())
        return complain("--log kafka needs brokers: --kafka HOST:PORT, or ./dev demo --log kafka, which starts one");
    return demo(std::move(options)).run(json);
}

}  // namespace
}  // namespace parcours::workload

int main(int count, char** words) {
    parcours::guard_process();
    try {
        return parcours::workload::run(count, words);
    } catch (const std::exception& unexpected) {
        std::cerr << "parcours-demo: " << unexpected.what() << '\n';
        return 1;
    }
}
