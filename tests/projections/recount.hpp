// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "projections/tables.hpp"

// Counts and lists against a plain count over all rows. Each answers how it differs; empty: nowhere.
namespace parcours {

// What dashboards count of applications, and the lists they count by.
std::string breach_of_recount_of_applications(const table_snapshot& rows);
std::string breach_of_recount_of_sponsorships(const table_snapshot& rows);

// Every projection: its entries and counts are those that follow from its rows, and no others.
std::string breach_of_consequences(std::string_view projection, const table_snapshot& rows, std::uint32_t partitions);

}  // namespace parcours
