// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "commands/route_state.hpp"
#include "events/charter/charter.hpp"
#include "events/commit/commit.hpp"
#include "events/values/snapshot.hpp"

namespace parcours {

// What is known of an offer, organisation or account elsewhere, as of the positions it was read at.
struct offer_fact {
    organisation_id organisation;
    bool open = false;
};
struct organisation_fact {
    bool known = false;
    bool takes_spontaneous = false;
};
struct account_fact {
    bool known = false;
    bool active = false;
    std::set<std::string> roles;  // those that count (`role_counts`)
    organisation_id organisation;
    person_id supervisor;
};

// What an organisation gets of a candidate with an application or a sponsorship, by the charter's list; clear.
struct snapshot_fact {
    snapshot_headline headline;
    snapshot_body body;
    application_facets facets;
};

// Read before the command enters its queue; may be old. A decider says at its guard what a stale one may do:
// harmless, or mended later (architecture.md, "Facts").
struct remote_facts {
    std::vector<position> read_at;
    audience_set audiences;  // the actor's, towards the command's target
    std::optional<offer_fact> offer;
    std::optional<organisation_fact> organisation;  // the target's
    std::optional<account_fact> issuer;             // the actor's own account
    std::optional<account_fact> other;  // the account that the command names: a sponsor, a companion, a colleague
    std::optional<instant> meeting_starts_at;  // of the meeting named, opened by the fact reader
    std::optional<snapshot_fact> snapshot;     // opened by the fact reader; nothing where the file lacks a name
    std::set<std::string> taken;               // uniqueness kinds ("email", "siret") that another holds
};

// Everything that a decision may depend on beside its stream's state and the command itself.
struct facts {
    instant now;  // recorded-at of the commit to be
    actor by;
    const charter* terms = nullptr;      // never null
    const route_state* route = nullptr;  // never null; exact, pending commits included
    remote_facts remote;
    id128 made;           // a fresh id on the target's route: of a stream, a meeting, a message
    bool system = false;  // a timer or a reactor
};

}  // namespace parcours
