// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string_view>
#include <vector>

#include "events/json/event_json.hpp"
#include "query_api/call.hpp"
#include "query_api/relations/relations_now.hpp"

namespace parcours {

// How many candidates one caller's lists and counts are made of.
inline constexpr std::size_t own_candidates_max = 20'000;
// How many companions of a supervisor are looked through.
inline constexpr std::size_t companions_of_supervisor_max = 2'000;

// One answer as its caller may see it: tells what the caller is to each row, collects the cells that are shown, opens
// them in one batch and answers. Not thread-safe; one for each request, made after the snapshots of the rows were
// taken, for relations come last (architecture.md, "The way of a read").
class viewing {
  public:
    // The call outlives it.
    explicit viewing(call& asked);

    call& asked() const { return asked_; }
    const charter& terms() const { return asked_.terms(); }
    const viewer& who() const { return asked_.by().who; }
    const relation_reader& relations() const { return *relations_; }

    // The audiences that the caller is in towards a row. What relations say of a person is looked up once.
    expected<audience_set> audiences(const row_standing& row);
    // Whose applications the caller may know of by a relation: a candidate's own, a companion's candidates, those of the
    // companions who report to a supervisor. Each once; at most `own_candidates_max`. Empty for every other role.
    expected<std::vector<person_id>> own_candidates();
    // What is answered was looked through up to a bound alone, which no cursor leads beyond: the answer says so, by
    // `incomplete`, as it does where a relation was.
    void leave_incomplete() { incomplete_ = true; }

    // Puts a place for a cell, which `answer` fills; an empty cell is left out. Use row_view, which asks the charter.
    // `parts`: of what the cell holds, these alone; empty: all of it. Their names are literals.
    void place(boost::json::object& into, std::string_view name, const kept_cell& cell, group in,
               std::vector<std::string_view> parts = {});
    // Opens what was placed, writes the one access-log entry and answers; 503, and nothing rendered, where the vault does
    // not answer. Nothing else may answer a call for which cells were placed.
    void answer(boost::json::value body);

  private:
    expected<std::vector<person_id>> companions_under();
    expected<void> fill(boost::json::value& where) const;

    call& asked_;
    relations_now relations_;
    opener cells_;
    bool incomplete_ = false;
    std::vector<std::vector<std::string_view>> parts_;       // of each cell that was placed
    std::map<std::pair<person_id, person_id>, ties> known_;  // by candidate and holder
};

// The group of the field that a cell was sealed as; nothing where this program declares no such field.
std::optional<group> group_of(const kept_cell& cell);

}  // namespace parcours
