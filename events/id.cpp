// SPDX-License-Identifier: Apache-2.0
#include "events/id.hpp"

#include <array>

namespace parcours {
namespace {

constexpr std::string_view alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t text_length = 26;
__extension__ using wide = unsigned __int128;

// The value of each character, or -1: Crockford's alphabet without its look-alikes, so that an id has one spelling.
constexpr std::array<std::int8_t, 256> values = [] {
    std::array<std::int8_t, 256> table{};
    for (auto& value : table) value = -1;
    for (std::size_t i = 0; i < alphabet.size(); ++i) {
        const auto letter = static_cast<unsigned char>(alphabet[i]);
        table[letter] = static_cast<std::int8_t>(i);
        if (letter >= 'a') table[letter - 32U] = static_cast<std::int8_t>(i);
    }
    return table;
}();

}  // namespace

token128 id128::octets() const {
    token128 out{};
    for (std::size_t i = 0; i < 8; ++i) {
        out[i] = static_cast<unsigned char>(high >> (56 - 8 * i));
        out[8 + i] = static_cast<unsigned char>(low >> (56 - 8 * i));
    }
    return out;
}

id128 id128::of(const token128& octets) {
    id128 id;
    for (std::size_t i = 0; i < 8; ++i) {
        id.high = id.high << 8 | octets[i];
        id.low = id.low << 8 | octets[8 + i];
    }
    return id;
}

std::string to_base32(const id128& id) {
    std::string text(text_length, '0');
    wide rest = wide{id.high} << 64 | id.low;
    for (std::size_t i = text_length; i-- > 0; rest >>= 5) text[i] = alphabet[static_cast<std::size_t>(rest & 31)];
    return text;
}

std::optional<id128> parse_base32(std::string_view text) {
    if (text.size() != text_length || values[static_cast<unsigned char>(text.front())] > 7) return std::nullopt;
    wide value = 0;
    for (const char letter : text) {
        const auto digit = values[static_cast<unsigned char>(letter)];
        if (digit < 0) return std::nullopt;
        value = value << 5 | static_cast<unsigned>(digit);
    }
    return id128{static_cast<std::uint64_t>(value >> 64), static_cast<std::uint64_t>(value)};
}

std::string write_id(std::string_view prefix, const id128& id) {
    std::string text(prefix);
    text += '_';
    text += to_base32(id);
    return text;
}

std::optional<id128> read_id(std::string_view prefix, std::string_view text) {
    if (!text.starts_with(prefix) || text.size() <= prefix.size() || text[prefix.size()] != '_') return std::nullopt;
    return parse_base32(text.substr(prefix.size() + 1));
}

std::string_view to_string(stream_kind kind) {
    switch (kind) {
        case stream_kind::platform: return "platform";
        case stream_kind::account: return "account";
        case stream_kind::candidate_file: return "candidate_file";
        case stream_kind::companion_link: return "companion_link";
        case stream_kind::organisation: return "organisation";
        case stream_kind::offer: return "offer";
        case stream_kind::application: return "application";
        case stream_kind::sponsorship: return "sponsorship";
    }
    return "unknown";
}

std::string_view id_prefix(stream_kind kind) {
    switch (kind) {
        case stream_kind::platform: return "platform";
        case stream_kind::account:
        case stream_kind::candidate_file: return person_id::prefix;
        case stream_kind::companion_link: return link_id::prefix;
        case stream_kind::organisation: return organisation_id::prefix;
        case stream_kind::offer: return offer_id::prefix;
        case stream_kind::application: return application_id::prefix;
        case stream_kind::sponsorship: return sponsorship_id::prefix;
    }
    return "unknown";
}

std::string to_string(const stream_id& stream) { return write_id(id_prefix(stream.kind), stream.id); }

}  // namespace parcours
