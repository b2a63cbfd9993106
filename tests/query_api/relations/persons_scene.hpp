// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "projections/all_projections.hpp"
#include "query_api/relations/relations_now.hpp"
#include "query_api/relations/standings.hpp"
#include "tests/support/read_models_in_memory.hpp"

// A candidate and who might have to do with them, told as events.
namespace parcours::relation_cast {

inline constexpr person_id ana{{1, 1}};
inline constexpr person_id bruno{{1, 2}};
inline constexpr person_id carla{{1, 3}};
inline constexpr person_id denis{{1, 5}};
inline constexpr organisation_id school{{1, 4}};
inline constexpr organisation_id company{{1, 6}};
inline constexpr link_id link{{1, 7}};
inline constexpr link_id another_link{{1, 8}};
inline constexpr application_id an_application{{1, 9}};
inline constexpr sponsorship_id a_sponsorship{{1, 10}};
inline const viewer the_candidate{ana, "candidate", {}};
inline const viewer the_companion{bruno, "companion", school};
inline const viewer the_supervisor{carla, "supervisor", school};

struct persons {
    read_models_in_memory models;

    void is_there(const person_id& who, std::vector<std::string> roles, const organisation_id& where) {
        account_created made;
        made.roles = std::move(roles);
        made.organisation = where;
        made.identity = cell_of("identity");
        made.contact = cell_of("contact");
        models.given<account_stream>(who, {std::move(made)});
    }
    void is_linked(const link_id& which = link, const person_id& companion = bruno) {
        models.given<companion_link_stream>(which, {companion_link_assigned{ana, companion, link_origin::assigned}});
    }
    void has_met(const person_id& recruiter) {
        application_submitted sent;
        sent.candidate = ana;
        sent.organisation = company;
        sent.message = cell_of("message");
        sent.headline = cell_of("headline");
        sent.snapshot = cell_of("snapshot");
        sent.facets = cell_of("facets");
        meeting_proposed meeting;
        meeting.candidate = ana;
        meeting.organisation = company;
        meeting.starts_at = cell_of("starts_at");
        meeting.ends_at = cell_of("ends_at");
        meeting.time_zone = cell_of("time_zone");
        meeting.message = cell_of("message");
        models.given<application_stream>(an_application, {std::move(sent)}, {ana, "candidate", {}});
        models.given<application_stream>(an_application, {std::move(meeting)}, {recruiter, "recruiter", {}});
    }
    void is_sponsored_by(const person_id& sponsor) {
        sponsorship_requested asked;
        asked.candidate = ana;
        asked.organisation = company;
        asked.message = cell_of("message");
        asked.headline = cell_of("headline");
        asked.snapshot = cell_of("snapshot");
        models.given<sponsorship_stream>(a_sponsorship,
                                         {std::move(asked), sponsorship_accepted{ana, company, sponsor, {}}});
    }
    ties of(const viewer& who, const row_standing& row = standing_of_candidate(ana)) const {
        return relations_now(models)->ties_of(who, row).value();
    }
    bool supervises(const viewer& who) const { return of(who).supervises; }
    // Whether the candidate knows the holder of this account.
    bool is_known(const person_id& holder) const {
        return of(the_candidate, {{}, holder, {}, {}, row_reach::unbound}).acquainted;
    }
};

}  // namespace parcours::relation_cast
