// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/streams/application.hpp"
#include "projections/folds/application_rows.hpp"
#include "projections/projection.hpp"

namespace parcours {

// Where each application stands; lists of candidates, organisations and offers; its messages; the latest actions.
// Counts of a candidate or an offer are made from their lists, which are short; those of an organisation are kept.
struct applications {
    static constexpr std::string_view name = "applications";
    static constexpr int version = 3;  // raise to rebuild
    using stream = application_stream;
    using events = handles_all<stream>;
    using row = application_row;

    template <class Event>
    static void on(row& r, const Event& e, const stamp& at);

    // Lists, oldest first; the value is a `listed_application`. By the date of sending, those of an organisation or an
    // offer by that of reception; drafts by that of their beginning. Whose list an application stands in does not say
    // who may know of it: no draft is shown to recruiters, and under a gate only `row_reach::validated`.
    static entry_key of_candidate(person_id candidate) { return std::move(entry_key('c') << candidate); }
    static entry_key of_organisation(organisation_id organisation) { return std::move(entry_key('o') << organisation); }
    static entry_key of_offer(offer_id offer) { return std::move(entry_key('f') << offer); }
    static entry_key all() { return entry_key('a'); }
    // Who proposed this candidate a meeting, whatever came of it; no value.
    static entry_key meetings_with(person_id candidate, person_id proposed_by) {
        return std::move(entry_key('x') << candidate << proposed_by);
    }
    static void entries(const row& r, entry_sink& put);

    // How many of an organisation there are by reach, status and kind (an octet each).
    static entry_key counts_of(organisation_id organisation) { return std::move(entry_key('o') << organisation); }
    static void counts(const row& r, count_sink& add);

    // Entries of single events. Messages of a thread, oldest first: a `kept_message` each.
    static entry_key messages_of(application_id application, message_thread thread) {
        return std::move(entry_key('m') << application << thread);
    }
    // Actions on what a candidate sent or an organisation got, oldest first: an `application_action` each. What the
    // recruiter's or the candidate's side never sees is in neither; who may see the rest is the charter's matter.
    static entry_key actions_of(person_id candidate) { return std::move(entry_key('p') << candidate); }
    static entry_key actions_for(organisation_id organisation) { return std::move(entry_key('q') << organisation); }
    static void event_entries(const row& r, const stream::event& happened, const stamp& at, entry_sink& put);
};
static_assert(projection<applications> && has_entries<applications> && has_counts<applications> &&
              has_event_entries<applications>);

}  // namespace parcours
