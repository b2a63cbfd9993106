// SPDX-License-Identifier: Apache-2.0
// What is kept of persons: accounts and candidates' files.
#include <gtest/gtest.h>

#include "projections/folds/accounts.hpp"
#include "projections/folds/candidate_files.hpp"
#include "tests/support/folded.hpp"
#include "tests/support/print_events.hpp"

namespace parcours {
namespace {

const person_id ana{{1, 1}};
const person_id bruno{{1, 2}};
const organisation_id school{{1, 3}};
using people = folded<accounts>;
using files = folded<candidate_files>;

account_created created(std::vector<std::string> roles) {
    account_created made;
    made.roles = std::move(roles);
    made.organisation = school;
    made.created_by = bruno;
    made.identity = cell_of("identity");
    made.contact = cell_of("contact");
    return made;
}
bytes state(account_state value) { return {static_cast<char>(value)}; }

TEST(AnAccount, GoesFromCreatedToDeactivated) {
    people now;
    now.given(ana, {created({"companion"})});
    EXPECT_EQ(now.row(ana).state, account_state::created);
    EXPECT_EQ(now.row(ana).created_by, bruno);
    now.given(ana, {account_invited{}});
    EXPECT_EQ(now.row(ana).state, account_state::invited);
    now.given(ana, {account_activated{}, account_invited{}});
    EXPECT_EQ(now.row(ana).state, account_state::active);
    EXPECT_EQ(now.row(ana).invited_at, people::at(3));
    now.given(ana, {account_deactivated{}});
    EXPECT_EQ(now.row(ana).state, account_state::deactivated);
    EXPECT_EQ(now.list(accounts::of_organisation(school, "companion")).front().second,
              state(account_state::deactivated));
}

TEST(AnAccount, IsListedUnderEachOfItsRolesAndUnderNoneOnlyWithoutAny) {
    people now;
    now.given(ana,
              {created({"companion"}), account_role_added{"supervisor", {}}, account_role_added{"supervisor", {}}});
    EXPECT_EQ(now.row(ana).roles, (std::vector<std::string>{"companion", "supervisor"}));
    EXPECT_EQ(now.list(accounts::of_role("companion")).size(), 1U);
    EXPECT_EQ(now.list(accounts::of_role("supervisor")).size(), 1U);
    EXPECT_TRUE(now.list(accounts::of_role("")).empty());
    now.given(ana, {account_role_removed{"companion", {}}, account_role_removed{"supervisor", {}}});
    EXPECT_TRUE(now.list(accounts::of_organisation(school)).empty());
    EXPECT_EQ(now.list(accounts::of_role("")).size(), 1U);
}

TEST(AMember, LeavesOnlyTheOrganisationTheyAreIn) {
    people now;
    now.given(ana, {created({"companion"}), account_organisation_left{{{1, 9}}, {}}});
    EXPECT_EQ(now.row(ana).organisation, school);
    now.given(ana, {account_organisation_left{school, {}}});
    EXPECT_FALSE(now.row(ana).organisation);
    EXPECT_TRUE(now.list(accounts::of_organisation(school)).empty());
    now.given(ana, {account_organisation_joined{school, {}}});
    EXPECT_EQ(now.list(accounts::of_organisation(school)).size(), 1U);
}

TEST(ASupervisor, IsListedWithWhoReportsToThem) {
    people now;
    now.given(ana, {created({"companion"}), account_supervisor_set{bruno, {}}});
    EXPECT_EQ(now.list(accounts::of_supervisor(bruno)).size(), 1U);
    now.given(ana, {account_supervisor_set{std::nullopt, {}}});
    EXPECT_TRUE(now.list(accounts::of_supervisor(bruno)).empty());
}

TEST(ACompanion, WhoLeavesTheOrganisationReportsToNobodyThere) {
    people now;
    now.given(ana,
              {created({"companion"}), account_supervisor_set{bruno, {}}, account_organisation_left{{{1, 9}}, {}}});
    EXPECT_EQ(now.row(ana).supervisor, bruno);
    now.given(ana, {account_organisation_left{school, {}}});
    EXPECT_FALSE(now.row(ana).supervisor);
    EXPECT_TRUE(now.list(accounts::of_supervisor(bruno)).empty());
}

TEST(WhatHoldersChange, ReplacesWhatWasThere) {
    people now;
    now.given(ana, {created({"companion"}), account_identity_updated{cell_of("other names"), {}},
                    account_contact_updated{cell_of("other address"), {}},
                    account_professional_updated{cell_of("office"), {}}});
    EXPECT_EQ(now.row(ana).identity.cell, cell_of("other names").octets);
    EXPECT_EQ(now.row(ana).identity.event_name, "account_identity_updated");
    EXPECT_EQ(now.row(ana).contact.cell, cell_of("other address").octets);
    EXPECT_EQ(now.row(ana).professional.category, category_name::professional);
    EXPECT_EQ(now.row(ana).professional.person, ana);
}

TEST(AFile, KeepsEachSectionAsItWasLastWrittenInTheirOrder) {
    files now;
    candidate_file_opened opened;
    opened.school = school;
    now.given(ana, {opened, candidate_section_updated{profile_section::skills, cell_of("skills"), ana},
                    candidate_section_updated{profile_section::presentation, cell_of("first"), ana},
                    candidate_section_updated{profile_section::presentation, cell_of("second"), bruno}});
    const auto row = now.row(ana);
    ASSERT_EQ(row.sections.size(), 2U);
    EXPECT_EQ(row.sections[0].section, profile_section::presentation);
    EXPECT_EQ(row.sections[0].content.cell, cell_of("second").octets);
    EXPECT_EQ(row.sections[0].by, bruno);
    EXPECT_EQ(row.sections[0].at, files::at(3));
    EXPECT_EQ(row.sections[1].section, profile_section::skills);
    EXPECT_TRUE(row.sensitive.cell.empty());
    EXPECT_EQ(now.list(candidate_files::all()).size(), 1U);
    EXPECT_EQ(now.list(candidate_files::of_school(school)).size(), 1U);
}

TEST(WhatIsSensitive, StandsApartUnderItsOwnCategory) {
    files now;
    now.given(ana, {candidate_file_opened{}, candidate_sensitive_section_updated{cell_of("health"), bruno}});
    EXPECT_TRUE(now.row(ana).sections.empty());
    EXPECT_EQ(now.row(ana).sensitive.category, category_name::sensitive);
    EXPECT_EQ(now.row(ana).sensitive_by, bruno);
    EXPECT_TRUE(now.list(candidate_files::of_school(school)).empty());
}

}  // namespace
}  // namespace parcours
