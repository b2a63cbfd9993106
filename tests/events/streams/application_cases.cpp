// SPDX-License-Identifier: Apache-2.0
#include "events/streams/application.hpp"
#include "tests/events/streams/event_case_of.hpp"

namespace parcours {

std::vector<event_case> application_cases() { return cases_of<application_stream>::list(); }

}  // namespace parcours
