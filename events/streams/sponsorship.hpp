// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/streams/sponsorship/answer.hpp"
#include "events/streams/sponsorship/request.hpp"

// A candidate's request for a sponsor in an organisation; it lives on the candidate's route.
namespace parcours {

struct sponsorship_stream {
    static constexpr stream_kind kind = stream_kind::sponsorship;
    using id = sponsorship_id;
    using event = std::variant<sponsorship_requested, sponsorship_validated, sponsorship_returned,
                               sponsorship_withdrawn, sponsorship_cancelled, sponsorship_accepted, sponsorship_refused,
                               sponsorship_sponsor_reassigned, sponsorship_ended>;
    using superseded = type_list<>;
};
static_assert(stream_family<sponsorship_stream>);

}  // namespace parcours
