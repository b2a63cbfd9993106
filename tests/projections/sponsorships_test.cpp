// SPDX-License-Identifier: Apache-2.0
#include "projections/folds/sponsorships.hpp"

#include <gtest/gtest.h>

#include "tests/support/folded.hpp"
#include "tests/support/print_events.hpp"

namespace parcours {
namespace {

const person_id ana{{1, 1}};
const person_id denis{{1, 2}};
const person_id eva{{1, 3}};
const organisation_id company{{1, 4}};
const sponsorship_id sponsorship{{1, 5}};
using sponsoring = folded<sponsorships>;

sponsorship_requested requested() {
    sponsorship_requested made;
    made.candidate = ana;
    made.organisation = company;
    made.message = cell_of("message");
    made.headline = cell_of("headline");
    made.snapshot = cell_of("snapshot");
    return made;
}
std::size_t listed(const sponsoring& now, const entry_key& list) { return now.list(list).size(); }

// shows APT-PAR-01, APT-PAR-02
TEST(ASponsorship, IsRequestedThenReceivedWhenItIsValidated) {
    sponsoring now;
    now.given(sponsorship, {requested()}, {ana, "candidate", {}});
    EXPECT_EQ(now.row(sponsorship).status, sponsorship_status::awaiting_validation);
    EXPECT_EQ(now.row(sponsorship).requested_by, ana);
    EXPECT_EQ(now.row(sponsorship).reach(), row_reach::submitted);
    now.given(sponsorship, {sponsorship_validated{ana, company, {}}});
    EXPECT_EQ(now.row(sponsorship).status, sponsorship_status::visible);
    EXPECT_EQ(now.row(sponsorship).received_at, sponsoring::at(1));
    const auto beside = read_listed_sponsorship(now.list(sponsorships::of_organisation(company)).front().second);
    EXPECT_EQ(beside, (listed_sponsorship{sponsorship_status::visible, row_reach::validated}));
}

TEST(ASponsorship, ThatIsReturnedIsRequestedAgain) {
    sponsoring now;
    now.given(sponsorship, {requested(), sponsorship_returned{ana, company, cell_of("reason")}, requested()});
    EXPECT_EQ(now.row(sponsorship).status, sponsorship_status::awaiting_validation);
    EXPECT_EQ(now.row(sponsorship).sent_at, sponsoring::at(2));
    EXPECT_EQ(listed(now, sponsorships::of_candidate(ana)), 1U);
}

// shows APT-PAR-04
TEST(ASponsor, IsOneFromAcceptanceToEnd) {
    sponsoring now;
    now.given(sponsorship, {requested(), sponsorship_accepted{ana, company, denis, {}}});
    EXPECT_EQ(now.row(sponsorship).sponsor, denis);
    EXPECT_EQ(listed(now, sponsorships::of_sponsor(denis)), 1U);
    EXPECT_EQ(listed(now, sponsorships::sponsored_by(ana, denis)), 1U);
    now.given(sponsorship, {sponsorship_sponsor_reassigned{ana, company, eva}});
    EXPECT_EQ(listed(now, sponsorships::of_sponsor(denis)), 0U);
    EXPECT_EQ(listed(now, sponsorships::sponsored_by(ana, denis)), 0U);
    EXPECT_EQ(listed(now, sponsorships::sponsored_by(ana, eva)), 1U);
    now.given(sponsorship, {sponsorship_ended{ana, company, {}}});
    EXPECT_EQ(now.row(sponsorship).status, sponsorship_status::ended);
    EXPECT_EQ(listed(now, sponsorships::of_sponsor(eva)), 1U);
    EXPECT_EQ(listed(now, sponsorships::sponsored_by(ana, eva)), 0U);
}

// shows APT-PAR-05
TEST(ASponsorship, KeepsHowItEnded) {
    sponsoring refused;
    refused.given(sponsorship, {requested(), sponsorship_refused{ana, company, "no_sponsor", cell_of("why")}});
    EXPECT_EQ(refused.row(sponsorship).status, sponsorship_status::refused);
    EXPECT_EQ(refused.row(sponsorship).reason_code, "no_sponsor");
    EXPECT_EQ(refused.row(sponsorship).answer.cell, cell_of("why").octets);
    sponsoring withdrawn;
    withdrawn.given(sponsorship, {requested(), sponsorship_withdrawn{ana, company, {}}});
    EXPECT_EQ(withdrawn.row(sponsorship).status, sponsorship_status::withdrawn);
    sponsoring cancelled;
    cancelled.given(sponsorship, {requested(), sponsorship_cancelled{ana, company, cancel_cause::erasure}});
    EXPECT_EQ(cancelled.row(sponsorship).cause, cancel_cause::erasure);
}

}  // namespace
}  // namespace parcours
