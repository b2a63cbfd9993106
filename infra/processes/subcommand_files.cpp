// SPDX-License-Identifier: Apache-2.0
// What looks at files: `parcours config check`, `parcours charter check | adopt`.
#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>

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

std::optional<process_settings> settings_of(const settings_flags& flags) {
    auto read = flags.read();
    if (read) return *std::move(read);
    std::cerr << read.error() << '\n';
    return std::nullopt;
}

constexpr std::int64_t adoption_wait_ms = 90'000;

std::optional<charter> checked(const std::string& file) {
    const command_registry registry(all_families());
    auto read = read_charter_file(file, charter_words(registry));
    if (read) return *std::move(read);
    std::cerr << to_string(read.error()) << '\n';
    return std::nullopt;
}

int check_config(const settings_flags& flags) {
    const auto settings = settings_of(flags);
    if (!settings || !checked(settings->charter)) return exit_usage;
    if (settings->log == "kafka")
        if (const auto found = kafka::check_settings(kafka::settings_of(*settings)); !found) {
            std::cerr << found.error().context << '\n';
            return exit_usage;
        }
    if (const auto wrong = public_side::check_files(*settings); !wrong) {
        std::cerr << wrong.error().context << '\n';
        return exit_usage;
    }
    std::cout << "the settings and the charter " << settings->charter << " are in order\n";
    return exit_done;
}

int check_charter(const std::string& file) {
    const auto found = checked(file);
    if (!found) return exit_usage;
    std::cout << file << ": the charter " << found->name << " is in order\n";
    return exit_done;
}

int not_adopted(const std::string& why) {
    std::cerr << "not adopted: " << why << '\n';
    return exit_failed;
}

// Where nobody serves, this process opens the folder itself.
int adopt_here(const process_settings& settings, const std::string& file) {
    logger log(log_level::warning);
    const system_clock time;
    system_entropy random;
    auto process = platform_process::open(settings, time, random, log);
    if (!process) return not_adopted(process.error().context);
    if (const auto started = (*process)->start(); !started) return not_adopted(started.error().context);
    const auto adopted = (*process)->adopt_charter(file);
    (*process)->stop();
    if (!adopted) return not_adopted(adopted.error().context);
    std::cout << file << " is adopted\n";
    return exit_done;
}

int adopt_charter(const settings_flags& flags, const std::string& file) {
    const auto settings = settings_of(flags);
    if (!settings || !checked(file)) return exit_usage;
    const auto answered = ask_control(control_socket_of(*settings),
                                      {"charter", "adopt", std::filesystem::absolute(file)}, adoption_wait_ms);
    if (!answered && answered.error().code == failure_code::unavailable) return adopt_here(*settings, file);
    if (!answered) return not_adopted(answered.error().context);
    if (answered->code != exit_done) return not_adopted(text_of_error(answered->json));
    std::cout << file << " is adopted\n";
    return exit_done;
}

}  // namespace

void add_config(CLI::App& program, chosen_action& chosen) {
    auto* config = program.add_subcommand("config", "the settings")->require_subcommand(1);
    auto* check = config->add_subcommand("check", "reads settings and charter, and says what is wrong, with places");
    auto flags = std::make_shared<settings_flags>();
    flags->add_to(*check);
    check->callback([flags, &chosen] { chosen = [flags] { return check_config(*flags); }; });
}

void add_charter(CLI::App& program, chosen_action& chosen) {
    auto* charters = program.add_subcommand("charter", "what the platform allows")->require_subcommand(1);
    auto file = std::make_shared<std::string>();
    auto* check = charters->add_subcommand("check", "reads a charter, and says what is wrong, with places");
    check->add_option("FILE", *file, "the charter, TOML")->required();
    check->callback([file, &chosen] { chosen = [file] { return check_charter(*file); }; });
    auto* adopt = charters->add_subcommand(
        "adopt", "lets the platform work by this charter from now on, whether it is running or not");
    adopt->add_option("FILE", *file, "the charter, TOML")->required();
    auto flags = std::make_shared<settings_flags>();
    flags->add_to(*adopt);
    adopt->callback([flags, file, &chosen] { chosen = [flags, file] { return adopt_charter(*flags, *file); }; });
}

}  // namespace parcours
