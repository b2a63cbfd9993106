// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "events/bytes.hpp"
#include "events/failure.hpp"
#include "events/id.hpp"
#include "events/time.hpp"

namespace parcours {

// Names a command within its partition: a hash of (account, Idempotency-Key), or of (reactor, event).
using command_id = token128;
// The first 128 bits of SHA-256(command id, ordinal in the commit).
using event_id = token128;
// Made at each process start; tells a record of ours from a rival's.
using writer_id = token128;

event_id make_event_id(const command_id& command, std::uint32_t ordinal);
std::string to_string(const event_id& event);         // "event_<base32>"
std::string command_text(const command_id& command);  // "command_<base32>"

// Where a record stands: partition and offset of one generation. Text: "<generation>.<partition>.<offset>".
struct position {
    partition_number partition = 0;
    std::int64_t offset = 0;
    auto operator<=>(const position&) const = default;
};

// One stored event: its declared name and version, and its fields as the codec of that version wrote them.
struct stored_event {
    std::string name;
    std::uint16_t version = 1;
    bytes body;
    bool operator==(const stored_event&) const = default;
};

// The events that a commit adds to one stream; the first gets `first_version`, streams begin at 1.
struct stream_part {
    stream_id stream;
    std::uint64_t first_version = 1;
    std::vector<stored_event> events;
    bool operator==(const stream_part&) const = default;
};

// Who issued a command: the account (empty for a visitor or the system), in which role, for whom.
struct actor {
    person_id account;
    std::string role;
    person_id on_behalf_of;
    bool operator==(const actor&) const = default;
};

// One command's outcome: what happened, or a recorded rejection. Nothing in it is personal in clear (log.md, "Words").
struct commit {
    command_id command{};
    std::string command_name;
    digest request_digest{};  // HMAC of what the client sent, under the dedupe key
    token128 dedupe_key{};    // which key made it
    actor by;
    digest charter{};                        // digest of the adopted charter's text
    std::vector<position> remote_positions;  // how far the remote facts had read
    token128 correlation{};                  // the W3C trace id that it belongs to
    event_id causation{};                    // of a reactor's command: the event that caused it
    instant recorded_at;                     // never before the commit before it in the partition
    writer_id writer{};
    std::uint64_t height = 0;  // 1 for the first accepted frame of the partition; marks count
    std::string rejection;     // a decider's code; then there are no parts
    std::string outcome;       // JSON of the ids made, {"application":"app_…"}, to repeat the answer word for word
    std::vector<stream_part> parts;  // all of one route
    bool operator==(const commit&) const = default;
};

// An empty frame on the head its writer knows; the counter makes no two alike (log.md, "Doubt").
struct mark {
    writer_id writer{};
    std::uint64_t counter = 0;
    std::uint64_t height = 0;
    bool operator==(const mark&) const = default;
};

// The last frame of a partition's generation; names the next generation (log.md, "Leaving a generation").
struct closing {
    writer_id writer{};
    token128 next_generation{};
    std::uint64_t height = 0;
    bool operator==(const closing&) const = default;
};

bytes encode(const commit& value);
bytes encode(const mark& value);
bytes encode(const closing& value);
expected<commit> decode_commit(byte_view body);
expected<mark> decode_mark(byte_view body);
expected<closing> decode_closing(byte_view body);

}  // namespace parcours
