// SPDX-License-Identifier: Apache-2.0
#include "projections/folds/organisations.hpp"

#include <gtest/gtest.h>

#include "tests/support/folded.hpp"
#include "tests/support/print_events.hpp"

namespace parcours {
namespace {

const organisation_id company{{1, 1}};
using pages = folded<organisations>;

organisation_registered named(std::string name) {
    organisation_registered made;
    made.name_ = std::move(name);
    made.siret = "73282932000074";
    made.sector = "4711F";
    return made;
}

TEST(AnOrganisation, IsListedByItsNameWhateverItsAccents) {
    pages now;
    now.given(company, {named("Électricité du Lac")});
    now.given({{1, 2}}, {named("zoo")});
    now.given({{1, 3}}, {named("Évier")});
    const auto all = now.list(organisations::by_name());
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(all[0].first, company);
    EXPECT_EQ(all[1].first, (organisation_id{{1, 3}}));
    EXPECT_EQ(now.list(organisations::by_name("ELEC")).size(), 1U);
    EXPECT_EQ(sorting_name("Œuvre"), sorting_name("Œuvre"));
    EXPECT_EQ(sorting_name(std::string(200, 'A')), std::string(64, 'a'));
}

TEST(AProfile, IsReplacedAsAWholeAndKeepsTheSiret) {
    pages now;
    organisation_profile_updated changed;
    changed.name_ = "Lac Énergie";
    changed.website = "https://example.org";
    now.given(company, {named("Électricité du Lac"), changed});
    EXPECT_EQ(now.row(company).name_, "Lac Énergie");
    EXPECT_FALSE(now.row(company).sector);
    EXPECT_EQ(now.row(company).siret, "73282932000074");
    EXPECT_EQ(now.row(company).registered_at, pages::at(0));
    EXPECT_EQ(now.list(organisations::by_name()).size(), 1U);
    EXPECT_EQ(now.list(organisations::by_name("lac")).size(), 1U);
}

TEST(SpontaneousApplications, AreTakenWhileTheyAreOpen) {
    pages now;
    const auto taken = [&] {
        return read_listed_organisation(now.list(organisations::by_name()).front().second).takes_spontaneous;
    };
    now.given(company, {named("Lac")});
    EXPECT_FALSE(taken());
    now.given(company, {organisation_spontaneous_opened{}});
    EXPECT_TRUE(taken() && now.row(company).takes_spontaneous);
    now.given(company, {organisation_spontaneous_closed{}});
    EXPECT_FALSE(taken() || now.row(company).takes_spontaneous);
}

}  // namespace
}  // namespace parcours
