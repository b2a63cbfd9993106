// SPDX-License-Identifier: Apache-2.0
#include "tests/simulation/asked_command.hpp"

namespace parcours {

std::string request_text(const asked_command& asked) {
    std::string text = asked.if_version ? "if " + std::to_string(*asked.if_version) : "always";
    for (const auto& each : asked.parts)
        text += (each.clears ? " clear " : " put ") + std::to_string(each.value) + " into " + to_string(each.stream);
    return text;
}

std::vector<std::unique_ptr<command_step>> steps_of(const asked_command& asked) {
    std::vector<std::unique_ptr<command_step>> steps;
    steps.reserve(asked.parts.size());
    for (const auto& each : asked.parts)
        steps.push_back(std::make_unique<tally_step>(each.stream, each.clears, each.value));
    return steps;
}

audience_set audiences_of_clients() { return {audience::public_}; }

}  // namespace parcours
