// SPDX-License-Identifier: Apache-2.0
#include "events/commit/commit.hpp"

#include <algorithm>

#include "events/commit/digest.hpp"

namespace parcours {

event_id make_event_id(const command_id& command, std::uint32_t ordinal) {
    bytes seed(view(command));
    append_u32(seed, ordinal);
    const digest whole = sha256(seed);
    event_id id;
    std::copy_n(whole.begin(), id.size(), id.begin());
    return id;
}

std::string to_string(const event_id& event) { return write_id("event", id128::of(event)); }
std::string command_text(const command_id& command) { return write_id("command", id128::of(command)); }

}  // namespace parcours
