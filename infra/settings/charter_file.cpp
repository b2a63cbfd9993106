// SPDX-License-Identifier: Apache-2.0
#include "infra/settings/charter_file.hpp"

#include <fmt/format.h>

#include "events/commit/digest.hpp"
#include "infra/settings/charter_sections.hpp"
#include "infra/settings/nearest.hpp"

namespace parcours {
namespace {

constexpr std::uint32_t messages_most = 10'000;  // a stream holds no more commits

std::vector<std::string> list_of(const std::set<std::string>& words) { return {words.begin(), words.end()}; }

void read_languages(table_reader& root, charter& terms, problem_list& problems) {
    terms.languages = root.texts("languages", [&](const std::string& language, place at) {
        if (language.size() != 2) problems.add(at, fmt::format("\"{}\" is no two-letter language", language));
    });
    if (terms.languages.empty()) terms.languages = {"fr"};
    if (terms.languages.front() != "fr")
        problems.add(place_of(root.node(), {"languages"}), "the first language is \"fr\": the platforms speak French");
}

void read_head(table_reader& root, charter& terms, const charter_vocabulary& known, problem_list& problems) {
    terms.name = root.text("name");
    read_languages(root, terms, problems);
    if (const auto* title = root.table("title", true)) terms.title = read_localized(*title, terms, problems);
    terms.time_zone = root.text("time_zone");
    if (!terms.time_zone.empty() && known.knows_zone && !known.knows_zone(terms.time_zone))
        problems.add(place_of(root.node(), {"time_zone"}), fmt::format("unknown time zone \"{}\"", terms.time_zone));
}

void read_link_modes(table_reader& switches, charter& terms, problem_list& problems) {
    const std::vector<std::string> modes{"assigned", "requested", "invited"};
    switches.texts("companion_links", [&](const std::string& mode, place at) {
        if (mode == "assigned")
            terms.companion_links.insert(link_mode::assigned);
        else if (mode == "requested")
            terms.companion_links.insert(link_mode::requested);
        else if (mode == "invited")
            terms.companion_links.insert(link_mode::invited);
        else
            problems.add(at, unknown_word("way to begin a companion link", mode, modes));
    });
}

void read_switches(table_reader& root, charter& terms, problem_list& problems) {
    const auto* found = root.table("switches", true);
    if (found == nullptr) return;
    table_reader switches(found->value, found->at, "switches", problems);
    terms.companion_gate = switches.boolean("companion_gate");
    terms.applications = switches.boolean("applications");
    terms.spontaneous = switches.boolean("spontaneous");
    terms.sponsorship = switches.boolean("sponsorship");
    terms.public_offers = switches.boolean("public_offers");
    terms.directory = switches.boolean("directory");
    terms.submit_on_behalf = switches.boolean("submit_on_behalf");
    terms.validate_own_submission = switches.boolean("validate_own_submission");
    read_link_modes(switches, terms, problems);
    terms.minimum_age = static_cast<std::uint32_t>(switches.integer("minimum_age", 0, 18));
    switches.refuse_unknown();
}

void read_caps(table_reader& root, charter& terms, problem_list& problems) {
    const auto* found = root.table("caps", false);
    if (found == nullptr) return;
    table_reader table(found->value, found->at, "caps", problems);
    const auto number = [&](std::string_view key, std::uint32_t& into, std::int64_t least, std::int64_t most) {
        into = static_cast<std::uint32_t>(table.integer(key, least, most, into));
    };
    number("live_applications_of_candidate", terms.limits.live_applications_of_candidate, 0, messages_most);
    number("live_applications_to_offer_of_candidate", terms.limits.live_applications_to_offer_of_candidate, 1, 10);
    number("live_sponsorships_of_candidate", terms.limits.live_sponsorships_of_candidate, 0, messages_most);
    number("meetings_of_application", terms.limits.meetings_of_application, 1, messages_most);
    number("messages_of_application", terms.limits.messages_of_application, 1, messages_most);
    table.refuse_unknown();
}

void read_reasons(table_reader& root, charter& terms, problem_list& problems) {
    const auto* found = root.table("reasons", false);
    if (found == nullptr) return;
    table_reader table(found->value, found->at, "reasons", problems);
    terms.refusal_reasons = read_localized_by_key(table.table("refusal", false), terms, problems);
    terms.outcome_reasons = read_localized_by_key(table.table("outcome", false), terms, problems);
    table.refuse_unknown();
}

void read_snapshot(table_reader& root, charter& terms, const charter_vocabulary& known, problem_list& problems) {
    terms.snapshot = root.texts("snapshot", [&](const std::string& name, place at) {
        if (name.starts_with("sensitive."))
            problems.add(at, fmt::format("\"{}\" is sensitive: it never leaves the candidate's file", name));
        else if (!known.personal_fields.contains(name))
            problems.add(at, unknown_word("field of a candidate", name, list_of(known.personal_fields)));
    });
    terms.facets = root.texts("facets", [&](const std::string& name, place at) {
        if (!known.facets.contains(name)) problems.add(at, unknown_word("facet", name, list_of(known.facets)));
    });
}

void read_labels(table_reader& root, charter& terms, const charter_vocabulary& known, problem_list& problems) {
    const auto* found = root.table("labels", true);
    terms.labels = read_localized_by_key(found, terms, problems);
    if (found == nullptr) return;
    for (const auto& each : found->value.entries)
        if (!known.labels.contains(each.key))
            problems.add(each.at, unknown_word("label", each.key, list_of(known.labels)));
    for (const auto& label : known.labels) {
        if (label.starts_with("sponsorship.") && !terms.sponsorship) continue;
        if (!terms.labels.contains(label)) problems.add(found->at, fmt::format("the label \"{}\" is missing", label));
    }
}

}  // namespace

tl::expected<charter, std::vector<file_problem>> parse_charter(std::string_view text, const std::string& file_name,
                                                               const charter_vocabulary& known) {
    const auto document = parse_toml(text, file_name);
    if (!document) return tl::unexpected(std::vector{document.error()});

    problem_list problems(file_name);
    table_reader root(*document, {1, 1}, "", problems);
    charter terms;
    terms.text = std::string(text);
    terms.text_digest = sha256(text);
    read_head(root, terms, known, problems);
    read_switches(root, terms, problems);
    read_caps(root, terms, problems);
    read_roles(root, terms, known, problems);
    read_commands(root, terms, known, problems);
    read_visibility(root, terms, problems);
    read_reasons(root, terms, problems);
    read_snapshot(root, terms, known, problems);
    read_legal(root, terms, problems);
    read_labels(root, terms, known, problems);
    root.refuse_unknown();
    refuse_contradictions(*document, terms, problems);
    if (!problems.empty()) return tl::unexpected(problems.take());
    return terms;
}

tl::expected<charter, std::vector<file_problem>> read_charter_file(const std::string& path,
                                                                   const charter_vocabulary& known) {
    const auto text = read_text_file(path);
    if (!text) return tl::unexpected(std::vector{text.error()});
    return parse_charter(*text, path, known);
}

}  // namespace parcours
