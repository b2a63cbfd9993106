// SPDX-License-Identifier: Apache-2.0
// Include only in .cpp files: it brings the codec's templates.
#pragma once

#include "events/codec/stream_codec.hpp"
#include "tests/support/written_history.hpp"

namespace parcours {

// A family as it was when this version of an event was the present one.
template <stream_family S, event E>
struct former_version {
    static constexpr stream_kind kind = S::kind;
    using id = typename S::id;
    using event = std::variant<E>;
    using superseded = type_list<>;
};

// An event as a program stored it whose present version this was; personal fields are given sealed.
template <stream_family S, event E>
stored_event stored_then(const E& happened, const stream_id& stream) {
    return written_history::stored<former_version<S, E>>(happened, stream);
}

}  // namespace parcours
