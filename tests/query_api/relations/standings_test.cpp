// SPDX-License-Identifier: Apache-2.0
#include "query_api/relations/standings.hpp"

#include <gtest/gtest.h>

namespace parcours {
namespace {

const person_id ana{{1, 1}};
const organisation_id company{{1, 2}};

row_reach reach_of(const row_standing& row) { return row.reach; }

accounts::row account_in(std::vector<std::string> roles) {
    accounts::row row;
    row.roles = std::move(roles);
    row.organisation = company;
    return row;
}

TEST(AnApplicationsStanding, FollowsHowFarItHasCome) {
    applications::row row;
    row.candidate = ana;
    row.organisation = company;
    EXPECT_EQ(reach_of(standing_of(row)), row_reach::drafted);
    row.sent_at = instant{1};
    EXPECT_EQ(reach_of(standing_of(row)), row_reach::submitted);
    row.received_at = instant{2};
    EXPECT_EQ(reach_of(standing_of(row)), row_reach::validated);
    row.status = application_status::withdrawn;
    EXPECT_EQ(reach_of(standing_of(row)), row_reach::validated);
    EXPECT_EQ(standing_of(row).candidate, ana);
    EXPECT_EQ(standing_of(row).target, company);
    EXPECT_TRUE(standing_of(row).holder.empty());
    EXPECT_TRUE(standing_of(row).organisation.empty());
}

TEST(ASponsorshipsStanding, IsSentFromItsBeginning) {
    sponsorships::row row;
    row.candidate = ana;
    row.organisation = company;
    EXPECT_EQ(reach_of(standing_of(row)), row_reach::submitted);
    row.received_at = instant{2};
    EXPECT_EQ(reach_of(standing_of(row)), row_reach::validated);
    EXPECT_EQ(standing_of(row).target, company);
}

TEST(AnOfferOrAPage, IsItsOrganisations) {
    offers::row offer;
    offer.organisation = company;
    for (const auto& each : {standing_of(offer), standing_of(company, organisations::row{})}) {
        EXPECT_EQ(each.target, company);
        EXPECT_EQ(each.organisation, company);
        EXPECT_TRUE(each.candidate.empty() && each.holder.empty());
        EXPECT_EQ(each.reach, row_reach::unbound);
    }
}

TEST(AFileOrALink, IsItsCandidatesAndGoesToNobody) {
    companion_links::row link;
    link.candidate = ana;
    link.companion = {{1, 3}};
    for (const auto& each : {standing_of(ana, candidate_files::row{}), standing_of(link), standing_of_candidate(ana)}) {
        EXPECT_EQ(each.candidate, ana);
        EXPECT_TRUE(each.holder.empty() && each.target.empty() && each.organisation.empty());
        EXPECT_EQ(each.reach, row_reach::unbound);
    }
}

TEST(AnAccount, IsACandidatesOrAProfessionalsOrBoth) {
    const auto candidate = standing_of(charter{}, ana, account_in({"candidate"}));
    EXPECT_EQ(candidate.candidate, ana);
    EXPECT_TRUE(candidate.holder.empty());
    const auto professional = standing_of(charter{}, ana, account_in({"companion", "supervisor"}));
    EXPECT_TRUE(professional.candidate.empty());
    EXPECT_EQ(professional.holder, ana);
    EXPECT_EQ(professional.organisation, company);
    const auto both = standing_of(charter{}, ana, account_in({"companion", "candidate"}));
    EXPECT_EQ(both.candidate, ana);
    EXPECT_EQ(both.holder, ana);
    const auto neither = standing_of(charter{}, ana, account_in({}));
    EXPECT_TRUE(neither.candidate.empty());
    EXPECT_EQ(neither.holder, ana);
}

TEST(AnAccount, IsListedWhereOneOfItsRolesIsAProfessionalsAndCounts) {
    charter terms;
    terms.roles["companion"].in_organisation = true;
    const auto listed = [&](const accounts::row& row) { return standing_of(terms, ana, row).listed; };
    EXPECT_TRUE(listed(account_in({"companion"})));
    EXPECT_TRUE(listed(account_in({"officer", "companion"})));
    for (const std::string office : {"administrator", "officer", "auditor", "worker", "analyst", "candidate"})
        EXPECT_FALSE(listed(account_in({office}))) << office;
    EXPECT_FALSE(listed(account_in({})));

    auto left = account_in({"companion"});
    left.organisation = std::nullopt;
    EXPECT_FALSE(listed(left));
    left.roles.emplace_back("recruiter");  // who needs no organisation here
    EXPECT_TRUE(listed(left));

    auto gone = account_in({"companion", "recruiter"});
    for (const auto state : {account_state::created, account_state::invited, account_state::active}) {
        gone.state = state;
        EXPECT_TRUE(listed(gone));
    }
    gone.state = account_state::deactivated;
    EXPECT_FALSE(listed(gone));
}

}  // namespace
}  // namespace parcours
