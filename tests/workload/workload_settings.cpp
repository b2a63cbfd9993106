// SPDX-License-Identifier: Apache-2.0
#include "tests/workload/workload_settings.hpp"

#include <set>

#include "infra/settings/toml_file.hpp"

namespace parcours::workload {
namespace {

using told_why = tl::unexpected<std::string>;

tl::expected<void, std::string> read(const toml_node& table, workload_settings& into, std::set<std::string>& found) {
    for (const auto& each : table.entries) {
        bool known = false;
        for (const auto& key : setting_keys) {
            if (key.name != each.key) continue;
            known = true;
            if (each.value.what == toml_node::kind::integer)
                into.*key.member = static_cast<double>(each.value.integer);
            else if (each.value.what == toml_node::kind::number)
                into.*key.member = each.value.number;
            else
                return told_why("line " + std::to_string(each.at.line) + ": " + each.key + " is no number");
        }
        if (!known) return told_why("line " + std::to_string(each.at.line) + ": nothing is called " + each.key);
        found.insert(each.key);
    }
    return {};
}

}  // namespace

tl::expected<workload_settings, std::string> read_workload_settings(const std::string& path, std::string_view profile) {
    const auto text = read_text_file(path);
    if (!text) return told_why(to_string(text.error()));
    const auto tree = parse_toml(*text, path);
    if (!tree) return told_why(to_string(tree.error()));
    const auto* life = tree->find("life");
    const auto* profiles = tree->find("profiles");
    const auto* chosen = profiles == nullptr ? nullptr : profiles->value.find(profile);
    if (life == nullptr || chosen == nullptr) return told_why(path + " has no profile " + std::string(profile));
    workload_settings made;
    std::set<std::string> found;
    for (const auto* each : {life, chosen})
        if (const auto sound = read(each->value, made, found); !sound) return told_why(path + ", " + sound.error());
    for (const auto& key : setting_keys)
        if (found.count(std::string(key.name)) == 0) return told_why(path + " lacks " + std::string(key.name));
    return made;
}

}  // namespace parcours::workload
