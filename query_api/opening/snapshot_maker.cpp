// SPDX-License-Identifier: Apache-2.0
#include "query_api/opening/snapshot_maker.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "events/codec/codec.hpp"
#include "events/text.hpp"

namespace parcours {
namespace {

// From which sections a field comes; the first that has it counts.
struct profile_source {
    std::string_view field;
    std::vector<profile_section> sections;
};
const std::vector<profile_source>& profile_sources() {
    using enum profile_section;
    static const std::vector<profile_source> all{{"title", {presentation}},    {"text", {presentation}},
                                                 {"search", {search}},         {"contract", {search}},
                                                 {"departement", {search}},    {"level", {education, situation}},
                                                 {"skills", {skills}},         {"education", {education}},
                                                 {"experience", {experience}}, {"languages", {languages}}};
    return all;
}
constexpr std::array identity_fields{"first_name", "last_name"};
constexpr std::array contact_fields{"email", "phone", "postcode"};
constexpr std::array all_facets{"age_band", "level", "contract", "departement"};

bool holds(const std::vector<std::string>& all, const std::string& name) {
    return std::find(all.begin(), all.end(), name) != all.end();
}

// Wide enough that a band alone tells nobody apart.
std::string age_band(calendar_day born, instant now) {
    const auto today = parse_calendar_day(to_string(now).substr(0, 10)).value_or(born);
    const bool had_birthday = std::pair(today.month, today.day) >= std::pair(born.month, born.day);
    const int age = today.year - born.year - (had_birthday ? 0 : 1);
    if (age < 18) return "under_18";
    if (age < 26) return "18_25";
    if (age < 30) return "26_29";
    return age < 50 ? "30_49" : "50_and_over";
}

// What a cell held; an empty value where there was none, or nobody will read it again.
template <class T>
expected<T> read(const opener& cells, const std::optional<std::size_t>& number) {
    if (!number) return T{};
    const auto* clear = std::get_if<bytes>(&cells.at(*number));
    return clear == nullptr ? expected<T>(T{}) : decode_sealed<T>(*clear);
}

}  // namespace

snapshot_maker::snapshot_maker(const charter& terms, const accounts::row& account, const candidate_files::row& file,
                               opener& cells)
    : terms_(terms), cells_(cells) {
    const auto any_shown = [&](const auto& fields, const std::string& of) {
        return std::any_of(fields.begin(), fields.end(), [&](const char* each) { return shows(of + "." + each); });
    };
    if (any_shown(identity_fields, "identity") || counts("age_band")) ask_for(identity_, account.identity);
    if (any_shown(contact_fields, "contact")) ask_for(contact_, account.contact);
    for (const auto& [field, sections] : profile_sources()) {
        if (!shows("profile." + std::string(field)) && !counts(field)) continue;
        for (const auto& each : file.sections) {
            const bool needed = std::find(sections.begin(), sections.end(), each.section) != sections.end();
            if (!needed || sections_.contains(each.section) || each.content.cell.empty()) continue;
            sections_[each.section] = cells_.ask(each.content, group::identity);
        }
    }
}

bool snapshot_maker::shows(std::string_view field) const { return holds(terms_.snapshot, std::string(field)); }
bool snapshot_maker::counts(std::string_view facet) const { return holds(terms_.facets, std::string(facet)); }

void snapshot_maker::ask_for(std::optional<std::size_t>& number, const kept_cell& cell) {
    if (!cell.cell.empty()) number = cells_.ask(cell, group::identity);
}

expected<section_content> snapshot_maker::section(profile_section which) const {
    const auto found = sections_.find(which);
    return read<section_content>(cells_, found == sections_.end() ? std::nullopt : std::optional(found->second));
}

void snapshot_maker::fill_names(candidate_snapshot& made, const person_identity& identity) const {
    if (shows("identity.first_name")) made.body.first_name = identity.first_name;
    if (shows("identity.last_name")) made.body.last_name = identity.last_name;
    const bool both = !made.body.first_name.empty() && !made.body.last_name.empty();
    made.headline.name = made.body.first_name + (both ? " " : "") + made.body.last_name;
}

expected<void> snapshot_maker::fill_profile(candidate_snapshot& made) const {
    section_content all;
    for (const auto& [field, sections] : profile_sources()) {
        for (const auto from : sections) {
            auto content = section(from);
            if (!content) return tl::unexpected(std::move(content).error());
            for_each_field<section_content>([&](const auto& part) {
                if (part.name == field && !(all.*part.member)) all.*part.member = (*content).*part.member;
            });
        }
    }
    auto& body = made.body;
    const auto take = [&](const char* field, auto& into, const auto& value) {
        if (value && shows(std::string("profile.") + field)) into = *value;
    };
    take("title", body.title, all.title);
    take("text", body.text, all.text);
    take("search", body.search, all.search);
    take("contract", body.contract, all.contract);
    take("departement", body.departement, all.departement);
    take("level", body.level, all.level);
    take("skills", body.skills, all.skills);
    take("education", body.education, all.education);
    take("experience", body.experience, all.experience);
    take("languages", body.languages, all.languages);
    made.headline.title = body.title;
    if (counts("level")) made.facets.level = all.level;
    if (counts("contract")) made.facets.contract = all.contract;
    if (counts("departement")) made.facets.departement = all.departement;
    return {};
}

expected<std::optional<candidate_snapshot>> snapshot_maker::make(instant now) const {
    const auto identity = read<person_identity>(cells_, identity_);
    if (!identity) return tl::unexpected(identity.error());
    if ((shows("identity.first_name") && is_blank(identity->first_name)) ||
        (shows("identity.last_name") && is_blank(identity->last_name)))
        return std::nullopt;
    candidate_snapshot made;
    fill_names(made, *identity);
    if (counts("age_band") && identity->birth_date) made.facets.age_band = age_band(*identity->birth_date, now);
    auto contact = read<person_contact>(cells_, contact_);
    if (!contact) return tl::unexpected(std::move(contact).error());
    if (shows("contact.email") && !contact->email.empty()) made.body.email = contact->email;
    if (shows("contact.phone")) made.body.phone = contact->phone;
    if (shows("contact.postcode")) made.body.postcode = contact->postcode;
    if (auto done = fill_profile(made); !done) return tl::unexpected(std::move(done).error());
    return made;
}

std::set<std::string> snapshot_field_names() {
    std::set<std::string> all;
    for (const auto* each : identity_fields) all.insert(std::string("identity.") + each);
    for (const auto* each : contact_fields) all.insert(std::string("contact.") + each);
    for (const auto& [field, sections] : profile_sources()) all.insert("profile." + std::string(field));
    return all;
}

std::set<std::string> facet_names() { return {all_facets.begin(), all_facets.end()}; }

}  // namespace parcours
