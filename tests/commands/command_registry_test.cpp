// SPDX-License-Identifier: Apache-2.0
#include "commands/command_registry.hpp"

#include <gtest/gtest.h>

#include "commands/all_commands.hpp"
#include "commands/command_id.hpp"
#include "events/all_streams.hpp"
#include "tests/commands/cast.hpp"

namespace parcours {
namespace {

using namespace cast;
using reason = refusal::reason;

const command_registry& registry() {
    static const command_registry all(all_families());
    return all;
}
request_context by(const person_id& who, std::string role, const charter& terms = atouts()) {
    request_context context;
    context.by = {who, std::move(role), {}};
    context.terms = &terms;
    context.now = now;
    context.id = make_command_id(who, "key-1");
    return context;
}
std::string text(const std::string& name, const std::string& value) { return '"' + name + "\":\"" + value + '"'; }
std::string assign_body() {
    return '{' + text("candidate", to_string(candidate)) + ',' + text("companion", to_string(companion)) + '}';
}
std::string candidate_body(const std::string& birth_date = "2005-02-28") {
    return R"({"role":"candidate","identity":{"first_name":"Ana","last_name":"Roy","birth_date":")" + birth_date +
           R"("},"contact":{"email":"Ana.Roy@Exemple.FR"}})";
}
refusal::reason why(std::string_view name, const std::string& body, const request_context& context) {
    const auto prepared = registry().prepare(name, body, context);
    EXPECT_FALSE(prepared) << name;
    return prepared ? reason::malformed : prepared.error().why;
}
remote_facts seen_as(audience_set audiences) {
    remote_facts known;
    known.audiences = audiences;
    return known;
}

TEST(APreparedCommand, SaysWhichFactsItNeeds) {
    const auto prepared = registry().prepare("companion_link.assign", assign_body(), by(supervisor, "supervisor"));
    ASSERT_TRUE(prepared);
    EXPECT_EQ(prepared->needs().judged_by, (stream_id{stream_kind::candidate_file, candidate.value}));
    EXPECT_EQ(prepared->needs().other, companion);
    EXPECT_EQ(prepared->route(), candidate.route());
    EXPECT_EQ(prepared->request(), request_octets("companion_link.assign", assign_body()));
}
TEST(APreparedCommand, ClaimsWhatOnlyOneMayHoldInOneSpelling) {
    const auto prepared = registry().prepare("account.create", candidate_body(), by(companion, "companion"));
    ASSERT_TRUE(prepared);
    ASSERT_EQ(prepared->needs().unique.size(), 1U);
    EXPECT_EQ(prepared->needs().unique.front().kind, unique_kind::email);
    EXPECT_EQ(prepared->needs().unique.front().value, "ana.roy@exemple.fr");
    EXPECT_FALSE(prepared->needs().judged_by);
}
TEST(AReadyCommand, NamesTheIdsThatItMakes) {
    const auto prepared = registry().prepare("companion_link.assign", assign_body(), by(supervisor, "supervisor"));
    ASSERT_TRUE(prepared);
    const auto ready = prepared->ready(seen_as({audience::supervisor}), {});
    ASSERT_TRUE(ready);
    ASSERT_EQ(ready->steps.size(), 1U);
    EXPECT_EQ(ready->steps.front()->stream(), (stream_id{stream_kind::companion_link, ready->made}));
    EXPECT_EQ(ready->made.route(), candidate.route());
    EXPECT_EQ(ready->outcome, '{' + text("companion_link", to_string(link_id{ready->made})) + '}');
    EXPECT_EQ(ready->asked, prepared->request());
}
// shows APT-ACC-02: account, file and link are one command's steps, all on the new person's route.
TEST(CreatingACandidate, IsOneCommandOfThreeSteps) {
    const auto prepared = registry().prepare("account.create", candidate_body(), by(companion, "companion"));
    ASSERT_TRUE(prepared);
    const auto ready = prepared->ready(seen_as({}), {});
    ASSERT_TRUE(ready);
    ASSERT_EQ(ready->steps.size(), 3U);
    EXPECT_EQ(ready->steps[0]->stream(), (stream_id{stream_kind::account, ready->made}));
    EXPECT_EQ(ready->steps[1]->stream(), (stream_id{stream_kind::candidate_file, ready->made}));
    EXPECT_EQ(ready->steps[2]->stream().kind, stream_kind::companion_link);
    for (const auto& step : ready->steps) EXPECT_EQ(step->stream().route(), route_of(prepared->id()));
}
TEST(CreatingACandidate, IsDecidedIntoOneCommit) {
    const auto prepared = registry().prepare("account.create", candidate_body(), by(companion, "companion"));
    const auto ready = prepared->ready(seen_as({}), {});
    ASSERT_TRUE(ready);
    auto around = acts(atouts(), companion, "companion", school);
    around.known.terms = &around.terms;
    around.known.route = &around.route;
    std::size_t events = 0;
    for (const auto& step : ready->steps) {
        stamp at;
        at.stream = step->stream();
        at.at = now;
        const auto state = step->initial();
        const auto decided = step->decide(*state, around.known);
        ASSERT_TRUE(decided) << decided.error().code;
        for (const auto& each : *decided) each->apply(around.route, at);
        events += decided->size();
    }
    EXPECT_EQ(events, 3U);
    EXPECT_TRUE(around.route.linked(person_id{ready->made}, companion));
}

TEST(ARepeatedCommand, MeetsItsFirstTry) {
    auto later = by(companion, "companion");
    later.now = {now.ms + 5'000};
    const auto first = registry().prepare("account.create", candidate_body(), by(companion, "companion"));
    const auto again = registry().prepare("account.create", candidate_body(), later);
    ASSERT_TRUE(first && again);
    EXPECT_EQ(first->id(), again->id());
    EXPECT_EQ(first->route(), again->route());
    EXPECT_EQ(first->request(), again->request());
}
TEST(ACommandsId, FollowsFromAccountAndKey) {
    EXPECT_EQ(make_command_id(companion, "a"), make_command_id(companion, "a"));
    EXPECT_NE(make_command_id(companion, "a"), make_command_id(companion, "b"));
    EXPECT_NE(make_command_id(companion, "a"), make_command_id(candidate, "a"));
    EXPECT_NE(make_reaction_id("a", event_id{1}), make_reaction_id("b", event_id{1}));
}
TEST(AnIdempotencyKey, IsOneToSixtyFourPlainLetters) {
    EXPECT_TRUE(is_idempotency_key("0f8fad5b-d9cb-469f-a165-70867728950e"));
    EXPECT_TRUE(is_idempotency_key(std::string(64, 'a')));
    for (const std::string text : {"", "a b", "é", "a/b", "a\n"}) EXPECT_FALSE(is_idempotency_key(text)) << text;
    EXPECT_FALSE(is_idempotency_key(std::string(65, 'a')));
}

TEST(ACommandOfNobody, IsUnknown) {
    EXPECT_EQ(why("companion_link.adopt", "{}", by(supervisor, "supervisor")), reason::unknown_command);
    EXPECT_EQ(why("", "{}", by(supervisor, "supervisor")), reason::unknown_command);
}
TEST(ACommandOfTheProgram, IsUnknownToPeople) {
    for (const auto* name : {"platform.adopt_charter", "platform.open_vault", "account.activate",
                             "account.change_credentials", "account.update_contact", "account.record_sign_in",
                             "candidate.open", "companion_link.begin", "account.join_founded_organisation"})
        EXPECT_EQ(why(name, "{}", by(administrator, "administrator")), reason::unknown_command) << name;
}
// shows APT-ACC-01, APT-FON-10, APT-FON-11
TEST(ACommandOfAnotherRole, IsForbiddenBeforeItsBodyIsRead) {
    EXPECT_EQ(why("companion_link.assign", "no json", by(candidate, "candidate")), reason::forbidden);
    EXPECT_EQ(why("account.register", candidate_body(), by({}, "")), reason::forbidden);
    EXPECT_EQ(why("offer.publish", "{}", by(candidate, "candidate")), reason::forbidden);
    EXPECT_EQ(why("offer.publish", "{}", by(companion, "companion")), reason::forbidden);
}
TEST(TheSystem, IsNobodyWhoSignsIn) {
    EXPECT_EQ(why("companion_link.assign", assign_body(), by(administrator, "system")), reason::forbidden);
    charter terms = atouts();
    terms.commands["companion_link.assign"]["system"] = {};
    EXPECT_EQ(why("companion_link.assign", assign_body(), by(administrator, "system", terms)), reason::forbidden);
}
TEST(AVisitor, MayRegisterWhereTheCharterSaysSo) {
    EXPECT_TRUE(registry().prepare("account.register", candidate_body(), by({}, "", nosemplois())));
}
TEST(AnActorWithoutTheRelation, LearnsNoMoreThanTheyMaySee) {
    const auto prepared = registry().prepare("companion_link.assign", assign_body(), by(supervisor, "supervisor"));
    ASSERT_TRUE(prepared);
    const auto stranger = prepared->ready(seen_as({audience::public_, audience::participant}), {});
    ASSERT_FALSE(stranger);
    EXPECT_EQ(stranger.error().why, reason::hidden);

    const auto body = '{' + text("offer", to_string(an_offer)) + ',' + text("reason", "filled") + '}';
    const auto close = registry().prepare("offer.close", body, by(recruiter, "recruiter"));
    ASSERT_TRUE(close);
    const auto other = close->ready(seen_as({audience::public_, audience::participant, audience::recruiter}), {});
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().why, reason::forbidden);
    EXPECT_TRUE(close->ready(seen_as({audience::recruiter_of_target}), {}));
}

TEST(WhatAnActorMayDoNow, FollowsFromCharterAndState) {
    const auto allowed = [](const charter& terms, const actor& who, audience_set audiences,
                            const std::vector<companion_link_stream::event>& history) {
        const auto state = all_folds(registry()).initial(stream_kind::companion_link);
        for (const auto& each : history) {
            const auto stored =
                encode_event<companion_link_stream>(each, {stream_kind::companion_link, a_link.value}, {});
            EXPECT_TRUE(state->evolve(*stored, {}));
        }
        route_state route;
        facts known;
        known.now = now;
        known.by = who;
        known.terms = &terms;
        known.route = &route;
        known.remote.audiences = audiences;
        return registry().allowed(stream_kind::companion_link, *state, known);
    };
    using names = std::vector<std::string>;
    const companion_link_requested asked{candidate, companion};
    const companion_link_assigned linked{candidate, companion, link_origin::assigned};
    EXPECT_EQ(allowed(nosemplois(), {candidate, "candidate", {}}, {audience::self}, {asked}),
              (names{"companion_link.accept", "companion_link.decline", "companion_link.revoke"}));
    EXPECT_EQ(allowed(atouts(), {companion, "companion", {}}, {audience::companion}, {linked}),
              (names{"companion_link.revoke"}));
    EXPECT_EQ(allowed(atouts(), {other_companion, "companion", {}}, {audience::companion}, {linked}), names{});
    EXPECT_EQ(allowed(atouts(), {companion, "companion", {}}, {}, {linked}), names{});
    EXPECT_EQ(allowed(atouts(), {candidate, "candidate", {}}, {audience::self}, {}), names{});
}

TEST(TheCatalogue, DescribesEveryCommandCompletely) {
    std::set<std::string_view> names;
    for (const auto& family : registry().families())
        for (const auto& each : family.commands) {
            EXPECT_TRUE(names.insert(each.name).second) << each.name;
            EXPECT_NE(each.name.find('.'), std::string_view::npos) << each.name;
            EXPECT_FALSE(each.meaning.empty()) << each.name;
            EXPECT_FALSE(each.rejections.empty()) << each.name;
            for (const auto& input : each.inputs) EXPECT_FALSE(input.meaning.empty()) << each.name << input.name;
        }
    const auto* close = registry().find("offer.close");
    ASSERT_NE(close, nullptr);
    EXPECT_EQ(close->target, "offer");
    EXPECT_TRUE(registry().find("companion_link.assign")->target.empty());
    EXPECT_EQ(registry().find("companion_link.assign")->results, std::vector<std::string>{"companion_link"});
}
TEST(TheCatalogue, GivesTheLimitsOfEachValue) {
    const auto* type = registry().find("organisation.register");
    ASSERT_NE(type, nullptr);
    const auto name =
        std::find_if(type->inputs.begin(), type->inputs.end(), [](const auto& e) { return e.name == "name"; });
    ASSERT_NE(name, type->inputs.end());
    EXPECT_TRUE(name->mandatory);
    EXPECT_EQ(name->schema, R"({"type":"string","maxLength":200,"pattern":"\\S"})");
}

// Each kind of stream with a family folds from an empty state.
TEST(AFamily, FoldsWhatItsStreamsHold) {
    const all_folds folds(registry());
    for (const auto& family : registry().families()) {
        const auto state = folds.initial(family.kind);
        ASSERT_NE(state, nullptr);
        EXPECT_TRUE(state->known().empty());
        EXPECT_FALSE(state->evolve({"no_such_event", 1, {}}, {}));
        EXPECT_GT(state->size_in_bytes(), 0U);
    }
    EXPECT_TRUE(folds.tells_route(stream_kind::companion_link));
    EXPECT_FALSE(folds.tells_route(stream_kind::offer));
}

}  // namespace
}  // namespace parcours
