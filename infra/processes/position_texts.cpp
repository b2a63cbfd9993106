// SPDX-License-Identifier: Apache-2.0
#include "infra/processes/position_texts.hpp"

#include <algorithm>

namespace parcours {
namespace {

constexpr std::string_view purpose = "position";
constexpr std::size_t content_octets = 16 + 4 + 8;

}  // namespace

std::string sealed_positions::write(const token128& generation, const position& at) const {
    bytes content(view(generation));
    append_u32(content, at.partition);
    append_u64(content, static_cast<std::uint64_t>(at.offset));
    return seal_.seal_alike(purpose, content);
}

std::optional<position_texts::told> sealed_positions::read(std::string_view text) const {
    const auto content = seal_.open(purpose, text);
    if (!content || content->size() != content_octets) return std::nullopt;
    told found;
    std::copy_n(content->begin(), found.generation.size(), found.generation.begin());
    const char* rest = content->data() + found.generation.size();
    found.at = {static_cast<partition_number>(read_u32(rest)), static_cast<std::int64_t>(read_u64(rest + 4))};
    return found;
}

}  // namespace parcours
