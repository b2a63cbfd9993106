// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <variant>

#include "events/charter/audience.hpp"
#include "events/declaration.hpp"
#include "events/failure.hpp"

namespace boost::json {
class object;
class value;
}  // namespace boost::json

// JSON of events from their declaration. Nothing personal is shown but what an opener gave back.
namespace parcours {

// What a filter judges a field by.
struct field_facts {
    std::string_view name;
    group in = group::administration;
    std::optional<category_name> category;             // of a personal field
    outside_reader reader = outside_reader::internal;  // of a clear field
};
using field_filter = std::function<bool(const field_facts&)>;

field_filter every_field();
// What a viewer in these audiences may read. REQUIRES: `visible` outlives the filter.
field_filter fields_for(const visibility& visible, const audience_set& whom);
// What leaves the platform for this reader: clear fields that were opened to them one by one, and no other.
field_filter fields_outside(outside_reader whom);

// A cell that is to be rendered; what it is bound to stands as stored. The views live as long as the call.
struct cell_place {
    category_name category = category_name::profile;
    bool own_key = false;
    std::string_view event_name;
    std::uint16_t event_version = 1;
    std::string_view field;
    byte_view cell;
};
struct withheld {};  // leave the field out
// The clear octets of a cell; or why there are none.
using cell_content = std::variant<bytes, erased, unavailable, withheld>;
using cell_opener = std::function<cell_content(const cell_place&)>;

// Adds an event's fields under their names: a value, {"erased":true}, or nothing where the filter or the opener withholds
// it. `unavailable` where the opener says so: then nothing may be shown, for an outage must not read as an erasure.
expected<void> render_fields(stream_kind kind, const stored_event& stored, const field_filter& shown,
                             const cell_opener& open, boost::json::object& into);

// The same of an event that is decoded already; `name` and `version` are those that it was stored with.
template <stream_family S>
expected<void> render_event(const typename S::event& happened, std::string_view name, std::uint16_t version,
                            const field_filter& shown, const cell_opener& open, boost::json::object& into);

// The value of an opened cell that a row carries: the type follows from the event, its version as stored and the
// field's tag, which stands in the cell's header. `corrupt` where there is no such field or the octets are not its.
expected<void> render_clear(std::string_view event_name, std::uint16_t event_version, std::uint32_t tag,
                            byte_view clear, boost::json::value& into);

// {"erased":true}
void render_erased(boost::json::value& into);

}  // namespace parcours
