// SPDX-License-Identifier: Apache-2.0
#include "commands/parsing/input_schema.hpp"

#include <algorithm>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "events/json/schema.hpp"

namespace parcours {
namespace {

using boost::json::object;

void add_limits(const type_description& type, const limits& within, object& into) {
    switch (type.kind) {
        case value_kind::text:
            into["maxLength"] = within.characters_max;
            if (within.not_blank) into["pattern"] = "\\S";
            return;
        case value_kind::integer:
            into["minimum"] = std::max(type.least, within.least);
            into["maximum"] = within.most;
            return;
        case value_kind::number:
            into["minimum"] = within.least;
            into["maximum"] = within.most;
            return;
        case value_kind::list:
            into["maxItems"] = within.items_max;
            return add_limits(type.parts.front().type, within, into["items"].as_object());
        case value_kind::structure: {
            limits inside = within;
            inside.not_blank = false;
            auto& properties = into["properties"].as_object();
            for (const auto& part : type.parts) add_limits(part.type, inside, properties[part.name].as_object());
            return;
        }
        case value_kind::boolean:
        case value_kind::enumeration:
        case value_kind::id:
        case value_kind::instant:
        case value_kind::day:
        case value_kind::octets: return;
    }
}

}  // namespace

std::string input_schema(const type_description& type, const limits& within) {
    object schema;
    write_schema(type, schema);
    add_limits(type, within, schema);
    return boost::json::serialize(schema);
}

}  // namespace parcours
