// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "commands/facts.hpp"
#include "events/ports/unique_index.hpp"

namespace parcours {

// A value that only one stream may hold: reserved under the command's id before it enters its queue.
struct unique_claim {
    unique_kind kind = unique_kind::email;
    std::string value;  // normalised; in clear, so it stays in memory
    id128 holder;
};
std::string_view to_string(unique_kind kind);  // "email": as `remote_facts::taken` names it

// Which remote facts a command's guards read; answered by the port `fact_reader`.
struct fact_needs {
    std::optional<stream_id>
        judged_by;  // towards which the actor's audiences count: the target, or what it begins beside
    std::optional<offer_id> offer;
    std::optional<organisation_id> organisation;
    std::optional<application_id> application_target;  // the organisation and the offer that an application names
    std::optional<sponsorship_id> sponsorship_target;  // the organisation that a sponsorship names
    std::optional<person_id> other;                    // an account: a sponsor, a companion, a colleague
    std::optional<meeting_id> meeting;                 // of the application that is the target: when it starts
    std::optional<person_id> snapshot;                 // of this candidate, by the charter's list; or
    bool snapshot_of_target = false;                   // of whom the application or sponsorship above is
    std::vector<unique_claim> unique;
};

}  // namespace parcours
