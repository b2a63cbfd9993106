// SPDX-License-Identifier: Apache-2.0
#include "infra/operator/request_line.hpp"

#include <algorithm>
#include <string>

namespace parcours {
namespace {

std::string in_small_letters(std::string_view text) {
    std::string small(text);
    for (char& each : small)
        if (each >= 'A' && each <= 'Z') each = static_cast<char>(each - 'A' + 'a');
    return small;
}

bool is_printable(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char each) { return each > ' ' && each < 0x7f; });
}

}  // namespace

std::optional<request_line> read_request_line(std::string_view head) {
    const auto line = head.substr(0, head.find("\r\n"));
    const auto first = line.find(' ');
    const auto second = line.find(' ', first + 1);
    if (first == std::string_view::npos || second == std::string_view::npos) return std::nullopt;
    const request_line read{line.substr(0, first), line.substr(first + 1, second - first - 1)};
    const auto version = line.substr(second + 1);
    const bool sound = is_printable(read.method) && is_printable(read.target) && read.target.starts_with('/');
    return sound && (version == "HTTP/1.1" || version == "HTTP/1.0") ? std::optional(read) : std::nullopt;
}

bool announces_body(std::string_view head) {
    const std::string small = in_small_letters(head);
    if (small.find("\ntransfer-encoding") != std::string::npos) return true;
    constexpr std::string_view name = "\ncontent-length";
    for (auto at = small.find(name); at != std::string::npos; at = small.find(name, at + 1)) {
        const auto from = at + name.size();
        const auto line = std::string_view(small).substr(from, small.find('\r', from) - from);
        if (line.find_first_not_of(": \t0") != std::string_view::npos) return true;
    }
    return false;
}

}  // namespace parcours
