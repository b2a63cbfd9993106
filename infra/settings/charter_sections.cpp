// SPDX-License-Identifier: Apache-2.0
#include "infra/settings/charter_sections.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "infra/settings/nearest.hpp"

namespace parcours {
namespace {

template <std::size_t Count, class Enum>
std::vector<std::string> words_of() {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < Count; ++i) all.emplace_back(to_string(static_cast<Enum>(i)));
    return all;
}

bool is_blank(const std::string& text) { return text.find_first_not_of(" \t\r\n") == std::string::npos; }

std::vector<std::string> list_of(const std::set<std::string>& words) { return {words.begin(), words.end()}; }

std::set<std::string> read_field_names(table_reader& table, std::string_view key, const charter_vocabulary& known,
                                       problem_list& problems) {
    const auto all = table.texts(key, [&](const std::string& name, place at) {
        if (!known.registration_fields.contains(name))
            problems.add(at, unknown_word("field of a registration", name, list_of(known.registration_fields)));
    });
    return {all.begin(), all.end()};
}

void read_role(const toml_entry& each, charter& terms, const charter_vocabulary& known, problem_list& problems) {
    table_reader table(each.value, each.at, "roles." + each.key, problems);
    role_terms role;
    if (const auto* label = table.table("label", true)) role.label = read_localized(*label, terms, problems);
    const auto creates = table.texts("creates", [&](const std::string& other, place at) {
        if (std::find(account_roles().begin(), account_roles().end(), other) == account_roles().end())
            problems.add(at, unknown_word("role", other, account_roles()));
    });
    role.creates.insert(creates.begin(), creates.end());
    role.same_organisation_only = table.boolean("same_organisation_only", false);
    role.self_registration = table.boolean("self_registration", false);
    role.in_organisation = table.boolean("in_organisation", false);
    terms.mandatory_fields[each.key] = read_field_names(table, "mandatory", known, problems);
    terms.forbidden_fields[each.key] = read_field_names(table, "forbidden", known, problems);
    table.refuse_unknown();
    terms.roles.emplace(each.key, std::move(role));
    terms.role_order.push_back(each.key);
}

permission read_permission(const toml_entry& each, problem_list& problems) {
    static const auto audiences = words_of<audience_count, audience>();
    permission needed;
    if (each.value.what != toml_node::kind::list) {
        problems.add(each.at, "what a role needs is a list of audiences; an empty one needs nothing more");
        return needed;
    }
    for (const auto& item : each.value.items) {
        const auto found = parse_audience(item.text);
        if (found)
            needed.relations.push_back(*found);
        else
            problems.add(item.at, unknown_word("audience", item.text, audiences));
    }
    return needed;
}

}  // namespace

const std::vector<std::string>& account_roles() {
    static const std::vector<std::string> all{"candidate", "companion", "supervisor", "recruiter", "administrator",
                                              "officer",   "auditor",   "worker",     "analyst",   "support_agent"};
    return all;
}

localized read_localized(const toml_entry& from, const charter& terms, problem_list& problems) {
    localized found;
    if (from.value.what != toml_node::kind::table) {
        problems.add(from.at, fmt::format("\"{}\" must be a text in each language, {{ fr = \"…\" }}", from.key));
        return found;
    }
    for (const auto& each : from.value.entries) {
        if (std::find(terms.languages.begin(), terms.languages.end(), each.key) == terms.languages.end())
            problems.add(each.at, unknown_word("language", each.key, terms.languages));
        else if (each.value.what != toml_node::kind::text || is_blank(each.value.text))
            problems.add(each.at, fmt::format("the {} text of \"{}\" is blank or no text", each.key, from.key));
        found[each.key] = each.value.text;
    }
    for (const auto& language : terms.languages)
        if (!found.contains(language))
            problems.add(from.at, fmt::format("the {} text of \"{}\" is missing", language, from.key));
    return found;
}

std::map<std::string, localized> read_localized_by_key(const toml_entry* from, const charter& terms,
                                                       problem_list& problems) {
    std::map<std::string, localized> all;
    if (from == nullptr) return all;
    for (const auto& each : from->value.entries) all.emplace(each.key, read_localized(each, terms, problems));
    return all;
}

void read_roles(table_reader& root, charter& terms, const charter_vocabulary& known, problem_list& problems) {
    const auto* found = root.table("roles", true);
    if (found == nullptr) return;
    for (const auto& each : found->value.entries) {
        if (std::find(account_roles().begin(), account_roles().end(), each.key) == account_roles().end())
            problems.add(each.at, unknown_word("role", each.key, account_roles()));
        else if (each.value.what != toml_node::kind::table)
            problems.add(each.at, fmt::format("the role \"{}\" must be a table", each.key));
        else
            read_role(each, terms, known, problems);
    }
}

void read_commands(table_reader& root, charter& terms, const charter_vocabulary& known, problem_list& problems) {
    const auto* found = root.table("commands", true);
    if (found == nullptr) return;
    auto issuers = terms.role_order;
    issuers.insert(issuers.end(), {"visitor", "system"});
    for (const auto& each : found->value.entries) {
        if (!known.commands.contains(each.key))
            problems.add(each.at, unknown_word("command", each.key, list_of(known.commands)));
        if (each.value.what != toml_node::kind::table) {
            problems.add(each.at,
                         fmt::format("\"{}\" must say which role needs what: {{ candidate = [\"self\"] }}", each.key));
            continue;
        }
        auto& roles = terms.commands[each.key];
        for (const auto& role : each.value.entries) {
            if (std::find(issuers.begin(), issuers.end(), role.key) == issuers.end())
                problems.add(role.at, unknown_word("role", role.key, issuers));
            roles.emplace(role.key, read_permission(role, problems));
        }
    }
}

void read_visibility(table_reader& root, charter& terms, problem_list& problems) {
    static const auto groups = words_of<group_count, group>();
    static const auto audiences = words_of<audience_count, audience>();
    const auto* found = root.table("visibility", true);
    if (found == nullptr) return;
    for (const auto& each : found->value.entries) {
        const auto what = parse_group(each.key);
        if (!what) problems.add(each.at, unknown_word("field group", each.key, groups));
        if (each.value.what != toml_node::kind::table)
            problems.add(each.at,
                         fmt::format("\"{}\" must say which audience may what: {{ self = \"edit\" }}", each.key));
        for (const auto& cell : each.value.entries) {
            const auto whom = parse_audience(cell.key);
            const auto how = parse_right(cell.value.text);
            if (!whom) problems.add(cell.at, unknown_word("audience", cell.key, audiences));
            if (!how || *how == right::none)
                problems.add(cell.at, "a right is \"read\" or \"edit\"; what is not named is denied");
            if (what && whom && how) terms.visible.grant(*what, *whom, *how);
        }
    }
}

void read_legal(table_reader& root, charter& terms, problem_list& problems) {
    const auto* found = root.table("legal", true);
    if (found == nullptr) return;
    table_reader table(found->value, found->at, "legal", problems);
    auto& legal = terms.legal;
    legal.controller = table.text("controller");
    legal.controller_address = table.text("controller_address");
    legal.officer_email = table.text("officer_email");
    legal.officer_address = table.text("officer_address");
    legal.authority = table.text("authority");
    legal.authority_url = table.text("authority_url");
    legal.hosting_region = table.text("hosting_region");
    legal.hosting_provider = table.text("hosting_provider");
    legal.sender = table.text("sender");
    const auto* texts = table.table("texts", true);
    legal.texts = read_localized_by_key(texts, terms, problems);
    table.refuse_unknown();
    const std::vector<std::string> kinds{"privacy_policy", "terms_of_use", "legal_notice"};
    if (texts != nullptr)
        for (const auto& each : texts->value.entries)
            if (std::find(kinds.begin(), kinds.end(), each.key) == kinds.end())
                problems.add(each.at, unknown_word("legal text", each.key, kinds));
    for (const auto& kind : kinds)
        if (texts != nullptr && !legal.texts.contains(kind))
            problems.add(texts->at, fmt::format("the legal text \"{}\" is missing", kind));
    for (const auto& [key, address] :
         {std::pair{"sender", legal.sender}, std::pair{"officer_email", legal.officer_email}})
        if (!address.empty() && address.find('@') == std::string::npos)
            problems.add(place_of(root.node(), {"legal", key}), fmt::format("\"{}\" is no e-mail address", address));
}

}  // namespace parcours
