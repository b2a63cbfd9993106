// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>

#include "events/ports/log_reader.hpp"

namespace parcours::replay {

// What the rule says of a record.
// `damaged`: it bears our magic, and its length or digest is wrong; to the rule that is foreign too.
enum class standing : std::uint8_t { accepted, ignored, foreign, damaged, unknown_version };

// One record as a walk meets it. Views live as long as the call that shows them.
struct met_record {
    position at;
    standing is = standing::foreign;
    frame what;  // of a frame: of ours, accepted or not
};

// Shows the records of a partition from its first one on, each with what the rule says of it, until none is left, `show`
// answers no, or a frame of a newer program is met, which every reader must stop at. Answers the head after the last
// accepted frame. A failure names the offset up to which the log could be read.
struct walk_end {
    head at;
    std::int64_t next = 0;
};
expected<walk_end> walk(const log_reader& records, partition_number partition,
                        const std::function<bool(const met_record&)>& show);

}  // namespace parcours::replay
