// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "infra/processes/read_model_facts.hpp"
#include "projections/all_projections.hpp"
#include "tests/support/accesses_in_memory.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/keys_in_memory.hpp"
#include "tests/support/read_models_in_memory.hpp"
#include "tests/support/sealing.hpp"

namespace parcours {

// A candidate, their companion and supervisor, a recruiter and an offer, told as events; facts are read from the rows.
class facts_scene {
  public:
    facts_scene() {
        terms->time_zone = "Europe/Paris";
        terms->companion_gate = true;
        terms->snapshot = {"identity.first_name", "identity.last_name", "profile.title"};
        terms->visible.grant(group::identity, audience::self, right::edit);
        terms->visible.grant(group::identity, audience::companion, right::edit);
        terms->visible.grant(group::meetings, audience::recruiter_of_target, right::edit);
    }

    // An active account; names and addresses are sealed for real.
    void is_there(const person_id& who, std::string role, std::optional<organisation_id> of = std::nullopt,
                  std::string last_name = "Roy") {
        account_created made;
        made.roles = {std::move(role)};
        made.organisation = of;
        made.identity = seal(who, &account_created::identity, {"Ana", std::move(last_name), std::nullopt});
        made.contact = seal(who, &account_created::contact, {"a@example.org", std::nullopt, std::nullopt});
        models.given<account_stream>(who, {std::move(made), account_activated{}});
    }
    void has_file(const person_id& who, const std::string& title = "Vendeuse") {
        section_content content;
        content.title = title;
        candidate_section_updated section{profile_section::presentation,
                                          seal(who, &candidate_section_updated::content, content), who};
        models.given<candidate_file_stream>(who, {candidate_file_opened{}, std::move(section)});
    }
    void is_linked() {
        models.given<companion_link_stream>(link, {companion_link_assigned{ana, bruno, link_origin::assigned}});
    }
    void is_published(std::optional<calendar_day> closes_on = std::nullopt) {
        offer_published made;
        made.organisation = company;
        made.closes_on = closes_on;
        models.given<offer_stream>(an_offer, {std::move(made)});
    }
    template <class Event>
    static Event about() {
        Event made;
        made.candidate = ana;
        made.organisation = company;
        if constexpr (requires { made.offer; }) made.offer = an_offer;
        return made;
    }
    // As it leaves the candidate; nobody opens its texts here.
    static application_submitted submitted() {
        auto made = about<application_submitted>();
        made.message = cell_of("message");
        made.headline = cell_of("headline");
        made.snapshot = cell_of("snapshot");
        made.facets = cell_of("facets");
        return made;
    }
    meeting_proposed proposed(instant starts_at) {
        auto made = about<meeting_proposed>();
        made.meeting = meeting;
        made.starts_at = seal(ana, &meeting_proposed::starts_at, starts_at, an_application.value);
        made.ends_at = cell_of("ends_at");
        made.time_zone = cell_of("time_zone");
        made.message = cell_of("message");
        return made;
    }

    // What the reader says; a test that waits must let the read models go first.
    expected<remote_facts> read(const actor& by, const fact_needs& needs) {
        std::optional<expected<remote_facts>> told;
        reader.read(by, needs, [&](expected<remote_facts> found) { told = std::move(found); });
        check(told.has_value(), "facts are told at once where nothing is held back");
        return *std::move(told);
    }
    audience_set audiences(const actor& by, const stream_id& judged_by) {
        fact_needs needs;
        needs.judged_by = judged_by;
        return read(by, needs).value().audiences;
    }

    keys_in_memory vault;
    accesses_in_memory accesses;
    fake_clock time{written_history::beginning};
    read_models_in_memory models{4};
    sealing seal{vault};
    std::shared_ptr<charter> terms = std::make_shared<charter>();
    read_model_facts reader{{models, models.history(), vault, accesses, time, [this] { return terms; }}, 2'000};

    static constexpr person_id ana{{7, 1}};
    static constexpr person_id bruno{{9, 2}};
    static constexpr person_id carla{{10, 3}};
    static constexpr person_id denis{{5, 4}};
    static constexpr organisation_id company{{6, 5}};
    static constexpr organisation_id school{{11, 6}};
    static constexpr offer_id an_offer{{5, 7}};
    static constexpr link_id link{{7, 8}};
    static constexpr application_id an_application{{7, 9}};
    static constexpr sponsorship_id a_sponsorship{{7, 10}};
    static constexpr meeting_id meeting{{7, 11}};
    static inline const stream_id application{stream_kind::application, an_application.value};
    static inline const actor the_candidate{ana, "candidate", {}};
    static inline const actor the_companion{bruno, "companion", {}};
    static inline const actor the_supervisor{carla, "supervisor", {}};
    static inline const actor the_recruiter{denis, "recruiter", {}};
};

}  // namespace parcours
