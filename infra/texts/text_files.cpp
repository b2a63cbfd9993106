// SPDX-License-Identifier: Apache-2.0
#include "infra/texts/text_files.hpp"

#include <algorithm>
#include <charconv>

#include "infra/settings/toml_file.hpp"

namespace parcours {
namespace {

constexpr std::array<std::string_view, 2> languages{"fr", "en"};

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

// "0.8" in thousandths, as RFC 9110 (12.4.2) writes weights; what is none weighs nothing.
int weight_in(std::string_view parameters) {
    parameters = trimmed(parameters);
    if (parameters.empty()) return 1'000;
    if (!parameters.starts_with("q=") && !parameters.starts_with("Q=")) return 0;
    parameters.remove_prefix(2);
    if (parameters.empty() || (parameters[0] != '0' && parameters[0] != '1')) return 0;
    if (parameters[0] == '1') return 1'000;
    std::string digits(parameters.substr(std::min<std::size_t>(2, parameters.size())));
    digits.resize(3, '0');
    int weight = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), weight);
    return weight;
}

char lowered(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

void flatten(const toml_node& node, const std::string& prefix, const std::string& file, text_files::dictionary& into,
             std::vector<file_problem>& problems) {
    for (const auto& entry : node.entries) {
        const auto key = prefix.empty() ? entry.key : prefix + "." + entry.key;
        if (entry.value.what == toml_node::kind::table) {
            flatten(entry.value, key, file, into, problems);
        } else if (entry.value.what == toml_node::kind::text && !entry.value.text.empty()) {
            into[key] = entry.value.text;
        } else {
            problems.push_back({file, entry.at.line, entry.at.column, key + " is no text"});
        }
    }
}

}  // namespace

tl::expected<text_files, std::vector<file_problem>> text_files::read(const std::string& folder) {
    text_files made;
    std::vector<file_problem> problems;
    for (const auto language : languages) {
        const auto path = folder + "/" + std::string(language) + ".toml";
        const auto text = read_text_file(path);
        if (!text) return tl::unexpected(std::vector{text.error()});
        const auto parsed = parse_toml(*text, path);
        if (!parsed) return tl::unexpected(std::vector{parsed.error()});
        flatten(*parsed, {}, path, made.languages_[std::string(language)], problems);
    }
    for (const auto& [language, words] : made.languages_)
        for (const auto& [other, others] : made.languages_)
            for (const auto& [key, text] : others)
                if (!words.contains(key))
                    problems.push_back(
                        {folder + "/" + language + ".toml", 0, 0, key + " is missing, " + other + " has it"});
    if (!problems.empty()) return tl::unexpected(std::move(problems));
    return made;
}

std::string text_files::say(std::string_view key, std::string_view language, const arguments& given) const {
    auto words = languages_.find(language);
    if (words == languages_.end()) words = languages_.find("fr");
    const auto found = words->second.find(key);
    if (found == words->second.end()) return std::string(key);
    std::string said;
    std::string_view rest = found->second;
    while (!rest.empty()) {
        const auto open = std::min(rest.find('{'), rest.size());
        said.append(rest.substr(0, open));
        rest.remove_prefix(open);
        const auto close = rest.find('}');
        if (rest.empty() || close == std::string_view::npos) break;
        const auto argument = given.find(std::string(rest.substr(1, close - 1)));
        said.append(argument == given.end() ? rest.substr(0, close + 1) : std::string_view(argument->second));
        rest.remove_prefix(close + 1);
    }
    return said.append(rest);
}

std::string text_files::language_for(std::string_view accept_language) const {
    std::string best = "fr";
    int best_weight = 0;
    constexpr std::size_t octets_read_max = 512;
    accept_language = accept_language.substr(0, octets_read_max);
    while (!accept_language.empty()) {
        const auto comma = std::min(accept_language.find(','), accept_language.size());
        const auto item = accept_language.substr(0, comma);
        accept_language.remove_prefix(std::min(comma + 1, accept_language.size()));
        const auto semicolon = std::min(item.find(';'), item.size());
        const auto range = trimmed(item.substr(0, semicolon));
        const int weight = semicolon == item.size() ? 1'000 : weight_in(item.substr(semicolon + 1));
        std::string language(range.substr(0, range.find('-')));
        std::transform(language.begin(), language.end(), language.begin(), lowered);
        if (weight > best_weight && languages_.contains(language)) {
            best = language;
            best_weight = weight;
        }
    }
    return best;
}

}  // namespace parcours
