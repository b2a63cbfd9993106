// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/registry/event_description.hpp"

namespace boost::json {
class object;
}

// JSON Schema 2020-12 from descriptions: for OpenAPI, AsyncAPI and whoever reads exports.
namespace parcours {

// Of a value; a sealed structure has the same form once it is opened.
void write_schema(const type_description& type, boost::json::object& into);
// Of an event's fields as `render_fields` shows them: what a reader may not see is absent, so nothing is required;
// a sealed value may be {"erased":true}.
void write_schema(const event_description& type, boost::json::object& into);

}  // namespace parcours
