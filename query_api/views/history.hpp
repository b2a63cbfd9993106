// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "query_api/views/row_view.hpp"

namespace parcours {

// A stream whose history is read, and what its row says of it.
struct told_stream {
    stream_id stream;
    person_id candidate;             // whose keys seal its cells
    std::uint64_t version = 0;       // of the row: nothing later is told, so that row and history agree
    audience_set whom;               // what the viewer is to the row
    std::uint64_t sent_version = 0;  // of the stream: the last sending
    // The text as it was let through, into the fields of that sending; empty: nothing changes what was sent.
    std::function<void(row_view&)> show_text_let_through;
};

// Answers a page of the events that the viewer may see, oldest first. Versions count what they may see alone. Who did it
// is told of the candidate and of the viewer's own side, in which role always. Who reads the stream because it was let
// through the gate learns of its last sending alone, with the text that was validated.
void answer_history(viewing& whole, const told_stream& of);

}  // namespace parcours
