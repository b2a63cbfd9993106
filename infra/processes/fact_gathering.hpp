// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string_view>

#include "infra/processes/noted_snapshot.hpp"
#include "infra/processes/read_model_facts.hpp"
#include "projections/all_projections.hpp"
#include "query_api/opening/snapshot_maker.hpp"
#include "query_api/relations/relation_reader.hpp"

namespace parcours {

// One command's facts being read. Not thread-safe; for one call of `run`.
class fact_gathering {
  public:
    fact_gathering(const fact_sources& from, const actor& by, const fact_needs& needs);
    // The facts; where a row is behind its stream's journal, only with `all_the_same`, which then tells old ones.
    // `unavailable`: a row that the journal has events of is not there at all yet.
    expected<remote_facts> run(bool all_the_same);
    // What must be recorded before anything is decided on the facts: they were opened for it.
    const std::optional<access_entry>& opened() const { return opened_; }
    // Whether some row lacked events that the journal has.
    bool behind() const { return behind_; }

  private:
    noted_snapshot& table(std::string_view projection);
    // Gives the row to `take`, where there is one.
    template <projection P, class Take>
    expected<void> row(const id128& stream, Take&& take);
    expected<void> compare(const stream_id& stream, std::uint64_t version);

    expected<void> read_targets();
    expected<void> read_offer();
    expected<void> read_organisation();
    expected<void> read_file();
    expected<void> read_judged();
    expected<void> read_relations();
    expected<void> read_standing_of_relation(const relation_reader& relations);
    expected<std::optional<accounts::row>> account(const relation_reader& relations, const person_id& who);
    expected<void> open();
    expected<void> note_positions();

    const fact_sources& from_;
    const actor& by_;
    const fact_needs& needs_;
    const std::shared_ptr<const charter> terms_;
    std::map<std::string_view, std::unique_ptr<noted_snapshot>> tables_;
    viewer who_;
    row_standing standing_;
    std::optional<offer_id> offer_;
    std::optional<organisation_id> organisation_;
    std::optional<person_id> snapshot_of_;
    kept_cell meeting_starts_at_;
    std::optional<candidate_files::row> file_;
    std::optional<accounts::row> candidate_;
    remote_facts found_;
    std::optional<access_entry> opened_;
    bool behind_ = false;
    bool lacking_ = false;
};

}  // namespace parcours
