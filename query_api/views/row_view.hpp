// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>

#include "events/declaration.hpp"
#include "projections/folds/event_tally.hpp"
#include "query_api/views/viewing.hpp"

namespace parcours {

template <class T>
void write_json(const T& value, boost::json::value& into);  // events/json/value_json.hpp; include it where you `put`

// One row as JSON for one viewer: what their audiences may not read is not put (domain.md, "Who may see what").
class row_view {
  public:
    // `into` is the object that is filled; it and `whole` outlive the view.
    row_view(viewing& whole, const audience_set& whom, boost::json::object& into)
        : whole_(whole), whom_(whom), into_(into) {}

    bool reads(group in) const { return whole_.terms().visible.reads(in, whom_); }
    bool reads_before_gate(group in) const { return parcours::reads_before_gate(whole_.terms().visible, in, whom_); }
    const audience_set& whom() const { return whom_; }
    const charter& terms() const { return whole_.terms(); }

    // A clear value; an optional one that is absent is left out.
    template <class T>
    void put(std::string_view name, group in, const T& value) {
        if (!reads(in)) return;
        if constexpr (is_optional<T>) {
            if (value) write_json(*value, at(name));
        } else {
            write_json(value, at(name));
        }
    }
    // A cell, by the group of the field that it was sealed as; what is not declared is denied.
    void cell(std::string_view name, const kept_cell& kept);
    // A cell of which the row itself says the group.
    void cell(std::string_view name, const kept_cell& kept, group in);
    // Of what the cell holds, these parts alone.
    void parts_of_cell(std::string_view name, const kept_cell& kept, group in, std::vector<std::string_view> parts);
    // `version` and `changed_at`, of the events that this viewer may see; neither where they may see none.
    void progress(const event_tally& seen);
    // By which group a field of an event is read; nothing: it is left out.
    using field_groups = std::function<std::optional<group>(const field_facts&)>;
    // The fields of an event, those that the viewer may read; `subject`: whose keys seal its personal ones.
    expected<void> event(stream_kind kind, const stored_event& happened, const person_id& subject,
                         const field_groups& read_by);

    // A part of the row, under the same audiences.
    row_view within(boost::json::object& part) const { return {whole_, whom_, part}; }
    boost::json::object& into() { return into_; }

  private:
    boost::json::value& at(std::string_view name);

    viewing& whole_;
    audience_set whom_;
    boost::json::object& into_;
};

}  // namespace parcours
