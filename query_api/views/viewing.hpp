// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string_view>

#include "events/json/event_json.hpp"
#include "query_api/call.hpp"
#include "query_api/relations/relations_now.hpp"

namespace parcours {

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

    // Puts a place for a cell, which `answer` fills; an empty cell is left out. Use row_view, which asks the charter.
    void place(boost::json::object& into, std::string_view name, const kept_cell& cell, group in);
    // Opens what was placed, writes the one access-log entry and answers; 503, and nothing rendered, where the vault does
    // not answer. Nothing else may answer a call for which cells were placed.
    void answer(boost::json::value body);

  private:
    expected<void> fill(boost::json::value& where) const;

    call& asked_;
    relations_now relations_;
    opener cells_;
    std::map<std::pair<person_id, person_id>, ties> known_;  // by candidate and holder
};

// The group of the field that a cell was sealed as; nothing where this program declares no such field.
std::optional<group> group_of(const kept_cell& cell);

}  // namespace parcours
