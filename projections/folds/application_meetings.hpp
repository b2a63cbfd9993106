// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "events/streams/application/meetings.hpp"
#include "projections/folds/application_rows.hpp"

// How meetings come to stand where they do. What happens to a meeting that was never proposed changes nothing.
namespace parcours {

void take_meeting(std::vector<kept_meeting>& all, const meeting_proposed& e, const stamp& at);
void take_meeting(std::vector<kept_meeting>& all, const meeting_accepted& e, const stamp& at);
void take_meeting(std::vector<kept_meeting>& all, const meeting_declined& e, const stamp& at);
void take_meeting(std::vector<kept_meeting>& all, const meeting_rescheduled& e, const stamp& at);
void take_meeting(std::vector<kept_meeting>& all, const meeting_cancelled& e, const stamp& at);
void take_meeting(std::vector<kept_meeting>& all, const meeting_held& e, const stamp& at);
void take_meeting(std::vector<kept_meeting>& all, const meeting_no_show& e, const stamp& at);

}  // namespace parcours
