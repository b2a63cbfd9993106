// SPDX-License-Identifier: Apache-2.0
// What a client is told of its command, in HTTP's terms.
#include "infra/processes/gateway.hpp"

#include <gtest/gtest.h>

#include "tests/infra/processes/eventually.hpp"
#include "tests/infra/processes/gateway_scene.hpp"

namespace parcours {
namespace {

using scene = gateway_scene;

TEST(ACommandThatIsDone, TellsItsEventsItsIdsAndItsPosition) {
    scene now;
    const auto told = now.answer_to(scene::creating("ana@example.org"));
    ASSERT_EQ(told.status, 200) << told.code;
    ASSERT_EQ(told.events.size(), 2U);
    EXPECT_EQ(told.events[0].type, "account_created");
    EXPECT_EQ(told.events[1].type, "candidate_file_opened");
    for (const auto& each : told.events) EXPECT_EQ(each.version, 1U);
    EXPECT_NE(told.outcome.find("\"account\":\"person_"), std::string::npos) << told.outcome;
    EXPECT_TRUE(told.command.starts_with("command_"));
    ASSERT_TRUE(told.at);
    bool same = false;
    const auto read = now.commands.read_positions(now.commands.write_position(*told.at), same);
    ASSERT_TRUE(read && same);
    EXPECT_EQ(*read, std::vector{*told.at});
}

TEST(ACommandThatChangesARelation, IsAnsweredWhenTheRelationsHaveIt) {
    scene now;
    const auto told = now.answer_to(scene::creating("ana@example.org"));
    bool there = false;
    now.models.when_relations_reached({*told.at}, 0, [&there](bool reached) { there = reached; });
    EXPECT_TRUE(there);
}

TEST(WhatOneMayDo, IsNotToldWhileRelationsMayBeOld) {
    scene now;
    caller by;
    by.who = {scene::administrator, "administrator", {}};
    const stream_id stream{stream_kind::account, scene::administrator.value};
    const auto unknown = now.commands.allowed(by, stream);
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().code, failure_code::unavailable);
    now.models.confirm(0);
    EXPECT_TRUE(now.commands.allowed(by, stream));
}

TEST(ARepeatUnderTheSameKey, IsToldWhatTheFirstTryMadeThoughTimeWentOn) {
    scene now;
    const auto first = now.answer_to(scene::creating("ana@example.org", "a-key"));
    now.time.advance_ms(5'000);
    const auto again = now.answer_to(scene::creating("ana@example.org", "a-key"));
    ASSERT_EQ(first.status, 200) << first.code;
    ASSERT_EQ(again.status, 200) << again.code;
    EXPECT_EQ(again.command, first.command);
    EXPECT_EQ(again.outcome, first.outcome);
    EXPECT_EQ(again.at, first.at);
    ASSERT_EQ(again.events.size(), first.events.size());
    for (std::size_t each = 0; each < first.events.size(); ++each)
        EXPECT_EQ(again.events[each].id, first.events[each].id);
}

TEST(AnotherBodyUnderTheSameKey, IsAConflict) {
    scene now;
    ASSERT_EQ(now.answer_to(scene::creating("ana@example.org", "a-key")).status, 200);
    const auto told = now.answer_to(scene::creating("zoe@example.org", "a-key"));
    EXPECT_EQ(told.status, 409);
    EXPECT_EQ(told.code, "other_request");
}

// shows that an address has one account, whoever comes first
TEST(TwoAccountsForOneAddress, AreOneAccountAndOneRejection) {
    constexpr int rounds = 20;
    scene now;
    for (int round = 0; round < rounds; ++round) {
        const auto address = "ana" + std::to_string(round) + "@example.org";
        auto one = now.ask(scene::creating(address));
        auto other = now.ask(scene::creating(address));
        const auto a = one.get();
        const auto b = other.get();
        EXPECT_EQ(a.status + b.status, 200 + 409) << a.code << b.code;
        EXPECT_EQ((a.status == 409 ? a : b).code, "email_taken");
        EXPECT_EQ(now.answer_to(scene::creating(address)).code, "email_taken");
    }
}

TEST(ARejectedCommand, LeavesItsAddressToOthers) {
    scene now;
    now.facts.known.issuer->active = false;
    const auto told = now.answer_to(scene::creating("ana@example.org", "a-key"));
    EXPECT_EQ(told.status, 409);
    EXPECT_EQ(told.code, "may_not_create");
    EXPECT_TRUE(told.at);
    now.facts.known.issuer->active = true;
    EXPECT_EQ(now.answer_to(scene::creating("ana@example.org")).status, 200);
    EXPECT_EQ(now.answer_to(scene::creating("ana@example.org", "a-key")).code, "may_not_create") << "it is final";
}

TEST(ARefusedRequest, NeverEntersTheLogAndNamesThePlace) {
    struct expected_refusal {
        command_request asked;
        int status;
        std::string code;
        std::string pointer;
    };
    const std::vector<expected_refusal> all{
        {scene::request("account.dance", "{}"), 404, "not_found", ""},
        {scene::request("account.activate", "{}"), 404, "not_found", ""},
        {scene::request("account.create", "{}", "candidate"), 403, "forbidden", ""},
        {scene::request("account.create", "{"), 400, "malformed", ""},
        {scene::request("account.create", R"({"rolle":"candidate"})"), 400, "malformed", "/rolle"},
        {scene::request("account.create", R"({"role":"candidate","identity":{"first_name":"Ana","last_name":"Roy",)"
                                          R"("birth_date":"2005-02-28"},"contact":{"email":"nowhere"}})"),
         422, "invalid", "/contact/email"}};
    scene now;
    for (const auto& each : all) {
        const auto told = now.answer_to(each.asked);
        EXPECT_EQ(told.status, each.status) << each.asked.name << ' ' << each.asked.body;
        EXPECT_EQ(told.code, each.code) << each.asked.name << ' ' << each.asked.body;
        EXPECT_TRUE(told.command.starts_with("command_"));
        if (each.pointer.empty()) continue;
        const auto named = std::any_of(told.fields.begin(), told.fields.end(),
                                       [&](const field_problem& field) { return field.pointer == each.pointer; });
        EXPECT_TRUE(named) << each.asked.body;
    }
}

TEST(ACommandOnAVersionThatMoved, Is412) {
    scene now;
    const auto made = now.answer_to(scene::creating("ana@example.org"));
    ASSERT_EQ(made.status, 200);
    auto asked = scene::request("account.deactivate", R"({"account":")" + made.events[0].stream + R"("})");
    asked.if_version = 7;
    EXPECT_EQ(now.answer_to(asked).status, 412);
    asked.if_version = 1;
    EXPECT_EQ(now.answer_to(asked).status, 200);
}

TEST(AnOutage, Is503AndTellsTheIdToRepeatUnder) {
    scene now;
    now.facts.silent = true;
    const auto without_facts = now.answer_to(scene::creating("ana@example.org", "a-key"));
    now.facts.silent = false;
    now.values.set_outage(true);
    const auto without_index = now.answer_to(scene::creating("ana@example.org", "a-key"));
    now.values.set_outage(false);
    now.vault.set_outage(true);
    const auto without_keys = now.answer_to(scene::creating("ana@example.org", "a-key"));
    now.vault.set_outage(false);
    for (const auto& each : {without_facts, without_index, without_keys}) {
        EXPECT_EQ(each.status, 503);
        EXPECT_EQ(each.code, "unavailable");
        EXPECT_GT(each.retry_after_s, 0);
    }
    const auto done = now.answer_to(scene::creating("ana@example.org", "a-key"));
    EXPECT_EQ(done.status, 200) << done.code;
    EXPECT_EQ(done.command, without_keys.command);
}

TEST(ALogThatDoesNotAnswer, Is503InDoubtAndTheRepeatIsToldWhatCame) {
    scene now;
    ASSERT_EQ(now.answer_to(scene::creating("zoe@example.org")).status, 200);
    const auto pending = [&now] {
        const auto all = now.executors.standings();
        return std::any_of(all.begin(), all.end(), [](const executor_standing& each) { return each.pending > 0; });
    };
    eventually([&] { return !pending(); });
    now.records.hold_back();
    auto waits = now.ask(scene::creating("ana@example.org", "a-key"));
    eventually(pending);
    now.time.advance_ms(10'001);
    ASSERT_EQ(waits.wait_for(std::chrono::seconds(20)), std::future_status::ready);
    const auto doubtful = waits.get();
    EXPECT_EQ(doubtful.status, 503);
    EXPECT_EQ(doubtful.code, "in_doubt");
    EXPECT_GT(doubtful.retry_after_s, 0);
    EXPECT_TRUE(now.values.is_held(unique_kind::email, "ana@example.org")) << "its commit may still come";
    now.records.let_go();
    const auto again = now.answer_to(scene::creating("ana@example.org", "a-key"));
    EXPECT_EQ(again.status, 200) << again.code;
    EXPECT_EQ(again.command, doubtful.command);
}

TEST(ACommandOfTheProgramItself, AsksNoCharter) {
    scene now;
    std::promise<command_result> told;
    now.commands.submit_own("account.activate", R"({"account":"person_00000000000000000000000000"})",
                            [&told](command_result result) { told.set_value(std::move(result)); });
    EXPECT_EQ(told.get_future().get().code, "wrong_state");
}

TEST(ThePositionsOfAReadAfter, AreReadAsTheyWereWrittenAndNotOtherwise) {
    scene now;
    bool same = false;
    const auto one = now.commands.write_position({2, 40});
    const auto two = now.commands.write_position({3, 7});
    EXPECT_EQ(now.commands.read_positions(one + ", " + two, same), (std::vector<position>{{2, 40}, {3, 7}}));
    EXPECT_TRUE(same);
    const auto elsewhere = now.positions.write(token128{9}, {2, 40});
    EXPECT_TRUE(now.commands.read_positions(elsewhere, same));
    EXPECT_FALSE(same);
    for (const auto& each : {std::string("2.40"), one + ".1", one + "x", one + "," + "x",
                             now.commands.write_position({9, 1}), std::string()})
        EXPECT_FALSE(now.commands.read_positions(each, same)) << each;
}

TEST(TheCatalogue, NamesTheCommandsOfPeopleAlone) {
    scene now;
    const auto& all = now.commands.catalogue();
    const auto has = [&all](std::string_view name) {
        return std::any_of(all.begin(), all.end(), [&](const command_description& each) { return each.name == name; });
    };
    EXPECT_TRUE(has("account.create"));
    EXPECT_FALSE(has("account.activate"));
}

}  // namespace
}  // namespace parcours
