// SPDX-License-Identifier: Apache-2.0
#include "events/json/event_json.hpp"

#include <algorithm>

#include "events/all_streams.hpp"
#include "events/json/stream_json.hpp"

namespace parcours {
namespace {

template <class... S>
std::vector<stream_json> all_of(type_list<S...>) {
    std::vector<stream_json> all;
    (all.push_back(json_of<S>()), ...);
    return all;
}

const std::vector<stream_json>& all_json() {
    static const auto all = all_of(all_streams{});
    return all;
}

}  // namespace

std::string_view to_string(json_fault fault) {
    switch (fault) {
        case json_fault::missing: return "missing";
        case json_fault::unknown_field: return "unknown_field";
        case json_fault::wrong_type: return "wrong_type";
        case json_fault::invalid: return "invalid";
    }
    return "invalid";
}

field_filter every_field() {
    return [](const field_facts&) { return true; };
}

field_filter fields_for(const visibility& visible, const audience_set& whom) {
    return [&visible, whom](const field_facts& field) { return visible.reads(field.in, whom); };
}

field_filter fields_outside(outside_reader whom) {
    return [whom](const field_facts& field) {
        return !field.category && field.reader != outside_reader::internal && field.reader >= whom;
    };
}

expected<void> render_fields(stream_kind kind, const stored_event& stored, const field_filter& shown,
                             const cell_opener& open, boost::json::object& into) {
    for (const auto& each : all_json())
        if (each.kind == kind) return each.render(stored, shown, open, into);
    return failed(failure_code::corrupt, "an event of a kind of stream that this program does not know");
}

expected<void> render_clear(std::string_view event_name, std::uint16_t event_version, std::uint32_t tag,
                            byte_view clear, boost::json::value& into) {
    for (const auto& each : all_json())
        for (const auto& field : each.sealed_fields)
            if (field.tag == tag && field.event_version == event_version && field.event_name == event_name)
                return field.render(clear, into);
    return failed(failure_code::corrupt,
                  "a cell of a field that this program does not know, of " + std::string(event_name));
}

void render_erased(boost::json::value& into) { into.emplace_object()["erased"] = true; }

}  // namespace parcours
