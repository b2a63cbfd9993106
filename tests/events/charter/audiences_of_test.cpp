// SPDX-License-Identifier: Apache-2.0
#include "events/charter/audiences_of.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace parcours {
namespace {

template <class Id>
Id numbered(std::uint64_t number) {
    return Id{id128{7, number}};
}
const auto awa = numbered<person_id>(1);
const auto ben = numbered<person_id>(2);
const auto cleo = numbered<person_id>(3);
const auto workshop = numbered<organisation_id>(11);
const auto bakery = numbered<organisation_id>(12);

charter gated() {
    charter terms;
    terms.companion_gate = true;
    terms.directory = true;
    return terms;
}

row_standing application_at(row_reach reach) {
    return {.candidate = awa, .holder = {}, .target = workshop, .organisation = {}, .reach = reach};
}
viewer candidate(person_id who) { return {who, "candidate", {}}; }
viewer companion() { return {ben, "companion", bakery}; }
viewer supervisor() { return {ben, "supervisor", bakery}; }
viewer recruiter(organisation_id of) { return {cleo, "recruiter", of}; }
ties linked() { return {.link = link_tie::linked, .supervises = false, .acquainted = false, .member = false}; }
ties supervising() { return {.link = link_tie::none, .supervises = true, .acquainted = false, .member = false}; }

audience_set everybody_in(std::initializer_list<audience> others) {
    audience_set found{audience::public_, audience::participant};
    for (const auto each : others) found.add(each);
    return found;
}

// shows APT-VIS-17
TEST(AnApplicationBehindTheGate, IsNotTheTargetsBeforeItsFirstValidation) {
    for (const auto reach : {row_reach::drafted, row_reach::submitted})
        EXPECT_EQ(audiences_of(gated(), recruiter(workshop), application_at(reach), {}),
                  everybody_in({audience::recruiter}));
    EXPECT_EQ(audiences_of(gated(), recruiter(workshop), application_at(row_reach::validated), {}),
              everybody_in({audience::recruiter_of_target}));
}

TEST(AnApplicationWithoutAGate, IsTheTargetsOnceItIsSent) {
    charter terms = gated();
    terms.companion_gate = false;
    EXPECT_EQ(audiences_of(terms, recruiter(workshop), application_at(row_reach::drafted), {}),
              everybody_in({audience::recruiter}));
    EXPECT_EQ(audiences_of(terms, recruiter(workshop), application_at(row_reach::submitted), {}),
              everybody_in({audience::recruiter_of_target}));
}

TEST(ADraft, IsTheCandidatesAlone) {
    const auto draft = application_at(row_reach::drafted);
    EXPECT_EQ(audiences_of(gated(), candidate(awa), draft, {}), everybody_in({audience::self}));
    EXPECT_EQ(audiences_of(gated(), companion(), draft, linked()), everybody_in({}));
    EXPECT_EQ(audiences_of(gated(), supervisor(), draft, supervising()), everybody_in({}));
}

TEST(ASentApplication, IsFollowedByTheLinkedCompanionAndTheirSupervisor) {
    const auto sent = application_at(row_reach::submitted);
    EXPECT_EQ(audiences_of(gated(), companion(), sent, linked()), everybody_in({audience::companion}));
    EXPECT_EQ(audiences_of(gated(), supervisor(), sent, supervising()), everybody_in({audience::supervisor}));
    EXPECT_EQ(audiences_of(gated(), companion(), sent, {}), everybody_in({}));
    EXPECT_EQ(audiences_of(gated(), supervisor(), sent, {}), everybody_in({}));
    EXPECT_EQ(audiences_of(gated(), candidate(ben), sent, {}), everybody_in({}));
}

TEST(ARecruiterOfNoOrganisation, IsTheTargetOfNothing) {
    auto nowhere = application_at(row_reach::validated);
    nowhere.target = {};
    EXPECT_EQ(audiences_of(gated(), recruiter({}), nowhere, {}), everybody_in({audience::recruiter}));
}

TEST(AnAccountWithTwoRoles, IsWhatItsEnteredRoleSays) {
    const auto sent = application_at(row_reach::submitted);
    const ties both{.link = link_tie::linked, .supervises = true, .acquainted = false, .member = false};
    EXPECT_EQ(audiences_of(gated(), companion(), sent, both), everybody_in({audience::companion}));
    EXPECT_EQ(audiences_of(gated(), supervisor(), sent, both), everybody_in({audience::supervisor}));
    const viewer as_recruiter{awa, "recruiter", workshop};
    EXPECT_FALSE(audiences_of(gated(), as_recruiter, sent, both).has(audience::self));
}

TEST(ALinkThatIsNotYetAccepted, MakesNoCompanion) {
    const ties asked{.link = link_tie::requested, .supervises = false, .acquainted = false, .member = false};
    const row_standing file{
        .candidate = awa, .holder = {}, .target = {}, .organisation = {}, .reach = row_reach::unbound};
    EXPECT_EQ(audiences_of(gated(), companion(), file, asked), everybody_in({audience::companion_requested}));
}

// shows APT-VIS-06, APT-VIS-07, APT-VIS-11, APT-VIS-14
TEST(ADirectoryEntry, IsReadByProfessionalsAndByAcquaintedCandidates) {
    const row_standing entry{
        .candidate = {}, .holder = cleo, .target = {}, .organisation = workshop, .reach = row_reach::unbound};
    const ties met{.link = link_tie::none, .supervises = false, .acquainted = true, .member = false};
    EXPECT_TRUE(audiences_of(gated(), companion(), entry, {}).has(audience::directory_reader));
    EXPECT_TRUE(audiences_of(gated(), recruiter(bakery), entry, {}).has(audience::directory_reader));
    EXPECT_FALSE(audiences_of(gated(), candidate(awa), entry, {}).has(audience::directory_reader));
    EXPECT_TRUE(audiences_of(gated(), candidate(awa), entry, met).has(audience::directory_reader));
    EXPECT_TRUE(audiences_of(gated(), recruiter(workshop), entry, {}).has(audience::member));

    charter closed = gated();
    closed.directory = false;
    EXPECT_FALSE(audiences_of(closed, recruiter(bakery), entry, {}).has(audience::directory_reader));
    EXPECT_TRUE(audiences_of(closed, candidate(awa), entry, met).has(audience::directory_reader));
}

TEST(ADirectoryEntry, ThatIsNotListedIsItsHoldersAndTheirSidesAlone) {
    const row_standing entry{.candidate = {},
                             .holder = cleo,
                             .target = {},
                             .organisation = workshop,
                             .reach = row_reach::unbound,
                             .listed = false};
    const ties met{.link = link_tie::none, .supervises = false, .acquainted = true, .member = false};
    EXPECT_EQ(audiences_of(gated(), companion(), entry, {}), everybody_in({}));
    EXPECT_EQ(audiences_of(gated(), candidate(awa), entry, met), everybody_in({}));
    EXPECT_EQ(audiences_of(gated(), supervisor(), entry, supervising()), everybody_in({audience::supervisor}));
    EXPECT_EQ(audiences_of(gated(), recruiter(workshop), entry, {}),
              everybody_in({audience::self, audience::recruiter, audience::member}));
}

// Whatever rows and links still say of them.
TEST(WhoLeftTheirOrganisation, HasTheirOwnAccountAloneWhereTheCharterPutsTheRoleIntoOne) {
    const ties all{.link = link_tie::linked, .supervises = true, .acquainted = true, .member = false};
    row_standing own{.candidate = {}, .holder = ben, .target = {}, .organisation = {}, .reach = row_reach::unbound};
    row_standing another = own;
    another.holder = cleo;
    for (const std::string role : {"companion", "supervisor", "recruiter"}) {
        charter terms = gated();
        terms.roles[role].in_organisation = true;
        const viewer left{ben, role, {}};
        for (const auto reach : {row_reach::unbound, row_reach::drafted, row_reach::submitted, row_reach::validated})
            EXPECT_EQ(audiences_of(terms, left, application_at(reach), all), everybody_in({})) << role;
        EXPECT_EQ(audiences_of(terms, left, own, all), everybody_in({audience::self})) << role;
        EXPECT_EQ(audiences_of(terms, left, another, all), everybody_in({})) << role;
        const viewer again{ben, role, bakery};
        EXPECT_TRUE(audiences_of(terms, again, another, all).has(audience::directory_reader)) << role;
        terms.roles[role].in_organisation = false;
        EXPECT_EQ(audiences_of(terms, left, another, all), audiences_of(gated(), left, another, all)) << role;
    }
}

TEST(AVisitor, IsOfThePublicAndNothingElse) {
    for (const auto reach : {row_reach::unbound, row_reach::drafted, row_reach::submitted, row_reach::validated})
        EXPECT_EQ(audiences_of(gated(), viewer{}, application_at(reach), {}), audience_set{audience::public_});
}

TEST(AnOffice, SeesByItsRoleAndTakesNoPart) {
    const auto sent = application_at(row_reach::submitted);
    for (const auto office :
         {audience::administrator, audience::officer, audience::auditor, audience::worker, audience::analyst})
        EXPECT_EQ(audiences_of(gated(), viewer{cleo, std::string(to_string(office)), {}}, sent, linked()),
                  (audience_set{audience::public_, office}));
    EXPECT_EQ(audiences_of(gated(), viewer{cleo, "public", {}}, sent, linked()), audience_set{audience::public_});
    EXPECT_EQ(audiences_of(gated(), viewer{cleo, "self", {}}, sent, linked()), audience_set{audience::public_});
}

TEST(AnAudience, IsReadBackFromItsName) {
    for (std::size_t i = 0; i < audience_count; ++i)
        EXPECT_EQ(parse_audience(to_string(static_cast<audience>(i))), static_cast<audience>(i));
    EXPECT_EQ(parse_audience("everybody"), std::nullopt);
    EXPECT_EQ(parse_audience(""), std::nullopt);
}

TEST(ACommand, IsIssuedOnlyByTheRoleAndRelationNamed) {
    charter terms;
    terms.commands["application.validate"]["companion"] = {{audience::companion}};
    terms.commands["offer.publish"]["recruiter"] = {{}};
    EXPECT_TRUE(may_issue(terms, "companion", "application.validate", {audience::companion}));
    EXPECT_FALSE(may_issue(terms, "companion", "application.validate", {audience::companion_requested}));
    EXPECT_FALSE(may_issue(terms, "recruiter", "application.validate", {audience::companion}));
    EXPECT_TRUE(may_issue(terms, "recruiter", "offer.publish", {}));
    EXPECT_FALSE(may_issue(terms, "recruiter", "offer.unknown", {}));
}

// --- properties ---------------------------------------------------------------------------------------------------

rc::Gen<audience_set> any_audiences() {
    return rc::gen::map(rc::gen::container<std::vector<int>>(rc::gen::inRange(0, static_cast<int>(audience_count))),
                        [](const std::vector<int>& numbers) {
                            audience_set found;
                            for (const int number : numbers) found.add(static_cast<audience>(number));
                            return found;
                        });
}
rc::Gen<visibility> any_visibility() {
    using cell = std::tuple<int, int, int>;
    return rc::gen::map(
        rc::gen::container<std::vector<cell>>(rc::gen::tuple(rc::gen::inRange(0, static_cast<int>(group_count)),
                                                             rc::gen::inRange(0, static_cast<int>(audience_count)),
                                                             rc::gen::inRange(0, 3))),
        [](const std::vector<cell>& cells) {
            visibility found;
            for (const auto& [what, whom, how] : cells)
                found.grant(static_cast<group>(what), static_cast<audience>(whom), static_cast<right>(how));
            return found;
        });
}

RC_GTEST_PROP(Visibility, DeniesWhatNobodyDeclared, ()) {
    const auto whom = *any_audiences();
    const visibility nothing;
    for (std::size_t i = 0; i < group_count; ++i) RC_ASSERT(!nothing.reads(static_cast<group>(i), whom));
    const auto matrix = *any_visibility();
    for (std::size_t i = 0; i < group_count; ++i) RC_ASSERT(!matrix.reads(static_cast<group>(i), {}));
}

RC_GTEST_PROP(Visibility, TakesNoRightAwayWhenAnAudienceIsAdded, ()) {
    const auto matrix = *any_visibility();
    const auto fewer = *any_audiences();
    auto more = fewer;
    more.add(*any_audiences());
    for (std::size_t i = 0; i < group_count; ++i)
        RC_ASSERT(matrix.best(static_cast<group>(i), fewer) <= matrix.best(static_cast<group>(i), more));
}

RC_GTEST_PROP(Audiences, NeverShowARecruiterWhatAwaitsValidation, ()) {
    const auto role =
        *rc::gen::element<std::string>("candidate", "companion", "supervisor", "recruiter", "", "administrator",
                                       "officer", "auditor", "worker", "analyst", "operator");
    const viewer who{*rc::gen::element(person_id{}, awa, ben, cleo), role,
                     *rc::gen::element(organisation_id{}, workshop, bakery)};
    const ties known{
        .link = *rc::gen::element(link_tie::none, link_tie::requested, link_tie::linked, link_tie::export_blocked),
        .supervises = *rc::gen::arbitrary<bool>(),
        .acquainted = *rc::gen::arbitrary<bool>(),
        .member = *rc::gen::arbitrary<bool>()};
    auto row = application_at(*rc::gen::element(row_reach::drafted, row_reach::submitted));
    const auto found = audiences_of(gated(), who, row, known);
    RC_ASSERT(!found.has(audience::recruiter_of_target));
    if (role == "recruiter" && !known.member)
        RC_ASSERT(!found.has(audience::self) && !found.has(audience::companion) && !found.has(audience::supervisor) &&
                  !found.has(audience::member) && !found.has(audience::directory_reader));
    row.reach = row_reach::drafted;
    RC_ASSERT(!audiences_of(gated(), who, row, known).has(audience::companion));
    RC_ASSERT(!audiences_of(gated(), who, row, known).has(audience::supervisor));
}

}  // namespace
}  // namespace parcours
