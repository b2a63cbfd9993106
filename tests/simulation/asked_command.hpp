// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/support/tally.hpp"

namespace parcours {

// A command as a client asks it, the same at each try.
struct asked_command {
    struct part {
        stream_id stream;
        bool clears = false;
        std::uint64_t value = 0;
    };
    command_id id{};
    std::vector<part> parts;
    bool client_key = false;
    std::optional<std::uint64_t> if_version;
    std::optional<position> read_after;
    bool other_than_before = false;  // its id was answered `done` for another request
};

// What stands for the request that a client sent.
std::string request_text(const asked_command& asked);
std::vector<std::unique_ptr<command_step>> steps_of(const asked_command& asked);
// In whose eyes versions are counted: a value is seen, a clearing is not.
audience_set audiences_of_clients();

// One answer, as a process gave it; kept whether or not its client still waited.
struct given_answer {
    std::shared_ptr<const asked_command> asked;
    std::size_t process = 0;
    command_answer said;
};

}  // namespace parcours
