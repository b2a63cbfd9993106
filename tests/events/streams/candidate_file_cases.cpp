// SPDX-License-Identifier: Apache-2.0
#include "events/streams/candidate_file.hpp"
#include "events/streams/companion_link.hpp"
#include "tests/events/streams/event_case_of.hpp"

namespace parcours {

std::vector<event_case> candidate_file_cases() { return cases_of<candidate_file_stream>::list(); }
std::vector<event_case> companion_link_cases() { return cases_of<companion_link_stream>::list(); }

}  // namespace parcours
