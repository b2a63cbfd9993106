// SPDX-License-Identifier: Apache-2.0
#include "events/json/schema.hpp"

#include <string>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace parcours {
namespace {

using boost::json::array;
using boost::json::object;

void write_structure(const type_description& type, object& into) {
    into["type"] = "object";
    auto& properties = into["properties"].emplace_object();
    array required;
    for (const auto& part : type.parts) {
        auto& one = properties[part.name].emplace_object();
        write_schema(part.type, one);
        one["description"] = part.meaning;
        if (!part.type.optional) required.emplace_back(part.name);
    }
    if (!required.empty()) into["required"] = std::move(required);
    into["additionalProperties"] = false;
}

void write_erased(object& into) {
    into["type"] = "object";
    into["properties"].emplace_object()["erased"].emplace_object()["const"] = true;
    into["required"].emplace_array().emplace_back("erased");
    into["additionalProperties"] = false;
    into["description"] = "the key is destroyed; nobody will ever read this again";
}

}  // namespace

void write_schema(const type_description& type, object& into) {
    switch (type.kind) {
        case value_kind::text: into["type"] = "string"; return;
        case value_kind::boolean: into["type"] = "boolean"; return;
        case value_kind::number: into["type"] = "number"; return;
        case value_kind::integer:
            into["type"] = "integer";
            into["minimum"] = type.least;
            into["maximum"] = type.most;
            return;
        case value_kind::enumeration: {
            into["type"] = "string";
            auto& names = into["enum"].emplace_array();
            for (const auto name : type.names) names.emplace_back(name);
            return;
        }
        case value_kind::id:
            into["type"] = "string";
            into["pattern"] = "^" + std::string(type.id_prefix) + "_[0-9a-hjkmnp-tv-z]{26}$";
            return;
        case value_kind::instant:
            into["type"] = "string";
            into["format"] = "date-time";
            return;
        case value_kind::day:
            into["type"] = "string";
            into["format"] = "date";
            return;
        case value_kind::octets:
            into["type"] = "string";
            into["pattern"] = "^[0-9a-f]{" + std::to_string(2 * type.octets) + "}$";
            return;
        case value_kind::list:
            into["type"] = "array";
            write_schema(type.parts.front().type, into["items"].emplace_object());
            return;
        case value_kind::structure: write_structure(type, into); return;
    }
}

void write_schema(const event_description& type, object& into) {
    into["$schema"] = "https://json-schema.org/draft/2020-12/schema";
    into["$id"] = "urn:parcours:event:" + std::string(type.name) + ":v" + std::to_string(type.version);
    into["title"] = type.name;
    into["description"] = type.meaning;
    into["type"] = "object";
    auto& properties = into["properties"].emplace_object();
    for (const auto& field : type.fields) {
        auto& one = properties[field.name].emplace_object();
        one["description"] = field.meaning;
        if (!field.category) {
            write_schema(field.type, one);
            continue;
        }
        auto& either = one["oneOf"].emplace_array();
        write_schema(field.type, either.emplace_back(nullptr).emplace_object());
        write_erased(either.emplace_back(nullptr).emplace_object());
    }
    into["additionalProperties"] = false;
}

}  // namespace parcours
