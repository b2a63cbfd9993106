// SPDX-License-Identifier: Apache-2.0
#include "tests/support/shipped_charter.hpp"

#include <cstdlib>
#include <map>
#include <stdexcept>

#include "events/registry/event_registry.hpp"
#include "infra/settings/charter_file.hpp"
#include "infra/settings/toml_file.hpp"

namespace parcours {
namespace {

// The keys of a section as the file has them.
std::set<std::string> keys_of(const toml_node& root, std::string_view section) {
    std::set<std::string> found;
    if (const auto* table = root.find(section))
        for (const auto& each : table->value.entries) found.insert(each.key);
    return found;
}

charter read(const std::string& name) {
    const char* root = std::getenv("PARCOURS_SOURCE_DIR");
    const std::string path = std::string(root == nullptr ? "." : root) + "/charters/" + name + ".toml";
    const auto text = read_text_file(path);
    if (!text) throw std::runtime_error(to_string(text.error()));
    const auto tree = parse_toml(*text, path);
    if (!tree) throw std::runtime_error(to_string(tree.error()));

    charter_vocabulary known;
    known.commands = keys_of(*tree, "commands");
    known.labels = keys_of(*tree, "labels");
    known.personal_fields = personal_parts({category_name::identity, category_name::contact, category_name::profile});
    known.facets = {"age_band", "level", "contract", "departement"};
    known.registration_fields = {"first_name", "last_name", "email", "birth_date", "organisation"};
    known.knows_zone = [](const std::string&) { return true; };
    auto found = parse_charter(*text, path, known);
    if (!found) throw std::runtime_error(to_string(found.error()));
    return *std::move(found);
}

}  // namespace

const charter& shipped_charter(const std::string& name) {
    static std::map<std::string, charter> all;
    const auto found = all.find(name);
    return found != all.end() ? found->second : all.emplace(name, read(name)).first->second;
}

}  // namespace parcours
