// SPDX-License-Identifier: Apache-2.0
#include "query_api/views/row_view.hpp"

#include <map>

#include <boost/json.hpp>

#include "events/json/value_json.hpp"

namespace parcours {

boost::json::value& row_view::at(std::string_view name) { return into_[name]; }

void row_view::cell(std::string_view name, const kept_cell& kept) {
    if (kept.cell.empty()) return;
    if (const auto in = group_of(kept)) cell(name, kept, *in);
}

void row_view::cell(std::string_view name, const kept_cell& kept, group in) {
    if (reads(in)) whole_.place(into_, name, kept, in);
}

void row_view::parts_of_cell(std::string_view name, const kept_cell& kept, group in,
                             std::vector<std::string_view> parts) {
    if (reads(in)) whole_.place(into_, name, kept, in, std::move(parts));
}

void row_view::progress(const event_tally& seen) {
    const auto known = progress_seen(seen, whole_.terms().visible, whom_);
    if (known.version == 0) return;
    into_["version"] = known.version;
    write_json(known.changed_at, into_["changed_at"]);
}

expected<void> row_view::event(stream_kind kind, const stored_event& happened, const person_id& subject,
                               const field_groups& read_by) {
    std::map<std::string_view, group> groups;
    const auto shown = [&](const field_facts& field) {
        const auto in = read_by(field);
        if (!in || !reads(*in)) return false;
        groups[field.name] = *in;
        return true;
    };
    // Cells are taken note of and placed afterwards: all of an answer are opened together.
    std::vector<std::pair<std::string, kept_cell>> noted;
    const auto note = [&](const cell_place& where) -> cell_content {
        noted.emplace_back(where.field, kept_cell{subject, where.category, std::string(where.event_name),
                                                  where.event_version, bytes(where.cell)});
        return withheld{};
    };
    const auto done = render_fields(kind, happened, shown, note, into_);
    for (const auto& [name, kept] : noted)
        if (const auto in = groups.find(name); in != groups.end()) cell(name, kept, in->second);
    return done;
}

}  // namespace parcours
