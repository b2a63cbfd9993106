// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <cstdio>
#include <future>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <unistd.h>

#include "infra/command_line/wrong_usage.hpp"
#include "infra/control/control_server.hpp"
#include "infra/processes/operator_text.hpp"
#include "infra/processes/programs.hpp"
#include "infra/processes/settings_flags.hpp"

namespace parcours {
namespace {

using namespace std::chrono_literals;

constexpr auto shows_progress_after = 1s;  // interface.md, "Programs"
constexpr std::int64_t status_wait_ms = 2'000;

// What the operator asked for, and how to answer.
struct request {
    std::vector<std::string> words;
    bool as_json = false;
    std::int64_t wait_s = 3'600;
};

// Asks, and tells on a terminal how far it is where that takes longer.
expected<control_answer> ask_patiently(const std::string& socket, const request& asked) {
    auto pending = std::async(std::launch::async,
                              [&] { return ask_control(socket, asked.words, asked.wait_s * std::int64_t{1'000}); });
    const auto begun = std::chrono::steady_clock::now();
    const bool tells = ::isatty(STDERR_FILENO) == 1;
    bool told = false;
    while (pending.wait_for(250ms) != std::future_status::ready) {
        if (!tells || std::chrono::steady_clock::now() - begun < shows_progress_after) continue;
        const auto status = ask_control(socket, {"status"}, status_wait_ms);
        const auto line = status ? progress_of(status->json) : std::string();
        if (line.empty()) continue;
        fmt::print(stderr, "\r\033[K{}", line);
        std::fflush(stderr);
        told = true;
    }
    if (told) fmt::print(stderr, "\r\033[K");
    return pending.get();
}

// Until nobody listens any more; false where that takes too long.
bool wait_for_end(const std::string& socket, std::int64_t wait_s) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(wait_s);
    for (;;) {
        const auto answer = ask_control(socket, {"status"}, status_wait_ms);
        if (!answer && answer.error().code == failure_code::unavailable) return true;
        if (std::chrono::steady_clock::now() > until) return false;
        std::promise<void> pause;
        pause.get_future().wait_for(100ms);
    }
}

void print_answer(const request& asked, const control_answer& answer) {
    if (asked.as_json)
        fmt::print("{}\n", answer.json);
    else
        fmt::print(answer.code == 0 ? stdout : stderr, "{}", text_of_answer(asked.words, answer.json));
}

int carry_out(const request& asked, const process_settings& settings) {
    const auto socket = control_socket_of(settings);
    auto answer = ask_patiently(socket, asked);
    // A process may end so fast that its answer is lost.
    if (!answer && answer.error().code == failure_code::in_doubt && asked.words.front() == "drain")
        answer = control_answer{0, R"({"draining":true})"};
    if (!answer) {
        fmt::print(stderr, "parcours ctl: {}\n", answer.error().context);
        return 1;
    }
    print_answer(asked, *answer);
    if (answer->code != 0 || asked.words.front() != "drain") return answer->code;
    if (wait_for_end(socket, asked.wait_s)) return 0;
    fmt::print(stderr, "parcours ctl: the process has not ended yet\n");
    return 1;
}

// Where the operands of the subcommand land that was said.
struct operands {
    std::string first;
    std::string second;
};

// Each subcommand gives its words when it was said.
void describe(CLI::App& app, std::vector<std::string>& words, operands& given) {
    const auto says = [&](CLI::App* on, std::vector<std::string> beginning) {
        on->fallthrough();
        on->callback([&words, &given, beginning = std::move(beginning)] {
            words = beginning;
            for (const auto* each : {&given.first, &given.second})
                if (!each->empty()) words.push_back(*each);
        });
    };
    says(app.add_subcommand("status", "Checks, projections, and who asked for a new password"), {"status"});
    auto* rebuild = app.add_subcommand("rebuild", "Folds a projection anew beside the running one, and switches");
    rebuild->add_option("PROJECTION", given.first, "As `status` lists them")->required();
    says(rebuild, {"rebuild"});
    auto* parked = app.add_subcommand("parked", "Streams that a projection set aside, for it could not apply an event");
    parked->require_subcommand(1);
    parked->fallthrough();
    auto* list = parked->add_subcommand("list", "Which, and why");
    list->add_option("PROJECTION", given.first, "Of this one alone");
    says(list, {"parked", "list"});
    auto* retry = parked->add_subcommand("retry", "Tries again: after an upgrade, say");
    auto* release = parked->add_subcommand(
        "release", "Goes on without what cannot be applied, for good; never of what decides who may see what");
    for (auto* each : {retry, release}) {
        each->add_option("PROJECTION", given.first, "As `parked list` shows it")->required();
        each->add_option("STREAM", given.second, "Its id, as `parked list` shows it")->required();
        says(each, {"parked", each->get_name()});
    }
    says(app.add_subcommand("drain", "Ends the process in good order, and waits until it has ended"), {"drain"});
    auto* level = app.add_subcommand("log-level", "Changes what is written, until the next start");
    level->add_option("LEVEL", given.first, "debug, info, warning or error")->required();
    says(level, {"log-level"});
}

}  // namespace

int run_ctl(const std::vector<std::string>& words) {
    CLI::App app{"Tells the running process what to do, over its local socket", "parcours ctl"};
    app.footer("Exit codes: 0 done, 1 failed, 2 wrong usage.");
    app.require_subcommand(1);
    request asked;
    operands given;
    settings_flags flags;
    flags.add_to(app);
    app.add_flag("--json", asked.as_json, "Print the answer as one line of JSON");
    app.add_option("--wait", asked.wait_s, "How long to wait for the answer, or the end of a drained process, s")
        ->type_name("SECONDS")
        ->check(CLI::Range(1, 86'400))
        ->capture_default_str();
    describe(app, asked.words, given);
    const auto parse = [&words](CLI::App& of) { of.parse(std::vector<std::string>(words.rbegin(), words.rend())); };
    if (const auto ended = parse_words(app, parse)) return *ended;
    const auto settings = flags.read_to_ask();
    if (!settings) {
        fmt::print(stderr, "{}", settings.error());
        return 2;
    }
    return carry_out(asked, *settings);
}

}  // namespace parcours
