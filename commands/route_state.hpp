// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>

#include "events/declaration.hpp"

namespace parcours {

// What the streams of one route tell each other, exactly: who is linked to a candidate, which applications and
// sponsorships live; what is over is not in it, so that it does not grow with history. Folded by the executor, pending
// commits included. Since few persons share a route, each entry names its person.
struct route_state {
    enum class link_status : std::uint8_t { requested, linked };
    struct link {
        person_id candidate;
        person_id companion;
        link_status status = link_status::linked;
    };
    struct candidacy {  // an application or a sponsorship
        person_id candidate;
        organisation_id organisation;
        std::optional<offer_id> offer;
        bool sent = false;  // submitted at least once
    };
    struct person {
        bool account = false;
        bool active = false;
        bool file = false;
    };
    std::map<link_id, link> links;
    std::map<application_id, candidacy> applications;
    std::map<sponsorship_id, candidacy> sponsorships;
    std::map<person_id, person> persons;

    bool linked(const person_id& candidate, const person_id& companion) const {
        for (const auto& [id, each] : links)
            if (each.candidate == candidate && each.companion == companion && each.status == link_status::linked)
                return true;
        return false;
    }
};

}  // namespace parcours
