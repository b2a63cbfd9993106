// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "infra/settings/process_settings.hpp"

namespace parcours {

// One setting, declared once: reading, checking, `--help` and the page of limits follow from it.
struct setting {
    using number = std::int64_t process_settings::*;
    using text = std::string process_settings::*;
    using texts = std::vector<std::string> process_settings::*;

    std::string_view key;  // "http.port": [http] port in TOML, PARCOURS_HTTP_PORT in the environment
    std::variant<number, text, texts> member;
    std::string_view meaning;  // what it is, in which unit, and what happens where it is a limit
    std::int64_t least = 0;    // of a number
    std::int64_t most = 0;
    std::vector<std::string> choices = {};  // of a text; empty: any
    bool reloads = false;                   // SIGHUP takes a new value
};

const std::vector<setting>& all_settings();

// "PARCOURS_HTTP_PORT"
std::string environment_name(const setting& one);
// The default as a person writes it.
std::string default_text(const setting& one);

// The page docs/limits.md: every setting, its default, its range and what happens.
std::string settings_markdown();

}  // namespace parcours
