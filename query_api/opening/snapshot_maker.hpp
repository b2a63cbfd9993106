// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "events/charter/charter.hpp"
#include "events/values/snapshot.hpp"
#include "projections/folds/accounts.hpp"
#include "projections/folds/candidate_files.hpp"
#include "query_api/opening/opener.hpp"

namespace parcours {

// What an organisation gets of a candidate with an application or a sponsorship, and what statistics count by; clear.
struct candidate_snapshot {
    snapshot_headline headline;
    snapshot_body body;
    application_facets facets;
};

// Makes a candidate's snapshot from the fields that the charter lists (privacy.md, "Snapshot"); no other cell is asked
// for. Two steps, so that one batch of keys serves the whole answer: ask, then make when `cells` is open.
// Not thread-safe; the charter and `cells` outlive it.
class snapshot_maker {
  public:
    snapshot_maker(const charter& terms, const accounts::row& account, const candidate_files::row& file, opener& cells);
    // Nothing where a name that the charter lists is missing or erased; what else is missing or erased stays empty.
    // REQUIRES: `cells` was opened. `now`: for the age band of the facets.
    expected<std::optional<candidate_snapshot>> make(instant now) const;

  private:
    bool shows(std::string_view field) const;
    bool counts(std::string_view facet) const;
    void ask_for(std::optional<std::size_t>& number, const kept_cell& cell);
    expected<section_content> section(profile_section which) const;
    void fill_names(candidate_snapshot& made, const person_identity& identity) const;
    expected<void> fill_profile(candidate_snapshot& made) const;
    const charter& terms_;
    opener& cells_;
    std::optional<std::size_t> identity_;
    std::optional<std::size_t> contact_;
    std::map<profile_section, std::size_t> sections_;
};

// The words that a charter's `snapshot` and `facets` may hold.
std::set<std::string> snapshot_field_names();
std::set<std::string> facet_names();

}  // namespace parcours
