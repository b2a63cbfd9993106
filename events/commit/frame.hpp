// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <variant>

#include "events/bytes.hpp"
#include "events/id.hpp"

namespace parcours {

// A frame is one record of the log: a header of 80 octets that never changes its form, then an opaque body.
//
//   0  magic "PRCF"          4 octets
//   4  frame version         u16, 1
//   6  kind                  u8
//   7  zero                  u8
//   8  body length           u64, octets
//  16  previous              32 octets, the head which this frame extends
//  48  SHA-256 of the body   32 octets
//
// Numbers are little-endian. The hash of a frame is the SHA-256 of its header.
inline constexpr std::size_t frame_header_size = 80;
inline constexpr std::uint16_t frame_version = 1;
// A commit never exceeds this, header included (log.md, "Kafka log"); checked before it is appended.
inline constexpr std::size_t frame_size_max = 512 * 1024;

// NOTE: the numbers are the stored format; never change one.
enum class frame_kind : std::uint8_t { commit = 1, mark = 2, closing = 3 };

struct frame {
    frame_kind kind = frame_kind::commit;
    digest previous{};
    digest hash{};
    byte_view body;  // into the record it was read from
};

// The octets of a frame whose body is `body`, and its hash.
struct framed {
    bytes octets;
    digest hash;
};
framed make_frame(frame_kind kind, const digest& previous, byte_view body);

// Why a record is no frame of ours.
enum class not_a_frame {
    foreign,          // without our magic, or its length or digest is wrong: ignored by everyone for ever
    unknown_version,  // a newer program's: the reader must stop, for to ignore it would fork from that program
};
// `record` must outlive the frame.
std::variant<frame, not_a_frame> read_frame(byte_view record);

// The last accepted frame of a partition, and whether it closed the generation.
struct head {
    digest hash{};
    bool closed = false;
    bool operator==(const head&) const = default;
};

// What the first frame of a partition extends. `generation` is random at each creation of a log.
head first_head(const token128& generation, partition_number partition);

// The rule: the head after this frame, or nothing where the frame is ignored. Pure, total, the same in all versions (log.md, "The rule").
inline std::optional<head> accept(const head& current, const frame& next) {
    if (current.closed || next.previous != current.hash) return std::nullopt;
    return head{next.hash, next.kind == frame_kind::closing};
}

}  // namespace parcours
