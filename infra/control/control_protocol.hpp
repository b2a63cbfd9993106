// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "infra/control/control_server.hpp"

// The control socket's messages: one line of JSON there, {"token":…,"words":[…]}, and one back, {"code":…,"answer":{…}}.
namespace parcours {

inline constexpr std::size_t control_message_max = std::size_t{4} << 20;

struct control_request {
    std::string token;
    std::vector<std::string> words;
};
std::string write_control_request(const control_request& request);
std::optional<control_request> read_control_request(std::string_view line);
std::string write_control_answer(const control_answer& answer);
std::optional<control_answer> read_control_answer(std::string_view line);
// {"error":…}
std::string control_error(std::string_view why);

}  // namespace parcours
