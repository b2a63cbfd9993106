// SPDX-License-Identifier: Apache-2.0
#include "events/streams/sponsorship.hpp"
#include "tests/events/streams/event_case_of.hpp"

namespace parcours {

std::vector<event_case> sponsorship_cases() { return cases_of<sponsorship_stream>::list(); }

}  // namespace parcours
