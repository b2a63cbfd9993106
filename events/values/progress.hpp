// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/declaration.hpp"

// Words that applications and sponsorships share.
namespace parcours {

// To an offer, or to the organisation itself. NOTE: the numbers and names are the stored format.
enum class application_kind : std::uint8_t { offer = 1, spontaneous = 2 };
constexpr auto names_of(application_kind) {
    using enum application_kind;
    return std::array{named{offer, "offer"}, named{spontaneous, "spontaneous"}};
}

// How a meeting takes place. NOTE: the numbers and names are the stored format.
enum class meeting_mode : std::uint8_t { site = 1, phone = 2, video = 3 };
constexpr auto names_of(meeting_mode) {
    using enum meeting_mode;
    return std::array{named{site, "site"}, named{phone, "phone"}, named{video, "video"}};
}

// Why the platform ends an application or sponsorship. NOTE: the numbers and names are the stored format.
enum class cancel_cause : std::uint8_t {
    administrator = 1,
    data_refused = 2,
    data_missing = 3,
    erasure = 4,
    cap = 5,
    offer_withdrawn = 6
};
constexpr auto names_of(cancel_cause) {
    using enum cancel_cause;
    return std::array{named{administrator, "administrator"},
                      named{data_refused, "data_refused"},
                      named{data_missing, "data_missing"},
                      named{erasure, "erasure"},
                      named{cap, "cap"},
                      named{offer_withdrawn, "offer_withdrawn"}};
}

}  // namespace parcours
