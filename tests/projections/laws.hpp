// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "projections/fold.hpp"
#include "tests/support/random_source.hpp"
#include "tests/support/tables_in_memory.hpp"
#include "tests/support/written_history.hpp"

// What holds for every fold over every accepted history. Each law answers how it is broken; empty: it holds.
namespace parcours {

// A table as a fold keeps it from commit to commit along a course of life: in groups of any size, partitions in any
// order, with commits that come again, writes that fail and stops of the process.
tables_in_memory kept_live(const fold& what, const written_history& history, random_source& course);
// The table of a rebuild that has this much memory.
tables_in_memory built_anew(const fold& what, const written_history& history, std::size_t memory_max);

// What a table says, but for how far it was read.
tables_in_memory::pairs said_by(const tables_in_memory& tables, const fold& what);

// A table that was kept live says what one says that is built anew, in one pass or in several.
std::string breach_of_rebuild(const fold& what, const written_history& history, std::uint64_t seed);
// The order in which streams are folded changes nothing.
std::string breach_of_any_order(const fold& what, const written_history& history, std::uint64_t seed);
// What follows from a history is the sum of what follows from each of its streams alone.
std::string breach_of_single_streams(const fold& what, const written_history& history);

// Where two tables differ; empty: nowhere.
std::string difference_between(const tables_in_memory::pairs& one, const tables_in_memory::pairs& other);

}  // namespace parcours
