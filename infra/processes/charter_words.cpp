// SPDX-License-Identifier: Apache-2.0
#include "infra/processes/charter_words.hpp"

#include "events/registry/event_registry.hpp"
#include "events/values/snapshot.hpp"
#include "infra/calendar/zones.hpp"
#include "projections/folds/applications.hpp"
#include "projections/folds/sponsorships.hpp"

namespace parcours {
namespace {

template <class Enum>
void add_labels(std::set<std::string>& all, const std::string& of) {
    for (const auto& each : names_of(Enum{})) all.insert(of + "." + std::string(each.name));
}

template <class T>
std::set<std::string> names_of_parts() {
    std::set<std::string> all;
    std::apply([&](const auto&... each) { (all.emplace(each.name), ...); }, T::fields());
    return all;
}

}  // namespace

charter_vocabulary charter_words(const command_registry& registry) {
    charter_vocabulary known;
    known.commands = registry.names();
    known.personal_fields = personal_parts({category_name::identity, category_name::contact, category_name::profile});
    known.facets = names_of_parts<application_facets>();
    known.registration_fields = {"first_name", "last_name", "email", "birth_date", "organisation"};
    add_labels<application_status>(known.labels, "application");
    add_labels<sponsorship_status>(known.labels, "sponsorship");
    add_labels<meeting_state>(known.labels, "meeting");
    add_labels<contract_kind>(known.labels, "contract");
    known.labels.insert({"kind.offer", "kind.spontaneous"});
    known.knows_zone = [](const std::string& name) { return knows_zone(name); };
    return known;
}

}  // namespace parcours
