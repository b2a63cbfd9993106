// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string_view>

#include "events/declaration.hpp"
#include "events/failure.hpp"

namespace parcours {

// What a personal field is sealed for; the codec asks once for each personal field that has a value.
struct seal_request {
    category_name category = category_name::profile;
    bool own_key = false;
    person_id person;
    std::string_view event_name;
    std::uint16_t event_version = 1;
    std::uint32_t field = 0;  // its tag
    byte_view clear;          // the encoded value
};
using sealer = std::function<expected<bytes>(const seal_request&)>;

// Encodes an event in its present version; what is clear and personal in it is sealed on the way, what is sealed already
// stays as it is. A failure is the sealer's.
template <stream_family Stream>
expected<stored_event> encode_event(const typename Stream::event& value, const stream_id& stream, const sealer& seal);

// Decodes an event, of a superseded version too (then it is upcast); personal fields come out sealed.
// `corrupt`: an unknown name or version, or a body that is not what its declaration says.
template <stream_family Stream>
expected<typename Stream::event> decode_event(const stored_event& stored);

// What stands inside a cell: T encoded with a version of its own. Instantiated for the types that events seal.
template <class T>
bytes encode_sealed(const T& value);
template <class T>
expected<T> decode_sealed(byte_view clear);

}  // namespace parcours
