// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <vector>

#include "events/commit/commit.hpp"
#include "events/failure.hpp"

namespace parcours {

class storage_memory;

// How far a partition of the log was followed by whoever ends sessions: all before `next`. NOTE: the stored form: key 'l' |
// partition u32 big-endian; value version u8 | generation 16 | next offset i64.
struct followed_note {
    token128 generation{};
    partition_number partition = 0;
    std::int64_t next = 0;
};
bytes followed_key(partition_number partition);
bytes followed_value(const followed_note& note);
// `corrupt` where it is of no known form.
expected<followed_note> parse_followed(partition_number partition, byte_view value);

// All that a vault's folder holds, read without its keys, also beside the process that has it open; none where there is no
// vault. `own_folder` takes messages; empty: none are kept.
expected<std::vector<followed_note>> read_followed_notes(const std::filesystem::path& vault_folder,
                                                         const std::string& own_folder, const storage_memory& memory);

}  // namespace parcours
