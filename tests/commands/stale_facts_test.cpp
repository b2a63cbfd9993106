// SPDX-License-Identifier: Apache-2.0
// Facts from other routes may be old or wrong in any way: what a stream and its route forbid stays forbidden.
#include <gtest/gtest.h>

#include "commands/deciders/companion_link.hpp"
#include "tests/commands/application_scene.hpp"
#include "tests/commands/cast.hpp"
#include "tests/support/random_source.hpp"

namespace parcours {
namespace {

constexpr int facts_of_each_case = 64;

std::uint64_t seed() { return seed_or(20260320); }

account_fact any_account(random_source& random, const std::vector<organisation_id>& organisations) {
    account_fact made;
    made.known = random.chance(700);
    made.active = random.chance(700);
    for (const auto* role : {"candidate", "companion", "supervisor", "recruiter", "administrator"})
        if (random.chance(400)) made.roles.insert(role);
    made.organisation = organisations[random.below(organisations.size())];
    return made;
}

// Anything that a reader could have told at any time, the right facts among them.
remote_facts any_facts(random_source& random, const remote_facts& right) {
    const std::vector<organisation_id> organisations{{}, application_scene::organisation(), {{1 << 16 | 6, 66}}};
    const auto one_of_them = [&] { return organisations[random.below(organisations.size())]; };
    remote_facts made = right;
    for (std::size_t i = 0; i < audience_count; ++i)
        if (random.chance(500)) made.audiences.add(static_cast<audience>(i));
    if (random.chance(800)) made.offer = offer_fact{one_of_them(), random.chance(500)};
    if (random.chance(200)) made.offer.reset();
    if (random.chance(800)) made.organisation = organisation_fact{random.chance(500), random.chance(500)};
    if (random.chance(200)) made.organisation.reset();
    if (random.chance(800)) made.issuer = any_account(random, organisations);
    if (random.chance(800)) made.other = any_account(random, organisations);
    if (random.chance(800))
        made.meeting_starts_at = instant{application_scene::midday().ms + 3'600'000 * (random.chance(500) ? 1 : -1)};
    if (random.chance(200)) made.meeting_starts_at.reset();
    if (random.chance(300)) made.snapshot.reset();
    if (random.chance(300)) made.taken.insert("email");
    return made;
}

template <class... C>
std::vector<std::string_view> names_of_all(const std::variant<C...>*) {
    return {C::name...};
}

// What an event says of its stream's context, where it says it.
struct context {
    person_id candidate;
    organisation_id organisation;
    std::optional<offer_id> offer;
};
context context_of(const application_stream::event& happened) {
    return std::visit([](const auto& e) { return context{e.candidate, e.organisation, e.offer}; }, happened);
}

TEST(AnApplication, GoesNoOtherWayWhateverFactsSay) {
    random_source random(seed());
    int accepted = 0;
    for (const bool gate : {true, false})
        for (const auto& [state, history] : application_scene::histories())
            for (const auto name : names_of_all(static_cast<const application::command*>(nullptr))) {
                application_scene scene(gate);
                scene.given(history);
                const auto asked = scene.asked(name);
                const remote_facts right = scene.known.remote;
                const auto usual = scene.when(asked);
                for (int i = 0; i < facts_of_each_case; ++i) {
                    SCOPED_TRACE(std::string(name) + " of " + std::string(state) + ", seed " + std::to_string(seed()));
                    scene.known.remote = any_facts(random, right);
                    const auto outcome = scene.when(asked);
                    if (!outcome) continue;
                    ASSERT_TRUE(usual) << "facts opened what the stream or its route forbids";
                    ASSERT_EQ(outcome->size(), usual->size());
                    for (std::size_t each = 0; each < usual->size(); ++each) {
                        ++accepted;
                        EXPECT_EQ((*outcome)[each].index(), (*usual)[each].index());
                        if (history.empty()) continue;
                        const auto said = context_of((*outcome)[each]);
                        EXPECT_EQ(said.candidate, application_scene::candidate());
                        EXPECT_EQ(said.organisation, application_scene::organisation());
                        EXPECT_EQ(said.offer, application_scene::offer());
                    }
                }
            }
    EXPECT_GT(accepted, 1000);
}

TEST(AnApplicationThatFactsLetThrough, IsStillHeldBackByItsRoute) {
    random_source random(seed());
    for (int i = 0; i < facts_of_each_case; ++i) {
        application_scene scene(true);
        const remote_facts right = scene.known.remote;
        scene.known.remote = any_facts(random, right);
        scene.known.remote.offer = right.offer;
        scene.known.remote.snapshot = right.snapshot;
        EXPECT_TRUE(scene.when(scene.asked("application.submit")));
        route_state::candidacy other;
        other.candidate = application_scene::candidate();
        other.organisation = application_scene::organisation();
        other.offer = application_scene::offer();
        other.sent = true;
        scene.route.applications[application_id{id128{1 << 16 | 7, 50}}] = other;
        EXPECT_FALSE(scene.when(scene.asked("application.submit"))) << "seed " << seed();
        scene.route.applications.clear();
        scene.route.persons[application_scene::candidate()].active = false;
        EXPECT_FALSE(scene.when(scene.asked("application.submit"))) << "seed " << seed();
    }
}

TEST(ALink, IsNotMadeAgainNorRevivedWhateverFactsSay) {
    using namespace cast;
    random_source random(seed());
    const companion_link_assigned assigned{candidate, companion, link_origin::assigned};
    const companion_link_revoked revoked{candidate, companion};
    for (int i = 0; i < facts_of_each_case; ++i) {
        auto around = acts(atouts(), administrator, "administrator");
        around.known.remote = any_facts(random, around.known.remote);
        around.known.remote.other = active("companion", school);
        const assign_companion_link again{candidate, companion};
        given<companion_link>({}, around, another_link.value)
            .when(again)
            .then({companion_link_assigned{candidate, companion, link_origin::assigned}});
        around.route.links[a_link] = {candidate, companion, route_state::link_status::linked};
        given<companion_link>({}, around, another_link.value)
            .when(again)
            .then_rejected(companion_link_rejection::already_linked);
        given<companion_link>({assigned, revoked}, around, a_link.value)
            .when(again)
            .then_rejected(companion_link_rejection::wrong_state);
    }
}

}  // namespace
}  // namespace parcours
