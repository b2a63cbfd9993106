// SPDX-License-Identifier: Apache-2.0
#include "tests/replay_tools/a_story.hpp"

#include "events/commit/digest.hpp"

namespace parcours {
namespace {

actor as(person_id account, std::string role) { return {account, std::move(role), {}}; }

charter_adopted some_charter() {
    charter_adopted adopted;
    adopted.name_ = "atouts-pour-tous";
    adopted.text = "name = \"atouts-pour-tous\"\ntime_zone = \"Europe/Paris\"\n";
    adopted.digest_ = sha256(adopted.text);
    return adopted;
}

}  // namespace

a_story::a_story(partition_number partitions) : written(std::make_unique<written_history>(partitions)) {
    written->add<platform_stream>(id128{}, {some_charter()}, actor{});
    organisation_registered registered;
    registered.name_ = "Électricité & Forêts de l'Ouest";
    registered.sector = "énergie";
    registered.place = "Angoulême";
    registered.by = person_id{{1, 1}};
    written->add<organisation_stream>(organisation, {registered}, as(registered.by, "administrator"));
    const auto add = [&](application_stream::event happened, person_id by, std::string role) {
        written->add<application_stream>(application, {std::move(happened)}, as(by, std::move(role)));
    };
    add(sent(), candidate, "candidate");
    add(application_validated{candidate, organisation, offer, cell_of("comment")}, companion, "companion");
    add(application_taken_in_charge{candidate, organisation, offer, {}}, recruiter, "recruiter");
    add(meeting_proposed{candidate, organisation, offer, meeting, meeting_mode::site, cell_of("start"), cell_of("end"),
                         cell_of("zone"), cell_of("place"), cell_of("words")},
        recruiter, "recruiter");
    add(meeting_accepted{candidate, organisation, offer, meeting}, candidate, "candidate");
    add(meeting_held{candidate, organisation, offer, meeting}, recruiter, "recruiter");
    add(hiring_declared{candidate, organisation, offer, contract_kind::apprenticeship, cell_of("words"), {}}, recruiter,
        "recruiter");
}

application_submitted a_story::sent() const {
    application_submitted sent;
    sent.candidate = candidate;
    sent.organisation = organisation;
    sent.offer = offer;
    sent.submitted_by = candidate;
    sent.message = cell_of("message");
    sent.headline = cell_of("headline");
    sent.snapshot = cell_of("snapshot");
    sent.facets = cell_of("facets");
    sent.documents = {document_id{{route, 500}}};
    return sent;
}

application_id a_story::add_refused() {
    const application_id other{{route, 301}};
    written->add<application_stream>(other, {sent()}, as(candidate, "candidate"));
    written->add<application_stream>(
        other, {application_refused{candidate, organisation, offer, "no_position", cell_of("why")}},
        as(recruiter, "recruiter"));
    return other;
}

void a_story::add_followups(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i)
        written->add<application_stream>(
            application,
            {followup_posted{candidate, organisation, offer, message_id{{route, 1'000 + i}}, companion, cell_of("x")}},
            as(companion, "companion"));
}

}  // namespace parcours
