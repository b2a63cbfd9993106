// SPDX-License-Identifier: Apache-2.0
#include "events/registry/event_registry.hpp"

#include <algorithm>

#include "events/all_streams.hpp"
#include "events/registry/describe.hpp"

namespace parcours {
namespace {

template <class... S>
std::vector<event_description> describe_all(type_list<S...>) {
    std::vector<event_description> all;
    (describe_stream<S>(all), ...);
    return all;
}

}  // namespace

std::string_view to_string(value_kind kind) {
    switch (kind) {
        case value_kind::text: return "text";
        case value_kind::boolean: return "boolean";
        case value_kind::integer: return "integer";
        case value_kind::number: return "number";
        case value_kind::enumeration: return "enumeration";
        case value_kind::id: return "id";
        case value_kind::instant: return "instant";
        case value_kind::day: return "day";
        case value_kind::octets: return "octets";
        case value_kind::list: return "list";
        case value_kind::structure: return "structure";
    }
    return "unknown";
}

std::string_view to_string(outside_reader reader) {
    switch (reader) {
        case outside_reader::internal: return "internal";
        case outside_reader::auditor: return "auditor";
        case outside_reader::public_: return "public";
    }
    return "unknown";
}

const std::vector<event_description>& all_event_types() {
    static const auto all = describe_all(all_streams{});
    return all;
}

const event_description* find_event_type(std::string_view name, int version) {
    const auto& all = all_event_types();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const auto& each) { return each.name == name && each.version == version; });
    return found == all.end() ? nullptr : &*found;
}

std::set<std::string> personal_parts(const std::set<category_name>& categories) {
    std::set<std::string> all;
    for (const auto& each : all_event_types())
        for (const auto& field : each.fields) {
            if (each.superseded || !field.category || !categories.contains(*field.category)) continue;
            const auto prefix = std::string(to_string(*field.category)) + '.';
            if (field.type.kind != value_kind::structure) all.insert(prefix + std::string(field.name));
            for (const auto& part : field.type.parts)
                if (!part.name.empty()) all.insert(prefix + std::string(part.name));
        }
    return all;
}

}  // namespace parcours
