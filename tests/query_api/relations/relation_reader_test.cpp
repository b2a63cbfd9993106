// SPDX-License-Identifier: Apache-2.0
#include "query_api/relations/relation_reader.hpp"

#include <gtest/gtest.h>

#include "tests/query_api/relations/persons_scene.hpp"
#include "tests/support/print_events.hpp"

namespace parcours {
namespace {

using namespace relation_cast;

// shows APT-ROL-03
TEST(ACompanion, IsTiedToACandidateUntilTheLinkIsRevoked) {
    persons now;
    EXPECT_EQ(now.of(the_companion).link, link_tie::none);
    now.is_linked();
    EXPECT_EQ(now.of(the_companion).link, link_tie::linked);
    EXPECT_EQ(now.of({denis, "companion", school}).link, link_tie::none);
    now.models.given<companion_link_stream>(link, {companion_link_revoked{ana, bruno}});
    EXPECT_EQ(now.of(the_companion).link, link_tie::none);
}

TEST(ACompanion, IsTiedByTheirOwnRoleAlone) {
    persons now;
    now.is_linked();
    EXPECT_EQ(now.of({bruno, "recruiter", school}).link, link_tie::none);
    EXPECT_EQ(now.of(the_companion, {{}, ana, {}, {}, row_reach::unbound}).link, link_tie::none);
}

// A table in which somebody has so many links.
class many_links final : public table_snapshot {
  public:
    explicit many_links(std::uint64_t count) : count_(count) {}
    expected<std::optional<bytes>> get(byte_view) const override { return std::nullopt; }
    expected<std::vector<std::optional<bytes>>> get_many(const std::vector<bytes>& keys) const override {
        return std::vector<std::optional<bytes>>(keys.size());
    }
    expected<void> scan(byte_view prefix, byte_view, direction, const show_pair& show) const override {
        const bytes linked(1, static_cast<char>(link_state::linked));
        for (std::uint64_t each = 1; each <= count_; ++each) {
            bytes key(prefix);
            for (const id128 part : {id128{1, each}, id128{2, each}}) key += parcours::view(part.octets());
            if (!show(key, linked)) break;
        }
        return {};
    }

  private:
    const std::uint64_t count_;
};

TEST(WhoeverHasMoreLinksThanAreLookedThrough, IsToldThatThereAreMore) {
    const many_links few(3);
    const relation_reader whole(few, few);
    EXPECT_EQ(whole.candidates_of(bruno)->size(), 3U);
    EXPECT_FALSE(whole.cut_short());
    const many_links too_many(links_of_person_max + 1);
    const relation_reader part(too_many, too_many);
    EXPECT_EQ(part.candidates_of(bruno)->size(), links_of_person_max);
    EXPECT_TRUE(part.cut_short());
}

// shows NE-CON-03
TEST(ACompanionWhoAsks, IsNotYetLinkedAndIsNoneAfterBeingDeclined) {
    persons now;
    now.models.given<companion_link_stream>(link, {companion_link_requested{ana, bruno}});
    EXPECT_EQ(now.of(the_companion).link, link_tie::requested);
    EXPECT_TRUE(relations_now(now.models)->companions_of(ana).value().empty());
    now.models.given<companion_link_stream>(link, {companion_link_declined{ana, bruno}});
    EXPECT_EQ(now.of(the_companion).link, link_tie::none);
}

TEST(TheBestOfSeveralLinks, Counts) {
    persons now;
    now.models.given<companion_link_stream>(link, {companion_link_requested{ana, bruno}});
    now.is_linked(another_link);
    EXPECT_EQ(now.of(the_companion).link, link_tie::linked);
    EXPECT_EQ(relations_now(now.models)->companions_of(ana).value(), std::vector{bruno});
}

TEST(AParkedLink, GrantsNothing) {
    persons now;
    now.is_there(bruno, {"companion"}, school);
    now.is_linked();
    now.models.park(companion_links::name, {stream_kind::companion_link, link.value});
    EXPECT_EQ(now.of(the_companion).link, link_tie::none);
    EXPECT_FALSE(now.supervises(the_supervisor));
    EXPECT_FALSE(now.is_known(bruno));
    const relations_now relations(now.models);
    EXPECT_TRUE(relations->companions_of(ana).value().empty());
    EXPECT_TRUE(relations->candidates_of(bruno).value().empty());
}

TEST(AParkedLink, TakesNothingFromAnother) {
    persons now;
    now.is_linked();
    now.is_linked(another_link);
    now.models.park(companion_links::name, {stream_kind::companion_link, link.value});
    EXPECT_EQ(now.of(the_companion).link, link_tie::linked);
}

TEST(LinksOfAPerson, AreToldFromBothSides) {
    persons now;
    now.is_linked();
    now.models.given<companion_link_stream>(another_link, {companion_link_requested{ana, denis}});
    const relations_now relations(now.models);
    const std::vector<linked_person> of_candidate{{bruno, link, link_state::linked},
                                                  {denis, another_link, link_state::requested}};
    EXPECT_EQ(relations->links_of_candidate(ana).value(), of_candidate);
    EXPECT_EQ(relations->links_of_companion(denis).value(),
              (std::vector<linked_person>{{ana, another_link, link_state::requested}}));
    EXPECT_EQ(relations->candidates_of(bruno).value(), std::vector{ana});
    EXPECT_TRUE(relations->candidates_of(denis).value().empty());
}

// shows APT-VIS-12, APT-ROL-04
TEST(ASupervisor, SeesCandidatesOfTheCompanionsOfTheirOrganisationUnlessAnotherIsNamed) {
    persons now;
    now.is_linked();
    now.is_there(bruno, {"companion"}, school);
    EXPECT_TRUE(now.supervises(the_supervisor));
    EXPECT_FALSE(now.supervises({carla, "supervisor", company}));
    EXPECT_FALSE(now.supervises({carla, "supervisor", {}}));
    EXPECT_FALSE(now.supervises({carla, "companion", school}));
    now.models.given<account_stream>(bruno, {account_supervisor_set{denis, {}}});
    EXPECT_FALSE(now.supervises(the_supervisor));
    now.models.given<account_stream>(bruno, {account_supervisor_set{carla, {}}});
    EXPECT_TRUE(now.supervises(the_supervisor));
    now.models.given<account_stream>(bruno, {account_role_removed{"companion", {}}});
    EXPECT_FALSE(now.supervises(the_supervisor));
}

// shows APT-ROL-04
TEST(ASupervisorWhoWasNamed, SeesNothingOnceTheyOrTheCompanionWentToAnotherOrganisation) {
    persons now;
    now.is_linked();
    now.is_there(bruno, {"companion"}, school);
    now.models.given<account_stream>(bruno, {account_supervisor_set{carla, {}}});
    EXPECT_TRUE(now.supervises(the_supervisor));
    EXPECT_FALSE(now.supervises({carla, "supervisor", company}));
    now.models.given<account_stream>(bruno,
                                     {account_organisation_left{school, {}}, account_organisation_joined{company, {}}});
    EXPECT_FALSE(now.supervises(the_supervisor));
    EXPECT_TRUE(now.supervises({denis, "supervisor", company}));
}

TEST(ASupervisor, IsOneOfAllCompanionsOfACandidate) {
    persons now;
    now.is_linked();
    now.is_linked(another_link, denis);
    now.is_there(bruno, {"companion"}, company);
    EXPECT_FALSE(now.supervises(the_supervisor));
    now.is_there(denis, {"companion"}, school);
    EXPECT_TRUE(now.supervises(the_supervisor));
}

// shows APT-VIS-10
TEST(ASupervisor, SupervisesTheAccountsOfTheirCompanions) {
    persons now;
    now.is_there(bruno, {"companion"}, school);
    const row_standing account{{}, bruno, {}, school, row_reach::unbound};
    EXPECT_TRUE(now.of(the_supervisor, account).supervises);
    now.models.park(accounts::name, {stream_kind::account, bruno.value});
    EXPECT_FALSE(now.of(the_supervisor, account).supervises);
}

TEST(AParkedAccount, IsToldAsNone) {
    persons now;
    now.is_there(bruno, {"companion"}, school);
    now.is_there(denis, {"recruiter"}, company);
    now.models.park(accounts::name, {stream_kind::account, bruno.value});
    const relations_now relations(now.models);
    EXPECT_FALSE(relations->account(bruno).value());
    EXPECT_EQ(relations->account(denis).value()->roles, std::vector<std::string>{"recruiter"});
    EXPECT_FALSE(relations->account(carla).value());
}

TEST(AVisitor, IsTiedToNobody) {
    persons now;
    now.is_linked();
    now.has_met(denis);
    const ties nothing;
    const auto known = now.of({}, {ana, denis, company, company, row_reach::validated});
    EXPECT_EQ(known.link, nothing.link);
    EXPECT_FALSE(known.supervises || known.acquainted || known.member);
}

TEST(Audiences, FollowFromRelationsOfTheMoment) {
    persons now;
    now.is_linked();
    const charter terms;
    const auto row = standing_of_candidate(ana);
    EXPECT_TRUE(relations_now(now.models)->audiences(terms, the_companion, row)->has(audience::companion));
    const relations_now before(now.models);
    now.models.given<companion_link_stream>(link, {companion_link_revoked{ana, bruno}});
    EXPECT_FALSE(relations_now(now.models)->audiences(terms, the_companion, row)->has(audience::companion));
    EXPECT_TRUE(before->audiences(terms, the_companion, row)->has(audience::companion));
}

}  // namespace
}  // namespace parcours
