// SPDX-License-Identifier: Apache-2.0
#include "projections/folds/offers.hpp"

#include <gtest/gtest.h>

#include "tests/support/folded.hpp"
#include "tests/support/print_events.hpp"

namespace parcours {
namespace {

const organisation_id company{{1, 1}};
const offer_id offer{{1, 2}};
using offering = folded<offers>;

template <class Event>
Event described(std::string title) {
    Event made;
    made.organisation = company;
    made.title = std::move(title);
    made.rome = "D1106";
    made.place = "Nantes";
    made.contract = contract_kind::permanent;
    return made;
}
bytes state(offer_status value) { return {static_cast<char>(value)}; }

TEST(ADraftOfAnOffer, IsItsOrganisationsAndNotOpen) {
    offering now;
    now.given(offer, {described<offer_drafted>("Vendeur")});
    EXPECT_EQ(now.row(offer).status, offer_status::draft);
    EXPECT_TRUE(now.list(offers::open()).empty());
    EXPECT_EQ(now.list(offers::of_organisation(company)).front().second, state(offer_status::draft));
}

// shows AA-REC-01, NE-REC-01
TEST(APublishedOffer, IsListedWithWhatFiltersNeed) {
    offering now;
    now.given(offer, {described<offer_drafted>("Vendeur"), described<offer_published>("Vendeuse")});
    EXPECT_EQ(now.row(offer).title, "Vendeuse");
    EXPECT_EQ(now.row(offer).began_at, offering::at(0));
    EXPECT_EQ(now.row(offer).published_at, offering::at(1));
    const auto beside = read_listed_offer(now.list(offers::open()).front().second);
    EXPECT_EQ(beside, (listed_offer{contract_kind::permanent, company, "D1106", "Nantes"}));
}

TEST(AnUpdate, ChangesWhatIsListedAndNotItsDate) {
    offering now;
    auto later = described<offer_updated>("Caissière");
    later.place = "Angers";
    now.given(offer, {described<offer_published>("Vendeuse"), later});
    EXPECT_EQ(now.row(offer).status, offer_status::open);
    EXPECT_EQ(now.row(offer).published_at, offering::at(0));
    ASSERT_EQ(now.list(offers::open()).size(), 1U);
    EXPECT_EQ(read_listed_offer(now.list(offers::open()).front().second).place, "Angers");
}

TEST(AnOffer, ClosesAndOpensAgain) {
    offering now;
    now.given(offer, {described<offer_published>("Vendeuse"), offer_closed{company, offer_close_reason::filled, {}}});
    EXPECT_EQ(now.row(offer).close_reason, offer_close_reason::filled);
    EXPECT_EQ(now.row(offer).closed_at, offering::at(1));
    EXPECT_TRUE(now.list(offers::open()).empty());
    now.given(offer, {offer_reopened{company, calendar_day{2026, 6, 1}, {}}});
    EXPECT_FALSE(now.row(offer).close_reason);
    EXPECT_EQ(now.row(offer).published_at, offering::at(2));
    EXPECT_EQ(now.row(offer).closes_on, (calendar_day{2026, 6, 1}));
    EXPECT_EQ(now.list(offers::open()).size(), 1U);
}

TEST(WhatStandsBesideAnOffer, IsReadBackAndNothingWhereItIsShort) {
    const listed_offer full{contract_kind::internship, company, "D1106", "Nantes"};
    EXPECT_EQ(read_listed_offer(write_listed(full)), full);
    const listed_offer bare{contract_kind::other, company, "", ""};
    EXPECT_EQ(read_listed_offer(write_listed(bare)), bare);
    EXPECT_EQ(read_listed_offer("short"), listed_offer{});
}

}  // namespace
}  // namespace parcours
