// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "events/ports/entropy.hpp"
#include "events/ports/log_reader.hpp"
#include "infra/kafka/cursor.hpp"
#include "infra/kafka/settings.hpp"

namespace parcours::kafka {

// The first record of partition 0 names the generation (docs/decisions/0002-kafka-generation-record.md). It has not
// the magic of a frame, so every reader of frames passes over it.
//
//   0  magic "PRCG"           4 octets
//   4  version                u16, 1
//   6  zero                   u16
//   8  number of partitions   u32
//  12  generation             16 octets
//  28  SHA-256 of the above   32 octets
//
// NOTE: the stored format; golden file tests/infra/kafka/golden/generation_v1.hex.
bytes write_generation_record(const log_shape& shape);
std::optional<log_shape> read_generation_record(byte_view record);

// The generation that the topic holds; nothing where partition 0 is empty. `invalid`: it holds other records.
expected<std::optional<log_shape>> find_generation(cursor& reader);

// The generation that the topic holds, made now where partition 0 is empty. Of several processes that begin at once,
// all get the one whose record came first.
expected<log_shape> find_or_begin_generation(const settings& given, cursor& reader, entropy& random);

}  // namespace parcours::kafka
