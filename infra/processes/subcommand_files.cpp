// SPDX-License-Identifier: Apache-2.0
// What looks at files: `parcours config check`, `parcours charter check | adopt`.
#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "commands/all_commands.hpp"
#include "infra/control/control_server.hpp"
#include "infra/kafka/settings_of.hpp"
#include "infra/processes/charter_words.hpp"
#include "infra/processes/operator_text.hpp"
#include "infra/processes/platform_process.hpp"
#include "infra/processes/settings_flags.hpp"
#include "infra/processes/subcommands.hpp"
#include "infra/system/system_clock.hpp"
#include "infra/system/system_entropy.hpp"

namespace parcours {
namespace {

using problems = std::vector<file_problem>;

constexpr std::int64_t adoption_wait_ms = 90'000;

// What a check found, for people or as one line of JSON; answers the exit code.
int tell_check(const problems& found, bool as_json, const std::string& in_order, const boost::json::object& about) {
    const int code = found.empty() ? exit_done : exit_usage;
    if (!as_json) {
        if (found.empty())
            std::cout << in_order << '\n';
        else
            std::cerr << to_string(found);
        return code;
    }
    boost::json::object all(about);
    all["in_order"] = found.empty();
    boost::json::array each_one;
    for (const auto& each : found)
        each_one.push_back(boost::json::object{
            {"file", each.file}, {"line", each.line}, {"column", each.column}, {"reason", each.reason}});
    all["problems"] = std::move(each_one);
    std::cout << boost::json::serialize(all) << '\n';
    return code;
}

tl::expected<charter, problems> checked(const std::string& file) {
    const command_registry registry(all_families());
    return read_charter_file(file, charter_words(registry));
}

// What is wrong with the settings beyond each alone.
problems wrong_together(const process_settings& settings) {
    if (settings.log == "kafka")
        if (const auto found = kafka::check_settings(kafka::settings_of(settings)); !found)
            return {{"kafka", 0, 0, found.error().context}};
    if (const auto wrong = public_side::check_files(settings); !wrong) return {{"http", 0, 0, wrong.error().context}};
    return {};
}

int check_config(const settings_flags& flags, bool as_json) {
    const auto settings = flags.read_or_problems();
    if (!settings) return tell_check(settings.error(), as_json, "", {});
    const auto terms = checked(settings->charter);
    return tell_check(terms ? wrong_together(*settings) : terms.error(), as_json,
                      "the settings and the charter " + settings->charter + " are in order",
                      {{"charter", settings->charter}});
}

int check_charter(const std::string& file, bool as_json) {
    const auto found = checked(file);
    if (!found) return tell_check(found.error(), as_json, "", {{"file", file}});
    return tell_check({}, as_json, file + ": the charter " + found->name + " is in order",
                      {{"file", file}, {"charter", found->name}});
}

// What was asked to be adopted, and how to tell of it.
struct adoption {
    std::string file;
    bool as_json = false;

    int done() const {
        std::cout << (as_json ? boost::json::serialize(boost::json::object{{"adopted", file}}) : file + " is adopted")
                  << '\n';
        return exit_done;
    }
    int failed(const std::string& why) const {
        if (as_json)
            std::cout << boost::json::serialize(boost::json::object{{"error", why}}) << '\n';
        else
            std::cerr << "not adopted: " << why << '\n';
        return exit_failed;
    }
};

// Where nobody serves, this process opens the folder itself.
int adopt_here(const process_settings& settings, const adoption& asked) {
    logger log(log_level::warning);
    const system_clock time;
    system_entropy random;
    auto process = platform_process::open(settings, time, random, log);
    if (!process) return asked.failed(process.error().context);
    if (const auto started = (*process)->start(); !started) return asked.failed(started.error().context);
    const auto adopted = (*process)->adopt_charter(asked.file);
    (*process)->stop();
    return adopted ? asked.done() : asked.failed(adopted.error().context);
}

int adopt_charter(const settings_flags& flags, const adoption& asked) {
    const auto settings = flags.read_or_problems();
    if (!settings) return tell_check(settings.error(), asked.as_json, "", {});
    if (const auto found = checked(asked.file); !found) return tell_check(found.error(), asked.as_json, "", {});
    const auto answered = ask_control(control_socket_of(*settings),
                                      {"charter", "adopt", std::filesystem::absolute(asked.file)}, adoption_wait_ms);
    if (!answered && answered.error().code == failure_code::unavailable) return adopt_here(*settings, asked);
    if (!answered) return asked.failed(answered.error().context);
    return answered->code == exit_done ? asked.done() : asked.failed(text_of_error(answered->json));
}

void add_json(CLI::App& to, bool& as_json) { to.add_flag("--json", as_json, "Print the answer as one line of JSON"); }

}  // namespace

void add_config(CLI::App& program, chosen_action& chosen) {
    auto* config = program.add_subcommand("config", "the settings")->require_subcommand(1);
    auto* check = config->add_subcommand("check", "reads settings and charter, and says what is wrong, with places");
    auto flags = std::make_shared<settings_flags>();
    auto as_json = std::make_shared<bool>(false);
    flags->add_to(*check);
    add_json(*check, *as_json);
    check->callback(
        [flags, as_json, &chosen] { chosen = [flags, as_json] { return check_config(*flags, *as_json); }; });
}

void add_charter(CLI::App& program, chosen_action& chosen) {
    auto* charters = program.add_subcommand("charter", "what the platform allows")->require_subcommand(1);
    auto asked = std::make_shared<adoption>();
    auto* check = charters->add_subcommand("check", "reads a charter, and says what is wrong, with places");
    auto* adopt = charters->add_subcommand(
        "adopt", "lets the platform work by this charter from now on, whether it is running or not");
    for (auto* each : {check, adopt}) {
        each->add_option("FILE", asked->file, "the charter, TOML")->required();
        add_json(*each, asked->as_json);
    }
    check->callback([asked, &chosen] { chosen = [asked] { return check_charter(asked->file, asked->as_json); }; });
    auto flags = std::make_shared<settings_flags>();
    flags->add_to(*adopt);
    adopt->callback([flags, asked, &chosen] { chosen = [flags, asked] { return adopt_charter(*flags, *asked); }; });
}

}  // namespace parcours
