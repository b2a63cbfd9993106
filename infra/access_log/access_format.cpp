// SPDX-License-Identifier: Apache-2.0
#include "infra/access_log/access_format.hpp"

#include <algorithm>

namespace parcours {
namespace {

constexpr char unlinked_version = 1;
constexpr char version = 2;
constexpr std::size_t text_octets_max = 255;
constexpr std::size_t groups_max = 255;
constexpr std::size_t content_octets_min = 1 + 8 + 16 + 16 + 1 + 1 + 2 + 1;

constexpr std::size_t check_octets = 8;

void append_text(bytes& to, std::string_view text) {
    to += static_cast<char>(text.size());
    to += text;
}

// Takes from the front of what is left; once it was too short, everything is empty.
class taking {
  public:
    explicit taking(byte_view from) : left_(from) {}
    byte_view octets(std::size_t count) {
        if (count > left_.size()) good_ = false;
        if (!good_) return {};
        const byte_view taken = left_.substr(0, count);
        left_.remove_prefix(count);
        return taken;
    }
    std::size_t small() {
        const byte_view one = octets(1);
        return one.empty() ? 0 : static_cast<unsigned char>(one.front());
    }
    id128 id() {
        token128 raw{};
        const byte_view taken = octets(raw.size());
        std::copy(taken.begin(), taken.end(), raw.begin());
        return id128::of(raw);
    }
    digest hash() {
        digest raw{};
        const byte_view taken = octets(raw.size());
        std::copy(taken.begin(), taken.end(), raw.begin());
        return raw;
    }
    std::string text() { return std::string(octets(small())); }
    bool ended() const { return good_ && left_.empty(); }

  private:
    byte_view left_;
    bool good_ = true;
};

}  // namespace

expected<bytes> encode_access(const access_entry& entry) {
    if (entry.whom.size() > access_whom_max || entry.groups.size() > groups_max ||
        entry.role.size() > text_octets_max || entry.purpose.size() > text_octets_max)
        return failed(failure_code::invalid, "an access entry is larger than a record");
    bytes content;
    append_u64(content, static_cast<std::uint64_t>(entry.at.ms));
    content += view(entry.who.value.octets());
    content += view(entry.trace);
    append_text(content, entry.role);
    append_text(content, entry.purpose);
    append_u16(content, static_cast<std::uint16_t>(entry.whom.size()));
    for (const auto& each : entry.whom) content += view(each.value.octets());
    content += static_cast<char>(entry.groups.size());
    for (const auto each : entry.groups) content += static_cast<char>(each);
    return content;
}

access_record link_access(byte_view encoded, const digest& previous) {
    bytes content(1, version);
    content += view(previous);
    content += encoded;
    access_record made{{}, sha256(content)};
    append_u32(made.octets, static_cast<std::uint32_t>(content.size()));
    made.octets += view(made.hash).substr(0, check_octets);
    made.octets += content;
    return made;
}

std::optional<std::size_t> access_record_octets(byte_view head) {
    if (head.size() < access_head_octets) return std::nullopt;
    const std::size_t content = read_u32(head.data());
    if (content < content_octets_min || content > access_record_octets_max - access_head_octets) return std::nullopt;
    return access_head_octets + content;
}

std::optional<stored_access> decode_access(byte_view record) {
    if (access_record_octets(record) != record.size()) return std::nullopt;
    const byte_view content = record.substr(access_head_octets);
    stored_access found;
    found.hash = sha256(content);
    if (view(found.hash).substr(0, check_octets) != record.substr(4, check_octets)) return std::nullopt;
    taking from(content);
    const auto form = static_cast<char>(from.small());
    if (form != version && form != unlinked_version) return std::nullopt;
    if (form == version) found.previous = from.hash();
    access_entry& entry = found.entry;
    const byte_view at = from.octets(8);
    if (at.size() == 8) entry.at = {static_cast<std::int64_t>(read_u64(at.data()))};
    entry.who = person_id{from.id()};
    entry.trace = from.id().octets();
    entry.role = from.text();
    entry.purpose = from.text();
    const byte_view count = from.octets(2);
    const std::size_t persons = count.size() == 2 ? read_u16(count.data()) : 0;
    for (std::size_t each = 0; each < persons; ++each) entry.whom.push_back(person_id{from.id()});
    for (std::size_t left = from.small(); left > 0; --left) entry.groups.push_back(static_cast<group>(from.small()));
    return from.ended() ? std::optional(std::move(found)) : std::nullopt;
}

}  // namespace parcours
