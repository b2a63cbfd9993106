// SPDX-License-Identifier: Apache-2.0
#include "projections/folds/applications.hpp"

#include <gtest/gtest.h>

#include "tests/support/folded.hpp"
#include "tests/support/print_events.hpp"

namespace parcours {
namespace {

const person_id ana{{1, 1}};
const person_id denis{{1, 2}};
const organisation_id company{{1, 3}};
const offer_id offer{{1, 4}};
const application_id application{{1, 5}};
const meeting_id meeting{{1, 6}};
const actor the_recruiter{denis, "recruiter", {}};
using app = folded<applications>;

template <class Event>
Event about() {
    Event made;
    made.candidate = ana;
    made.organisation = company;
    made.offer = offer;
    return made;
}
application_submitted sent() {
    auto made = about<application_submitted>();
    made.submitted_by = ana;
    made.message = cell_of("message");
    made.headline = cell_of("headline");
    made.snapshot = cell_of("snapshot");
    made.facets = cell_of("facets");
    return made;
}
application_returned returned() {
    auto made = about<application_returned>();
    made.reason = cell_of("reason");
    return made;
}
meeting_proposed proposed() {
    auto made = about<meeting_proposed>();
    made.meeting = meeting;
    made.starts_at = cell_of("starts_at");
    made.ends_at = cell_of("ends_at");
    made.time_zone = cell_of("time_zone");
    made.message = cell_of("message");
    return made;
}
template <class Event>
Event of_meeting() {
    auto made = about<Event>();
    made.meeting = meeting;
    return made;
}
template <class Event>
Event posted(std::uint64_t number) {
    auto made = about<Event>();
    made.message = message_id{{1, number}};
    made.author = ana;
    made.text = cell_of("text");
    return made;
}
std::size_t listed(const app& now, const entry_key& list) { return now.list(list).size(); }

TEST(ADraft, StandsInEveryListAsADraft) {
    app now;
    now.given(application, {about<application_drafted>()});
    EXPECT_EQ(now.row(application).status, application_status::draft);
    EXPECT_EQ(now.row(application).reach(), row_reach::drafted);
    EXPECT_EQ(listed(now, applications::of_candidate(ana)), 1U);
    for (const auto& list :
         {applications::of_organisation(company), applications::of_offer(offer), applications::all()}) {
        ASSERT_EQ(listed(now, list), 1U);
        EXPECT_EQ(read_listed_application(now.list(list).front().second).reach, row_reach::drafted);
    }
    const auto counts = read_counts(*now.now(), applications::counts_of(company)).value();
    ASSERT_EQ(counts.size(), 1U);
    EXPECT_EQ(counts[0].first[0], static_cast<char>(row_reach::drafted));
}

// shows APT-CAN-04, APT-CAN-05, APT-CAN-06
TEST(AnApplication, IsSentThenReceivedWhenItIsValidated) {
    app now;
    now.given(application, {sent()});
    EXPECT_EQ(now.row(application).status, application_status::awaiting_validation);
    EXPECT_EQ(now.row(application).sent_at, app::at(0));
    EXPECT_FALSE(now.row(application).received_at);
    now.given(application, {about<application_validated>()});
    EXPECT_EQ(now.row(application).status, application_status::visible);
    EXPECT_EQ(now.row(application).received_at, app::at(1));
    EXPECT_EQ(now.row(application).reach(), row_reach::validated);
    EXPECT_EQ(listed(now, applications::of_organisation(company)), 1U);
    EXPECT_EQ(listed(now, applications::of_offer(offer)), 1U);
    const auto beside = read_listed_application(now.list(applications::all()).front().second);
    EXPECT_EQ(beside.status, application_status::visible);
    EXPECT_EQ(beside.reach, row_reach::validated);
}

TEST(AnApplication, ThatIsReturnedIsSentAgain) {
    app now;
    now.given(application, {sent(), returned()});
    EXPECT_EQ(now.row(application).status, application_status::returned);
    EXPECT_EQ(now.row(application).return_reason.cell, cell_of("reason").octets);
    now.given(application, {sent()});
    EXPECT_EQ(now.row(application).status, application_status::awaiting_validation);
    EXPECT_EQ(now.row(application).sent_at, app::at(2));
    EXPECT_EQ(now.row(application).began_at, app::at(0));
    EXPECT_EQ(listed(now, applications::of_candidate(ana)), 1U);
}

TEST(ItsFirstViewAndItsFirstReception, AreKept) {
    app now;
    now.given(application, {sent(), about<application_validated>(), about<application_viewed>()});
    now.given(application, {about<application_validated>(), about<application_viewed>()});
    EXPECT_EQ(now.row(application).received_at, app::at(1));
    EXPECT_EQ(now.row(application).viewed_at, app::at(2));
}

// shows APT-CAN-13, APT-CAN-22, APT-CAN-23
TEST(AnApplication, EndsInOneState) {
    app refused;
    auto no = about<application_refused>();
    no.reason_code = "no_position";
    no.message = cell_of("why");
    refused.given(application, {sent(), about<application_validated>(), no});
    EXPECT_EQ(refused.row(application).status, application_status::refused);
    EXPECT_EQ(refused.row(application).reason_code, "no_position");
    EXPECT_EQ(refused.row(application).outcome_message.cell, cell_of("why").octets);
    EXPECT_EQ(refused.row(application).ended_at, app::at(2));
    app hired;
    auto yes = about<hiring_declared>();
    yes.contract = contract_kind::apprenticeship;
    hired.given(application, {sent(), about<application_taken_in_charge>(), yes});
    EXPECT_EQ(hired.row(application).status, application_status::hired);
    EXPECT_EQ(hired.row(application).contract, contract_kind::apprenticeship);
    app withdrawn;
    withdrawn.given(application, {sent(), about<application_withdrawn>()});
    EXPECT_EQ(withdrawn.row(application).status, application_status::withdrawn);
    EXPECT_EQ(withdrawn.row(application).reach(), row_reach::submitted);
    app cancelled;
    auto cancel = about<application_cancelled>();
    cancel.cause = cancel_cause::erasure;
    cancelled.given(application, {sent(), cancel});
    EXPECT_EQ(cancelled.row(application).cause, cancel_cause::erasure);
}

// shows APT-CAN-16, APT-CAN-20, APT-CAN-21
TEST(AMeeting, GoesFromStateToState) {
    app now;
    now.given(application, {sent()});
    now.given(application, {proposed()}, the_recruiter);
    EXPECT_EQ(now.row(application).meetings.at(0).state, meeting_state::proposed);
    EXPECT_EQ(now.row(application).meetings.at(0).proposed_by, denis);
    now.given(application, {of_meeting<meeting_accepted>()});
    EXPECT_EQ(now.row(application).meetings.at(0).state, meeting_state::accepted);
    auto later = of_meeting<meeting_rescheduled>();
    later.sequence = 1;
    later.starts_at = cell_of("later");
    later.ends_at = cell_of("later end");
    now.given(application, {later});
    EXPECT_EQ(now.row(application).meetings.at(0).state, meeting_state::proposed);
    EXPECT_EQ(now.row(application).meetings.at(0).sequence, 1U);
    EXPECT_EQ(now.row(application).meetings.at(0).starts_at.cell, cell_of("later").octets);
    now.given(application, {of_meeting<meeting_held>()});
    EXPECT_EQ(now.row(application).meetings.at(0).state, meeting_state::held);
    EXPECT_EQ(now.row(application).meetings.size(), 1U);
    EXPECT_EQ(listed(now, applications::meetings_with(ana, denis)), 1U);
    EXPECT_EQ(listed(now, applications::meetings_with(ana, ana)), 0U);
}

TEST(AMeeting, ThatWasNeverProposedChangesNothing) {
    app now;
    now.given(application, {sent(), of_meeting<meeting_accepted>()});
    EXPECT_TRUE(now.row(application).meetings.empty());
}

TEST(Messages, StandInTheirThreadsInOrder) {
    app now;
    now.given(application, {sent(), posted<followup_posted>(20), posted<exchange_posted>(21),
                            posted<followup_posted>(22), posted<private_note_written>(23)});
    const auto followups = now.events_under(applications::messages_of(application, message_thread::followup));
    ASSERT_EQ(followups.size(), 2U);
    EXPECT_EQ(read_message(followups[0])->message, (message_id{{1, 20}}));
    EXPECT_EQ(read_message(followups[1])->message, (message_id{{1, 22}}));
    EXPECT_EQ(now.events_under(applications::messages_of(application, message_thread::exchange)).size(), 1U);
    EXPECT_EQ(now.events_under(applications::messages_of(application, message_thread::private_note)).size(), 1U);
}

// shows APT-VIS-18, APT-CAN-12
TEST(Actions, KeepFromEachSideWhatIsTheOthers) {
    app now;
    now.given(application, {about<application_drafted>()});
    EXPECT_TRUE(now.events_under(applications::actions_of(ana)).empty());
    now.given(application, {sent(), posted<followup_posted>(20), posted<private_note_written>(21)});
    const auto candidates = now.events_under(applications::actions_of(ana));
    ASSERT_EQ(candidates.size(), 2U);
    EXPECT_EQ(read_action(candidates[0])->event, "application_submitted");
    EXPECT_EQ(read_action(candidates[1])->event, "followup_posted");
    const auto companys = now.events_under(applications::actions_for(company));
    ASSERT_EQ(companys.size(), 2U);
    EXPECT_EQ(read_action(companys[1])->event, "private_note_written");
}

TEST(CountsOfAnOrganisation, MoveWithTheApplicationAndLeaveNothingBehind) {
    app now;
    now.given(application, {sent()});
    now.given(application, {about<application_validated>()});
    const auto counts = read_counts(*now.now(), applications::counts_of(company)).value();
    ASSERT_EQ(counts.size(), 1U);
    const bytes visible{static_cast<char>(row_reach::validated), static_cast<char>(application_status::visible),
                        static_cast<char>(application_kind::offer)};
    EXPECT_EQ(counts[0], (std::pair<bytes, std::int64_t>(visible, 1)));
}

}  // namespace
}  // namespace parcours
