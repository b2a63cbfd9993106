// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/commit/commit.hpp"
#include "events/ports/log_reader.hpp"
#include "projections/tables.hpp"

namespace boost::json {
class object;
}

// JSON of what the log and its folds hold, for whoever has no keys: a cell shows what it is sealed as, and nothing else.
namespace parcours::replay {

// The fields of an event, decoded in its present version: clear ones as values, personal ones as
// {"sealed": category, "person": whose keys, "octets": size of the cell}.
expected<void> show_fields(const stream_id& stream, const stored_event& stored, boost::json::object& into);

// Whether an event can be decoded.
expected<void> try_decoding(stream_kind kind, const stored_event& stored);

// The row that the projection of this kind of stream has in a table. False: it has none.
expected<bool> show_row(const stream_id& stream, const table_snapshot& from, boost::json::object& into);

// One event of a commit: which, and how manieth of its part.
struct event_place {
    const log_shape& log;
    const position& at;
    const commit& content;
    const stream_part& part;
    std::size_t index = 0;
};
// All that the log says of it: `show_fields` under "fields", and what its commit says.
expected<void> show_event(const event_place& which, boost::json::object& into);

}  // namespace parcours::replay
