// SPDX-License-Identifier: Apache-2.0
#include "events/commit/frame.hpp"

#include <algorithm>

#include "events/check.hpp"
#include "events/commit/digest.hpp"

namespace parcours {
namespace {

constexpr byte_view magic = "PRCF";
constexpr std::size_t version_at = 4;
constexpr std::size_t kind_at = 6;
constexpr std::size_t length_at = 8;
constexpr std::size_t previous_at = 16;
constexpr std::size_t digest_at = 48;

digest read_digest(const char* at) {
    digest out;
    std::copy_n(reinterpret_cast<const unsigned char*>(at), out.size(), out.begin());
    return out;
}

bool known(unsigned char kind) { return kind >= 1 && kind <= 3; }

}  // namespace

framed make_frame(frame_kind kind, const digest& previous, byte_view body) {
    framed made;
    made.octets.reserve(frame_header_size + body.size());
    made.octets += magic;
    append_u16(made.octets, frame_version);
    made.octets += static_cast<char>(kind);
    made.octets += '\0';
    append_u64(made.octets, body.size());
    made.octets += view(previous);
    made.octets += view(sha256(body));
    made.hash = sha256(made.octets);
    made.octets += body;
    return made;
}

std::variant<frame, not_a_frame> read_frame(byte_view record) {
    if (record.size() < kind_at || !record.starts_with(magic)) return not_a_frame::foreign;
    if (read_u16(record.data() + version_at) != frame_version) return not_a_frame::unknown_version;
    if (record.size() < frame_header_size) return not_a_frame::foreign;
    const auto kind = static_cast<unsigned char>(record[kind_at]);
    if (!known(kind) || record[kind_at + 1] != '\0') return not_a_frame::foreign;
    const byte_view body = record.substr(frame_header_size);
    if (read_u64(record.data() + length_at) != body.size()) return not_a_frame::foreign;
    if (read_digest(record.data() + digest_at) != sha256(body)) return not_a_frame::foreign;
    return frame{static_cast<frame_kind>(kind), read_digest(record.data() + previous_at),
                 sha256(record.substr(0, frame_header_size)), body};
}

head first_head(const token128& generation, partition_number partition) {
    bytes seed = "parcours first head";
    seed += view(generation);
    append_u32(seed, partition);
    return {sha256(seed), false};
}

}  // namespace parcours
