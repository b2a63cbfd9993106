// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/declaration.hpp"

// Contracts, in offers, searches and hirings.
namespace parcours {

// What an offer or a hiring leads to. NOTE: the numbers and names are the stored format.
enum class contract_kind : std::uint8_t {
    internship = 1,
    apprenticeship = 2,
    fixed_term = 3,
    permanent = 4,
    other = 5
};
constexpr auto names_of(contract_kind) {
    using enum contract_kind;
    return std::array{named{internship, "internship"}, named{apprenticeship, "apprenticeship"},
                      named{fixed_term, "fixed_term"}, named{permanent, "permanent"}, named{other, "other"}};
}

}  // namespace parcours
