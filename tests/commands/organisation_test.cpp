// SPDX-License-Identifier: Apache-2.0
#include "commands/deciders/organisation.hpp"

#include <gtest/gtest.h>

#include "commands/deciders/siret.hpp"
#include "tests/commands/cast.hpp"

namespace parcours {
namespace {

using namespace cast;
using rejection = organisation_rejection;
using history = std::vector<organisation_stream::event>;

register_organisation loire() {
    register_organisation asked;
    asked.siret = "73282932000074";
    asked.name_ = "Loire SA";
    return asked;
}
organisation_registered registered(const person_id& by = administrator) {
    organisation_registered e;
    e.siret = "73282932000074";
    e.name_ = "Loire SA";
    e.by = by;
    return e;
}
circumstances by_administrator() { return acts(atouts(), administrator, "administrator"); }
circumstances by_recruiter() { return acts(atouts(), recruiter, "recruiter", company); }

TEST(RegisteringAnOrganisation, MakesItTakePart) {
    given<organisation>({}, by_administrator()).when(loire()).then({registered()});
}
TEST(RegisteringAnOrganisation, IsForOneHolderOfASiret) {
    auto around = by_administrator();
    around.known.remote.taken = {"siret"};
    given<organisation>({}, around).when(loire()).then_rejected(rejection::siret_taken);
}
TEST(RegisteringAnOrganisation, IsForRecruitersWithoutOne) {
    given<organisation>({}, acts(nosemplois(), recruiter, "recruiter")).when(loire()).then({registered(recruiter)});
    given<organisation>({}, acts(nosemplois(), recruiter, "recruiter", company))
        .when(loire())
        .then_rejected(rejection::already_member);
}
// shows APT-ROL-01
TEST(RegisteringAnOrganisation, MakesARecruiterBelongToItInTheSameCommit) {
    const actor founder{recruiter, "recruiter", {}};
    const auto asked = loire();
    EXPECT_EQ(asked.route(founder), recruiter.route());
    const auto steps = asked.further_steps(founder, company.value);
    ASSERT_EQ(steps.size(), 1U);
    EXPECT_EQ(steps.front()->stream(), (stream_id{stream_kind::account, recruiter.value}));
    EXPECT_TRUE(asked.further_steps({administrator, "administrator", {}}, company.value).empty());
}
TEST(RegisteringAnOrganisation, TakesSoundNumbersAndAddressesAlone) {
    const auto faults_of = [](register_organisation asked, const std::string& role) {
        field_faults found;
        asked.check(atouts(), {administrator, role, {}}, found);
        return found;
    };
    EXPECT_TRUE(faults_of(loire(), "administrator").empty());
    auto bad = loire();
    bad.siret = "73282932000075";
    bad.website = "javascript:alert(1)";
    bad.kind = organisation_kind::region;
    EXPECT_EQ(faults_of(bad, "administrator").size(), 2U);
    EXPECT_EQ(faults_of(bad, "recruiter").size(), 3U) << "a recruiter registers companies";
    for (const std::string unsound : {"http://a b", "https://a\"onclick=", "//a.fr", "ftp://a.fr", "https://<a>"}) {
        auto asked = loire();
        asked.website = unsound;
        EXPECT_EQ(faults_of(asked, "administrator").size(), 1U) << unsound;
    }
}

// shows APT-FON-12
TEST(AnOrganisationsPage, IsWrittenAnew) {
    update_organisation_profile asked;
    asked.organisation = company;
    asked.name_ = "Loire SAS";
    organisation_profile_updated updated;
    updated.name_ = "Loire SAS";
    updated.by = recruiter;
    given<organisation>({registered()}, by_recruiter()).when(asked).then({updated});
    asked.name_ = "Loire SA";
    given<organisation>({registered()}, by_recruiter()).when(asked).then_nothing();
}
TEST(SpontaneousApplications, AreTakenWhereTheCharterOffersThem) {
    auto around = by_recruiter();
    around.terms.spontaneous = false;
    given<organisation>({registered()}, around)
        .when(open_organisation_spontaneous{company})
        .then_rejected(rejection::spontaneous_not_offered);
}

// One column a state: none, registered, taking spontaneous applications.
TEST(EachOrganisationCommandInEachState, IsAcceptedOrRefusedAsTheTableSays) {
    const std::vector<history> histories{
        {}, {registered()}, {registered(), organisation_spontaneous_opened{recruiter}}};
    update_organisation_profile update;
    update.name_ = "Loire SAS";
    const std::vector<std::pair<organisation::command, std::string_view>> table{
        {loire(), "+xx"},
        {update, "x++"},
        {open_organisation_spontaneous{company}, "x+="},
        {close_organisation_spontaneous{company}, "x=+"}};
    ASSERT_EQ(table.size(), std::variant_size_v<organisation::command>);
    for (const auto& [asked, wanted] : table)
        for (std::size_t i = 0; i < histories.size(); ++i) {
            scenario<organisation> one(histories[i], by_administrator(), company.value, __FILE__, __LINE__);
            const auto outcome = one.when(asked).outcome();
            const char told =
                !outcome ? (outcome.error() == rejection::wrong_state ? 'x' : '?') : (outcome->empty() ? '=' : '+');
            EXPECT_EQ(told, wanted[i]) << "command " << asked.index() << " in state " << i;
        }
}

TEST(ASiret, HoldsLuhnsSum) {
    for (const auto* sound : {"73282932000074", "35600000000048"}) EXPECT_TRUE(is_siret(sound)) << sound;
    for (const auto* unsound : {"", "7328293200007", "732829320000740", "73282932000047", "7328293200007a",
                                "00000000000000", " 7328293200007", "73282932000075"})
        EXPECT_FALSE(is_siret(unsound)) << unsound;
}
TEST(ASiret, OfLaPosteMayHoldAPlainSumOfFivesInstead) {
    EXPECT_TRUE(is_siret("35600000049837"));
    EXPECT_FALSE(is_siret("35600000049838"));
    EXPECT_FALSE(is_siret("35600100049836")) << "another company's";
}
// Luhn's sum tells any single wrong digit, and any two neighbours swapped but 0 and 9.
TEST(ASiret, WithOneWrongDigitIsNone) {
    const std::string sound = "73282932000074";
    for (std::size_t i = 0; i < sound.size(); ++i)
        for (char digit = '0'; digit <= '9'; ++digit) {
            auto wrong = sound;
            wrong[i] = digit;
            EXPECT_EQ(is_siret(wrong), wrong == sound) << wrong;
        }
}

}  // namespace
}  // namespace parcours
