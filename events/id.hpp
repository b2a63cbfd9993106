// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "events/bytes.hpp"
#include "events/time.hpp"

namespace parcours {

// Where a stream lives: what must be decided together shares a route; partition = route mod number of partitions.
using route_number = std::uint16_t;
using partition_number = std::uint32_t;

// 128 bits: 48 of milliseconds, 16 of route, 64 random. The octets are big-endian, so ids sort by time.
struct id128 {
    std::uint64_t high = 0;  // milliseconds << 16 | route
    std::uint64_t low = 0;   // random
    auto operator<=>(const id128&) const = default;

    static id128 make(instant at, route_number route, std::uint64_t random) {
        return {static_cast<std::uint64_t>(at.ms) << 16 | route, random};
    }
    route_number route() const { return static_cast<route_number>(high); }
    instant made_at() const { return {static_cast<std::int64_t>(high >> 16)}; }
    bool empty() const { return high == 0 && low == 0; }
    token128 octets() const;
    static id128 of(const token128& octets);
};

// 26 characters of Crockford's base32, lower case; parsing takes upper case too, but only the one canonical length.
std::string to_base32(const id128& id);
std::optional<id128> parse_base32(std::string_view text);

// An id that knows what it names; written "<prefix>_<base32>".
template <class Kind>
struct typed_id {
    static constexpr std::string_view prefix = Kind::prefix;
    id128 value;
    auto operator<=>(const typed_id&) const = default;
    bool empty() const { return value.empty(); }
    route_number route() const { return value.route(); }
};

// "<prefix>_<base32>" and back; nothing where the prefix is another's or the rest is no id.
std::string write_id(std::string_view prefix, const id128& id);
std::optional<id128> read_id(std::string_view prefix, std::string_view text);

template <class Kind>
std::string to_string(const typed_id<Kind>& id) {
    return write_id(Kind::prefix, id.value);
}
template <class Id>
std::optional<Id> parse_id(std::string_view text) {
    const auto found = read_id(Id::prefix, text);
    return found ? std::optional<Id>(Id{*found}) : std::nullopt;
}

namespace id_kinds {
struct person {
    static constexpr std::string_view prefix = "person";
};
struct application {
    static constexpr std::string_view prefix = "app";
};
struct sponsorship {
    static constexpr std::string_view prefix = "sponsorship";
};
struct organisation {
    static constexpr std::string_view prefix = "org";
};
struct offer {
    static constexpr std::string_view prefix = "offer";
};
struct link {
    static constexpr std::string_view prefix = "link";
};
struct meeting {
    static constexpr std::string_view prefix = "meeting";
};
struct document {
    static constexpr std::string_view prefix = "document";
};
struct message {
    static constexpr std::string_view prefix = "message";
};
}  // namespace id_kinds

using person_id = typed_id<id_kinds::person>;
using application_id = typed_id<id_kinds::application>;
using sponsorship_id = typed_id<id_kinds::sponsorship>;
using organisation_id = typed_id<id_kinds::organisation>;
using offer_id = typed_id<id_kinds::offer>;
using link_id = typed_id<id_kinds::link>;
using meeting_id = typed_id<id_kinds::meeting>;
using document_id = typed_id<id_kinds::document>;
using message_id = typed_id<id_kinds::message>;

// NOTE: the numbers are the stored format; never change one.
enum class stream_kind : std::uint8_t {
    platform = 1,
    account = 2,
    candidate_file = 3,
    companion_link = 4,
    organisation = 5,
    offer = 6,
    application = 7,
    sponsorship = 8,
};
std::string_view to_string(stream_kind kind);
// The prefix of the ids that streams of this kind carry: account and candidate file share the person's.
std::string_view id_prefix(stream_kind kind);

// A stream: its kind tells apart those that share an id (a person's account and candidate file).
struct stream_id {
    stream_kind kind = stream_kind::platform;
    id128 id;
    auto operator<=>(const stream_id&) const = default;
    route_number route() const { return id.route(); }
};
std::string to_string(const stream_id& stream);  // as its id: "app_…"

struct id_hash {
    std::size_t operator()(const id128& id) const { return id.low ^ (id.high * 0x9e3779b97f4a7c15ULL); }
    template <class Kind>
    std::size_t operator()(const typed_id<Kind>& id) const {
        return (*this)(id.value);
    }
    std::size_t operator()(const stream_id& stream) const {
        return (*this)(stream.id) + static_cast<std::size_t>(stream.kind);
    }
};

}  // namespace parcours
