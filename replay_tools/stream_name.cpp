// SPDX-License-Identifier: Apache-2.0
#include "replay_tools/stream_name.hpp"

#include <algorithm>

namespace parcours::replay {

const std::vector<stream_kind>& all_kinds() {
    using enum stream_kind;
    static const std::vector all = {platform,     account, candidate_file, companion_link,
                                    organisation, offer,   application,    sponsorship};
    return all;
}

std::optional<stream_kind> parse_kind(std::string_view text) {
    const auto found =
        std::find_if(all_kinds().begin(), all_kinds().end(), [&](stream_kind each) { return to_string(each) == text; });
    return found == all_kinds().end() ? std::nullopt : std::optional(*found);
}

expected<std::vector<stream_id>> parse_streams(std::string_view text) {
    if (text == to_string(stream_kind::platform)) return std::vector{platform_only};
    std::vector<stream_id> found;
    for (const auto kind : all_kinds())
        if (const auto id = read_id(id_prefix(kind), text)) found.push_back({kind, *id});
    if (!found.empty()) return found;
    const std::string name(text);
    for (const auto prefix :
         {document_id::prefix, message_id::prefix, std::string_view("event"), std::string_view("command")})
        if (read_id(prefix, text))
            return failed(failure_code::invalid, name +
                                                     " is no stream but lies within one: ask for the stream that it "
                                                     "belongs to (an application's id begins with app_)");
    return failed(failure_code::invalid, "\"" + name +
                                             "\" is no stream's id: one is written as app_, sponsorship_, org_, "
                                             "offer_, link_ or person_ and 26 letters, or is the word platform");
}

std::string told(const stream_id& stream) {
    if (stream == platform_only) return "platform";
    std::string kind(to_string(stream.kind));
    std::replace(kind.begin(), kind.end(), '_', ' ');
    return kind + " " + to_string(stream);
}

}  // namespace parcours::replay
