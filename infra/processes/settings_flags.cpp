// SPDX-License-Identifier: Apache-2.0
#include "infra/processes/settings_flags.hpp"

#include <cstdlib>

#include <CLI/CLI.hpp>
#include <unistd.h>

#include "infra/settings/data_layout.hpp"
#include "infra/settings/read_settings.hpp"

namespace parcours {
namespace {

tl::expected<process_settings, std::string> told(tl::expected<process_settings, std::vector<file_problem>> read) {
    if (!read) return tl::unexpected(to_string(read.error()));
    return *std::move(read);
}

}  // namespace

void settings_flags::add_to(CLI::App& app) {
    app.add_option("--config", file_, "The settings file (TOML); PARCOURS_… and the flags below win over it")
        ->type_name("FILE");
    app.add_option("--data", data_, "The data folder: short for --set data.folder=FOLDER")->type_name("FOLDER");
    app.add_option("--log", log_, "Where events are kept, embedded or kafka: short for --set log.kind=KIND")
        ->type_name("KIND");
    app.add_option("--set", set_, "One setting; may be repeated (docs/limits.md lists them all)")
        ->type_name("KEY=VALUE")
        ->allow_extra_args(false);
}

tl::expected<process_settings, std::string> settings_flags::read() const { return told(read_with({})); }

tl::expected<process_settings, std::vector<file_problem>> settings_flags::read_or_problems() const {
    return read_with({});
}

tl::expected<process_settings, std::string> settings_flags::read_to_ask() const {
    return told(read_with({{"vault.recovery", "none"}}));
}

tl::expected<process_settings, std::vector<file_problem>> settings_flags::read_with(
    std::vector<std::pair<std::string, std::string>> more) const {
    settings_sources from;
    from.flags = std::move(more);
    if (!file_.empty()) from.file = file_;
    from.environment = [](const std::string& name) -> std::optional<std::string> {
        const char* found = std::getenv(name.c_str());
        return found == nullptr ? std::nullopt : std::optional<std::string>(found);
    };
    for (char** entry = environ; *entry != nullptr; ++entry)
        from.environment_names.emplace_back(std::string_view(*entry).substr(0, std::string_view(*entry).find('=')));
    for (const auto& each : set_) {
        const auto cut = each.find('=');
        if (cut == std::string::npos)
            return tl::unexpected(std::vector{file_problem{"--set", 0, 0, "takes KEY=VALUE, not \"" + each + '"'}});
        from.flags.emplace_back(each.substr(0, cut), each.substr(cut + 1));
    }
    if (log_) from.flags.emplace_back("log.kind", *log_);
    if (data_) from.flags.emplace_back("data.folder", *data_);
    return read_settings(from);
}

std::string control_socket_of(const process_settings& settings) {
    return settings.control_socket.empty() ? data_layout{settings.data_folder}.control_socket()
                                           : settings.control_socket;
}

}  // namespace parcours
