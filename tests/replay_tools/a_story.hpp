// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/streams/application.hpp"
#include "events/streams/organisation.hpp"
#include "events/streams/platform.hpp"
#include "events/values/contract.hpp"
#include "tests/support/written_history.hpp"

namespace parcours {

// A platform that adopted its charter, an organisation, and one application from its sending to the hiring.
struct a_story {
    static constexpr std::uint64_t route = 2;
    person_id candidate{{route, 100}};
    person_id companion{{route, 101}};
    person_id recruiter{{3, 102}};
    organisation_id organisation{{3, 200}};
    offer_id offer{{3, 201}};
    application_id application{{route, 300}};
    meeting_id meeting{{route, 400}};

    std::unique_ptr<written_history> written;

    explicit a_story(partition_number partitions = 2);
    // One more application to the same organisation, refused.
    application_id add_refused();
    // `count` follow-ups to the application, a commit each.
    void add_followups(std::size_t count);

  private:
    application_submitted sent() const;
};

}  // namespace parcours
