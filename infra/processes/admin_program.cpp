// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <fstream>
#include <future>
#include <iostream>
#include <optional>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <unistd.h>

#include "infra/command_line/wrong_usage.hpp"
#include "infra/control/control_server.hpp"
#include "infra/processes/operator_desk.hpp"
#include "infra/processes/operator_text.hpp"
#include "infra/processes/programs.hpp"
#include "infra/processes/settings_flags.hpp"

namespace parcours {
namespace {

constexpr std::int64_t answer_wait_ms = 90'000;  // longer than a command's deadline
constexpr std::size_t lines_max = 100;

// What was said on the command line; the person's own words may come from elsewhere.
struct request {
    bool as_json = false;
    std::string role;
    std::string email;
    std::string first_name;
    std::string last_name;
    std::string birth_date;
    std::string organisation;
    std::string from;  // a file with what is personal, "-": standard input
    std::string account;
};

std::string* part_named(request& asked, std::string_view name) {
    if (name == "email") return &asked.email;
    if (name == "first_name") return &asked.first_name;
    if (name == "last_name") return &asked.last_name;
    return name == "birth_date" ? &asked.birth_date : nullptr;
}

// Lines of name=value; what is wrong with them, or nothing. No value is told.
std::optional<std::string> read_person(std::istream& from, request& into) {
    std::string line;
    for (std::size_t number = 1; std::getline(from, line); ++number) {
        if (number > lines_max) return "there are too many lines";
        if (!line.empty() && line.back() == '\r') line.pop_back();
        if (line.empty() || line.front() == '#') continue;
        const auto cut = line.find('=');
        auto* part = cut == std::string::npos ? nullptr : part_named(into, std::string_view(line).substr(0, cut));
        if (part == nullptr)
            return fmt::format("line {}: email=…, first_name=…, last_name=… or birth_date=… is expected", number);
        *part = line.substr(cut + 1);
    }
    return std::nullopt;
}

void ask_at_terminal(const char* what, std::string& into) {
    if (!into.empty()) return;
    fmt::print(stderr, "{}: ", what);
    std::fflush(stderr);
    std::getline(std::cin, into);
}

// What the flags left open: from the file, or asked for where somebody sits at a terminal.
std::optional<std::string> complete(request& asked) {
    if (asked.from == "-") {
        if (auto wrong = read_person(std::cin, asked)) return wrong;
    } else if (!asked.from.empty()) {
        std::ifstream file(asked.from);
        if (!file) return "the file of --from cannot be read";
        if (auto wrong = read_person(file, asked)) return wrong;
    } else if (::isatty(STDIN_FILENO) == 1) {
        ask_at_terminal("E-mail address", asked.email);
        ask_at_terminal("First name", asked.first_name);
        ask_at_terminal("Family name", asked.last_name);
    }
    if (asked.email.empty()) return "an account needs an e-mail address: --email, --from FILE, or a terminal to ask at";
    return std::nullopt;
}

std::vector<std::string> words_of(const request& asked) {
    if (!asked.account.empty()) return {"admin", "link", asked.account};
    std::vector<std::string> words{"admin", "create", "role=" + asked.role, "email=" + asked.email};
    const auto add = [&](const char* name, const std::string& value) {
        if (!value.empty()) words.push_back(std::string(name) + '=' + value);
    };
    add("first_name", asked.first_name);
    add("last_name", asked.last_name);
    add("birth_date", asked.birth_date);
    add("organisation", asked.organisation);
    return words;
}

// The same words to the platform of a data folder that no process holds.
expected<control_answer> ask_folder(const std::vector<std::string>& words, const process_settings& settings,
                                    const open_platform& open) {
    std::promise<control_answer> told;
    auto answer = told.get_future();
    const auto opened = open(settings, [&](administration& accounts) {
        administer(words, accounts, [&told](control_answer given) { told.set_value(std::move(given)); });
        answer.wait();  // bounded by the command's deadline
    });
    if (!opened) return tl::unexpected(opened.error());
    return answer.get();
}

int print_answer(const request& asked, const control_answer& answer, const std::string& page) {
    if (asked.as_json)
        fmt::print("{}\n", json_with_link(answer.json, page));
    else
        fmt::print(answer.code == 0 ? stdout : stderr, "{}", text_of_link(answer.json, page));
    return answer.code;
}

int fail(int code, const std::string& why) {
    fmt::print(stderr, "parcours admin: {}\n", why);
    return code;
}

int carry_out(const request& asked, const settings_flags& flags, const open_platform& open) {
    const auto words = words_of(asked);
    const auto to_ask = flags.read_to_ask();
    if (!to_ask) return fail(2, to_ask.error());
    const auto running = ask_control(control_socket_of(*to_ask), words, answer_wait_ms);
    if (running) return print_answer(asked, *running, to_ask->links_page);
    if (running.error().code != failure_code::unavailable) return fail(1, running.error().context);
    const auto settings = flags.read();
    if (!settings) return fail(2, settings.error());
    const auto answer = ask_folder(words, *settings, open);
    return answer ? print_answer(asked, *answer, settings->links_page) : fail(1, answer.error().context);
}

void describe(CLI::App& app, request& asked) {
    app.footer(
        "Works beside a running process or, where none runs, on the data folder itself.\n"
        "A shell keeps flags in its history: leave out what is personal and be asked at the terminal, or give it by "
        "--from.\n"
        "Exit codes: 0 done, 1 failed, 2 wrong usage.");
    app.require_subcommand(1);
    app.add_flag("--json", asked.as_json, "Print the answer as one line of JSON");
    auto* create = app.add_subcommand("create", "Makes an account, and prints a single-use link to activate it");
    create->fallthrough();
    create->add_option("--role", asked.role, "A role of the charter: administrator, for the first account")->required();
    create->add_option("--email", asked.email, "Their e-mail address, by which they sign in; asked for if left out");
    create->add_option("--first-name", asked.first_name, "Asked for at a terminal if left out");
    create->add_option("--last-name", asked.last_name, "Asked for at a terminal if left out");
    create->add_option("--birth-date", asked.birth_date, "Where the charter asks for it: 2005-02-28");
    create->add_option("--organisation", asked.organisation, "Whose member they are: org_…");
    create->add_option("--from", asked.from,
                       "A file, or - for standard input, of lines email=…, first_name=…, last_name=…, birth_date=…");
    auto* link = app.add_subcommand("link",
                                    "Prints a single-use link: to activate an account or, where it is active, "
                                    "to choose a new password");
    link->fallthrough();
    link->add_option("ACCOUNT", asked.account, "person_…; `parcours ctl status` lists who asked")->required();
}

}  // namespace

int run_admin(const std::vector<std::string>& words, const open_platform& open) {
    CLI::App app{"Makes accounts and links without signing in", "parcours admin"};
    request asked;
    settings_flags flags;
    flags.add_to(app);
    describe(app, asked);
    const auto parse = [&words](CLI::App& of) { of.parse(std::vector<std::string>(words.rbegin(), words.rend())); };
    if (const auto ended = parse_words(app, parse)) return *ended;
    if (asked.account.empty())
        if (const auto wrong = complete(asked)) return fail(2, *wrong);
    return carry_out(asked, flags, open);
}

}  // namespace parcours
