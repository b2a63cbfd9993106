// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/streams/application/meetings.hpp"
#include "events/streams/application/messages.hpp"
#include "events/streams/application/progress.hpp"
#include "events/streams/application/sending.hpp"

// An application from the first draft to its outcome; it lives on the candidate's route.
namespace parcours {

struct application_stream {
    static constexpr stream_kind kind = stream_kind::application;
    using id = application_id;
    using event =
        std::variant<application_drafted, application_edited, application_submitted, application_validated,
                     application_returned, application_withdrawn, application_cancelled, application_viewed,
                     application_taken_in_charge, application_refused, hiring_declared, no_hiring_declared,
                     meeting_proposed, meeting_accepted, meeting_declined, meeting_rescheduled, meeting_cancelled,
                     meeting_held, meeting_no_show, followup_posted, exchange_posted, private_note_written>;
    using superseded = type_list<application_refused_v1>;
};
static_assert(stream_family<application_stream>);

}  // namespace parcours
