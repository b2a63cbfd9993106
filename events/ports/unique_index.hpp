// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "events/commit/commit.hpp"

namespace parcours {

// NOTE: the numbers are the stored format.
enum class unique_kind : std::uint8_t { email = 1, siret = 2 };

// A reservation whose commit was not read back yet.
struct open_reservation {
    command_id command{};
    partition_number partition = 0;
    instant reserved_at;
};

// What only one stream may hold, kept as blind digests (privacy.md, "Blind index"): reserved under the command's id
// before the append, confirmed by read-back, released when the commit is known to be lost, or after 10 minutes when a
// later frame of its partition was accepted without it (architecture.md, "Facts"). Values come normalised. Threads: any.
class unique_index {
  public:
    virtual ~unique_index() = default;
    // Durable before it answers. False: another holder has it or reserved it, or the command reserved another value of
    // this kind. True again for the same command; once it is confirmed a repeat changes nothing any more.
    virtual expected<bool> reserve(unique_kind kind, std::string_view value, const command_id& command,
                                   partition_number partition, const id128& holder) = 0;
    // `holder`: as it stands in the commit, for a repeat may have reserved for an id of its own making. What it held of
    // this kind before is free again. In the order of the commits.
    virtual expected<void> confirm(const command_id& command, unique_kind kind, const id128& holder) = 0;
    // What the command has reserved and not confirmed.
    virtual expected<void> release(const command_id& command) = 0;
    // The confirmed holder.
    virtual expected<std::optional<id128>> find(unique_kind kind, std::string_view value) const = 0;
    // By age.
    virtual expected<std::vector<open_reservation>> open_reservations(instant reserved_before) const = 0;
};

}  // namespace parcours
