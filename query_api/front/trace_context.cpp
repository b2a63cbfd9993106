// SPDX-License-Identifier: Apache-2.0
#include "query_api/front/trace_context.hpp"

#include <algorithm>

namespace parcours {
namespace {

int digit_of(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

bool is_hex(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return digit_of(c) >= 0; });
}

bool is_zero(std::string_view text) { return text.find_first_not_of('0') == std::string_view::npos; }

}  // namespace

std::optional<token128> trace_of(std::string_view traceparent) {
    // A later version may have more fields after these (W3C Trace Context, 4.3).
    if (traceparent.size() < 55 || traceparent[2] != '-' || traceparent[35] != '-' || traceparent[52] != '-')
        return std::nullopt;
    const auto version = traceparent.substr(0, 2);
    if (!is_hex(version) || version == "ff" || (version == "00" && traceparent.size() != 55)) return std::nullopt;
    if (traceparent.size() > 55 && traceparent[55] != '-') return std::nullopt;
    const auto trace = traceparent.substr(3, 32);
    const auto span = traceparent.substr(36, 16);
    if (!is_hex(trace) || !is_hex(span) || !is_hex(traceparent.substr(53, 2)) || is_zero(trace) || is_zero(span))
        return std::nullopt;
    token128 found{};
    for (std::size_t i = 0; i < found.size(); ++i)
        found[i] = static_cast<unsigned char>(digit_of(trace[2 * i]) << 4 | digit_of(trace[2 * i + 1]));
    return found;
}

std::string traceparent_for(const token128& trace, entropy& random) {
    const token128 span = random.token();
    return "00-" + to_hex(view(trace)) + "-" + to_hex(view(span).substr(0, 8)) + "-01";
}

}  // namespace parcours
