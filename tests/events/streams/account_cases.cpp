// SPDX-License-Identifier: Apache-2.0
#include "events/streams/account.hpp"
#include "events/streams/platform.hpp"
#include "tests/events/streams/event_case_of.hpp"

namespace parcours {

std::vector<event_case> platform_cases() { return cases_of<platform_stream>::list(); }
std::vector<event_case> account_cases() { return cases_of<account_stream>::list(); }

}  // namespace parcours
