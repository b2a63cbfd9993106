// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/declaration.hpp"

// Who accompanies whom. A link lives on the candidate's route; a candidate may have several.
namespace parcours {

// NOTE: the numbers and names are the stored format.
enum class link_origin : std::uint8_t { assigned = 1, requested = 2, invited = 3, created_with_account = 4 };
constexpr auto names_of(link_origin) {
    return std::array{named{link_origin::assigned, "assigned"}, named{link_origin::requested, "requested"},
                      named{link_origin::invited, "invited"},
                      named{link_origin::created_with_account, "created_with_account"}};
}

// NOTE: `name`, `version` and the field names are the stored format.
struct companion_link_assigned {
    person_id candidate;
    person_id companion;
    link_origin origin = link_origin::assigned;

    static constexpr std::string_view name = "companion_link_assigned";
    static constexpr int version = 1;
    static constexpr group in = group::identity;
    static constexpr std::string_view meaning = "A companion follows this candidate from now on.";
    static constexpr auto fields() {
        using e = companion_link_assigned;
        return std::tuple{field{"candidate", &e::candidate, clear::public_, group::identity, "who is accompanied"},
                          field{"companion", &e::companion, clear::public_, group::identity, "who accompanies"},
                          field{"origin", &e::origin, clear::auditor, group::identity, "how the link came about"}};
    }
    bool operator==(const companion_link_assigned&) const = default;
};

struct companion_link_requested {
    person_id candidate;
    person_id companion;

    static constexpr std::string_view name = "companion_link_requested";
    static constexpr int version = 1;
    static constexpr group in = group::identity;
    static constexpr std::string_view meaning = "A companion asks to follow this candidate.";
    static constexpr auto fields() {
        using e = companion_link_requested;
        return std::tuple{
            field{"candidate", &e::candidate, clear::public_, group::identity, "who would be accompanied"},
            field{"companion", &e::companion, clear::public_, group::identity, "who asks"}};
    }
    bool operator==(const companion_link_requested&) const = default;
};

struct companion_link_accepted {
    person_id candidate;
    person_id companion;

    static constexpr std::string_view name = "companion_link_accepted";
    static constexpr int version = 1;
    static constexpr group in = group::identity;
    static constexpr std::string_view meaning = "The candidate accepts the companion who asked.";
    static constexpr auto fields() {
        using e = companion_link_accepted;
        return std::tuple{field{"candidate", &e::candidate, clear::public_, group::identity, "who is accompanied"},
                          field{"companion", &e::companion, clear::public_, group::identity, "who accompanies"}};
    }
    bool operator==(const companion_link_accepted&) const = default;
};

struct companion_link_declined {
    person_id candidate;
    person_id companion;

    static constexpr std::string_view name = "companion_link_declined";
    static constexpr int version = 1;
    static constexpr group in = group::identity;
    static constexpr std::string_view meaning = "The candidate declines the companion who asked.";
    static constexpr auto fields() {
        using e = companion_link_declined;
        return std::tuple{field{"candidate", &e::candidate, clear::public_, group::identity, "who declines"},
                          field{"companion", &e::companion, clear::public_, group::identity, "who asked"}};
    }
    bool operator==(const companion_link_declined&) const = default;
};

struct companion_link_revoked {
    person_id candidate;
    person_id companion;

    static constexpr std::string_view name = "companion_link_revoked";
    static constexpr int version = 1;
    static constexpr group in = group::identity;
    static constexpr std::string_view meaning = "The companion follows this candidate no more, at once.";
    static constexpr auto fields() {
        using e = companion_link_revoked;
        return std::tuple{field{"candidate", &e::candidate, clear::public_, group::identity, "who was accompanied"},
                          field{"companion", &e::companion, clear::public_, group::identity, "who accompanied"}};
    }
    bool operator==(const companion_link_revoked&) const = default;
};

struct companion_link_stream {
    static constexpr stream_kind kind = stream_kind::companion_link;
    using id = link_id;
    using event = std::variant<companion_link_assigned, companion_link_requested, companion_link_accepted,
                               companion_link_declined, companion_link_revoked>;
    using superseded = type_list<>;
};
static_assert(stream_family<companion_link_stream>);

}  // namespace parcours
