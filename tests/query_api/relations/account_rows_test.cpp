// SPDX-License-Identifier: Apache-2.0
#include "query_api/relations/account_rows.hpp"

#include <gtest/gtest.h>

#include "projections/folds/accounts.hpp"
#include "tests/support/read_models_in_memory.hpp"

namespace parcours {
namespace {

const person_id bruno{{1, 2}};
const organisation_id school{{1, 4}};

struct known_accounts {
    read_models_in_memory models;
    account_rows rows{models};

    known_accounts() {
        account_created made;
        made.roles = {"companion", "supervisor"};
        made.organisation = school;
        made.identity = cell_of("identity");
        made.contact = cell_of("contact");
        models.given<account_stream>(bruno, {made});
    }
    account_standing now() const { return rows.find(bruno).value().value(); }
};

TEST(AnAccount, ThatNobodyMadeIsTold) { EXPECT_EQ(known_accounts().rows.find({{1, 9}}).value(), std::nullopt); }

TEST(AnAccount, IsActiveFromItsActivationToItsDeactivation) {
    known_accounts known;
    EXPECT_FALSE(known.now().active);
    known.models.given<account_stream>(bruno, {account_invited{}});
    EXPECT_FALSE(known.now().active);
    known.models.given<account_stream>(bruno, {account_activated{}});
    EXPECT_TRUE(known.now().active);
    known.models.given<account_stream>(bruno, {account_deactivated{}});
    EXPECT_FALSE(known.now().active);
}

TEST(AnAccount, HasItsRolesOrganisationAndLanguage) {
    known_accounts known;
    EXPECT_EQ(known.now().roles, (std::set<std::string>{"companion", "supervisor"}));
    EXPECT_EQ(known.now().organisation, school);
    EXPECT_EQ(known.now().language, "");
    known.models.given<account_stream>(bruno,
                                       {account_preferences_set{"en", {}}, account_role_removed{"supervisor", {}},
                                        account_organisation_left{school, {}}});
    EXPECT_EQ(known.now().roles, std::set<std::string>{"companion"});
    EXPECT_EQ(known.now().organisation, organisation_id{});
    EXPECT_EQ(known.now().language, "en");
}

TEST(AParkedAccount, IsToldAsNone) {
    known_accounts known;
    known.models.given<account_stream>(bruno, {account_activated{}});
    known.models.park(accounts::name, {stream_kind::account, bruno.value});
    EXPECT_EQ(known.rows.find(bruno).value(), std::nullopt);
}

}  // namespace
}  // namespace parcours
