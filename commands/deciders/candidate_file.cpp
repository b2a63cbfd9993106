// SPDX-License-Identifier: Apache-2.0
#include "commands/deciders/candidate_file.hpp"

#include <algorithm>

namespace parcours {
namespace {

using rejection = candidate_file_rejection;
using none = candidate_file::none;
using opened = candidate_file::opened;
using events = std::vector<candidate_file_stream::event>;
using outcome = decision<candidate_file_stream::event, rejection>;
using refused = tl::unexpected<rejection>;

bool has_account(const facts& known, const person_id& person) {
    const auto found = known.route->persons.find(person);
    return found != known.route->persons.end() && found->second.account;
}

// The parts of each section; `text` belongs to all.
std::vector<std::string_view> parts_of(profile_section section) {
    switch (section) {
        case profile_section::presentation: return {"title", "text"};
        case profile_section::situation: return {"situation", "level", "text"};
        case profile_section::search: return {"search", "contract", "departement", "text"};
        case profile_section::skills: return {"skills", "text"};
        case profile_section::education: return {"education", "level", "text"};
        case profile_section::experience: return {"experience", "text"};
        case profile_section::languages: return {"languages", "text"};
    }
    return {};
}

outcome decide(const none&, const open_candidate_file& asked, const facts& known) {
    if (!has_account(known, asked.candidate)) return refused(rejection::account_unknown);
    return events{candidate_file_opened{asked.school, known.by.account}};
}
outcome decide(const opened&, const open_candidate_file&, const facts&) { return events{}; }

outcome decide(const opened&, const update_candidate_section& asked, const facts& known) {
    return events{candidate_section_updated{asked.section, asked.content, known.by.account}};
}
outcome decide(const opened&, const update_candidate_sensitive_section& asked, const facts& known) {
    return events{candidate_sensitive_section_updated{asked.content, known.by.account}};
}
outcome decide(const none&, const update_candidate_section&, const facts&) { return refused(rejection::wrong_state); }
outcome decide(const none&, const update_candidate_sensitive_section&, const facts&) {
    return refused(rejection::wrong_state);
}

}  // namespace

void update_candidate_section::check(const charter&, const actor&, field_faults& faults) const {
    const auto own = parts_of(section);
    for_each_field<section_content>([&](const auto& part) {
        const bool given = (content.clear().*part.member).has_value();
        if (given && std::find(own.begin(), own.end(), part.name) == own.end())
            faults.push_back({"/content/" + std::string(part.name), "not_of_section", {}, false});
    });
}

outcome candidate_file::decide(const state& now, const command& asked, const facts& known) {
    return std::visit([&](const auto& situation, const auto& one) { return parcours::decide(situation, one, known); },
                      now, asked);
}

candidate_file::state candidate_file::evolve(state, const stream::event&, const stamp&) { return opened{}; }

void candidate_file::evolve_route(route_state& route, const stream::event&, const stamp& at) {
    route.persons[person_id{at.stream.id}].file = true;
}

}  // namespace parcours
