// SPDX-License-Identifier: Apache-2.0
#include "events/streams/offer.hpp"
#include "events/streams/organisation.hpp"
#include "tests/events/streams/event_case_of.hpp"

namespace parcours {

std::vector<event_case> organisation_cases() { return cases_of<organisation_stream>::list(); }
std::vector<event_case> offer_cases() { return cases_of<offer_stream>::list(); }

}  // namespace parcours
