// SPDX-License-Identifier: Apache-2.0
#include <exception>

#include "events/codec/archive.hpp"
#include "events/commit/commit.hpp"

// NOTE: the order of the fields is the stored format of a commit; it is pinned by golden files.
namespace parcours {

template <class Archive>
void serialize(Archive& archive, id128& value) {
    archive(value.high, value.low);
}
template <class Archive>
void serialize(Archive& archive, person_id& value) {
    archive(value.value);
}
template <class Archive>
void serialize(Archive& archive, instant& value) {
    archive(value.ms);
}
template <class Archive>
void serialize(Archive& archive, position& value) {
    archive(value.partition, value.offset);
}
template <class Archive>
void serialize(Archive& archive, actor& value) {
    archive(value.account, value.role, value.on_behalf_of);
}
template <class Archive>
void serialize(Archive& archive, stored_event& value) {
    archive(value.name, value.version, value.body);
}
template <class Archive>
void save(Archive& archive, const stream_id& value) {
    archive(static_cast<std::uint8_t>(value.kind), value.id);
}
template <class Archive>
void load(Archive& archive, stream_id& value) {
    std::uint8_t kind = 0;
    archive(kind, value.id);
    value.kind = static_cast<stream_kind>(kind);
}
template <class Archive>
void serialize(Archive& archive, stream_part& value) {
    archive(value.stream, value.first_version, value.events);
}
template <class Archive>
void serialize(Archive& archive, commit& value) {
    archive(value.command, value.command_name, value.request_digest, value.dedupe_key, value.by, value.charter,
            value.remote_positions, value.correlation, value.causation, value.recorded_at, value.writer, value.height,
            value.rejection, value.outcome, value.parts);
}
template <class Archive>
void serialize(Archive& archive, mark& value) {
    archive(value.writer, value.counter, value.height);
}
template <class Archive>
void serialize(Archive& archive, closing& value) {
    archive(value.writer, value.next_generation, value.height);
}

namespace {

// The version of a body's form; a reader that does not know it stops.
constexpr std::uint8_t body_version = 1;

template <class Body>
bytes encode_body(const Body& value) {
    bytes out;
    out.reserve(1024);
    codec::writer archive(out);
    archive(body_version, value);
    return out;
}

template <class Body>
expected<Body> decode_body(byte_view from, const char* what) {
    try {
        codec::reader archive(from);
        std::uint8_t version = 0;
        archive(version);
        if (version != body_version) return failed(failure_code::corrupt, std::string(what) + " of an unknown version");
        Body value;
        archive(value);
        if (archive.left() != 0) return failed(failure_code::corrupt, std::string(what) + " with octets left over");
        return value;
    } catch (const std::exception& error) {
        return failed(failure_code::corrupt, std::string(what) + " cannot be decoded: " + error.what());
    }
}

}  // namespace

bytes encode(const commit& value) { return encode_body(value); }
bytes encode(const mark& value) { return encode_body(value); }
bytes encode(const closing& value) { return encode_body(value); }

expected<commit> decode_commit(byte_view body) {
    auto found = decode_body<commit>(body, "a commit");
    if (!found) return found;
    for (const auto& part : found->parts) {
        const bool sound = !part.events.empty() && part.first_version >= 1 &&
                           part.stream.kind >= stream_kind::platform && part.stream.kind <= stream_kind::sponsorship &&
                           part.stream.route() == found->parts.front().stream.route();
        if (!sound) return failed(failure_code::corrupt, "a commit whose parts are not of one route, or are empty");
    }
    if (!found->rejection.empty() && !found->parts.empty())
        return failed(failure_code::corrupt, "a commit that is a rejection and has events");
    return found;
}

expected<mark> decode_mark(byte_view body) { return decode_body<mark>(body, "a mark"); }
expected<closing> decode_closing(byte_view body) { return decode_body<closing>(body, "a closing frame"); }

}  // namespace parcours
