// SPDX-License-Identifier: Apache-2.0
// One application: its page, history and threads.
#include <gtest/gtest.h>

#include "tests/query_api/views/application_scene.hpp"

namespace parcours {
namespace {

using scene = application_scene;

// shows APT-CAN-03, APT-CAN-04, APT-CAN-10, APT-CAN-11, APT-CAN-19
TEST(AnApplication, TellsWhatItIsAndWhatOneMayDo) {
    scene told;
    told.commands.permitted = {"application.post_exchange"};
    told.tell_all();
    const auto page = told.get(scene::path()).as(scene::candidate);
    EXPECT_EQ(page.at("/id"), to_string(scene::application));
    EXPECT_EQ(page.at("/status"), "refused");
    EXPECT_EQ(page.at("/kind"), "offer");
    EXPECT_EQ(page.at("/offer"), to_string(scene::an_offer));
    EXPECT_EQ(page.at("/message"), "my application");
    EXPECT_EQ(page.at("/headline/name"), "Ana Roy");
    EXPECT_EQ(page.at("/snapshot/first_name"), "Ana");
    EXPECT_EQ(page.at("/outcome_message"), "we are sorry");
    EXPECT_EQ(page.at("/reason_code"), "no_position");
    EXPECT_EQ(page.at("/meetings/0/starts_at"), "2027-01-15T08:00:00.000Z");
    EXPECT_EQ(page.at("/meetings/0/status"), "proposed");
    EXPECT_EQ(page.at("/exchange/0/text"), "hello");
    EXPECT_EQ(page.at("/allowed_actions"), R"(["application.post_exchange"])");
    EXPECT_FALSE(page.has("/facets"));
}

TEST(AnApplication, OfWhichOneCannotTellWhatOneMayDoIsNotHalfTold) {
    scene told;
    told.commands.permitted = failed(failure_code::unavailable, "the relations were not confirmed in time");
    told.tell_all();
    const auto page = told.get(scene::path()).as(scene::candidate);
    EXPECT_EQ(page.status, 503);
    EXPECT_FALSE(page.has("/allowed_actions"));
}

TEST(AnEditAfterSending, BelongsToTheApplicationAndAfterAReturnToTheCandidateAlone) {
    scene told;
    told.tell({told.submitted(), told.edited("better words")});
    EXPECT_EQ(told.get(scene::path()).as(scene::companion).at("/message"), "better words");
    told.tell({told.validated()});
    EXPECT_EQ(told.get(scene::path()).as(scene::recruiter).at("/message"), "better words");
    scene back;
    back.tell({back.submitted(), back.returned(), back.edited("not yet")});
    EXPECT_EQ(back.get(scene::path()).as(scene::candidate).at("/message"), "not yet");
    EXPECT_FALSE(back.get(scene::path()).as(scene::companion).has("/message"));
}

TEST(AnIdThatIsNone, IsAnsweredLikeOneThatMayNotBeKnown) {
    scene told;
    told.tell({told.submitted()});
    auto hidden = told.get(scene::path()).as(scene::recruiter);
    auto absent = told.get("/v1/applications/" + to_string(application_id{{7, 99}})).as(scene::recruiter);
    auto none = told.get("/v1/applications/" + to_string(scene::sponsorship)).as(scene::recruiter);
    for (auto* each : {&hidden, &absent, &none}) {
        EXPECT_EQ(each->status, 404);
        each->json.as_object().erase("trace_id");
        EXPECT_EQ(boost::json::serialize(each->json), boost::json::serialize(hidden.json));
    }
    EXPECT_EQ(told.get(scene::path()).as_visitor().status, 401);
}

// shows APT-CAN-11
TEST(AHistory, TellsTheEventsThatOneMaySeeAndCountsThoseAlone) {
    scene told;
    told.tell_all();
    const auto whole = told.get(scene::path("/history")).as(scene::candidate);
    EXPECT_EQ(whole.items(), 11U);
    EXPECT_EQ(whole.at("/items/0/type"), "application_drafted");
    EXPECT_EQ(whole.at("/items/1/fields/message"), "first try");
    EXPECT_EQ(whole.at("/items/3/fields/reason"), "too short");
    const auto theirs = told.get(scene::path("/history")).as(scene::recruiter);
    EXPECT_EQ(theirs.items(), 8U);
    std::string types;
    for (std::size_t i = 0; i < theirs.items(); ++i) {
        const auto item = "/items/" + std::to_string(i);
        types += theirs.at(item + "/type") + ' ';
        EXPECT_EQ(theirs.at(item + "/version"), std::to_string(i + 1));
    }
    EXPECT_EQ(types,
              "application_submitted application_validated application_viewed application_taken_in_charge "
              "meeting_proposed exchange_posted private_note_written application_refused ");
    EXPECT_EQ(told.get(scene::path()).as(scene::recruiter).at("/version"), "8");
    EXPECT_EQ(theirs.at("/items/6/fields/text"), "promising");
}

TEST(AHistory, KeepsTheWordsOfAReturnedSendingFromTheRecruiterAndWhoValidatedIt) {
    scene told;
    told.tell_all();
    const auto theirs = told.get(scene::path("/history")).as(scene::recruiter);
    EXPECT_EQ(theirs.at("/items/0/fields/message"), "my application");
    EXPECT_EQ(theirs.at("/items/0/by"), to_string(scene::ana));
    EXPECT_FALSE(theirs.has("/items/1/by"));
    EXPECT_EQ(theirs.at("/items/1/role"), "companion");
    EXPECT_FALSE(theirs.has("/items/1/fields/comment"));
    EXPECT_EQ(told.get(scene::path("/history")).as(scene::companion).at("/items/4/by"), to_string(scene::bruno));
}

TEST(AHistory, IsReadInPagesThatGoOnWhereTheLastEnded) {
    scene told;
    told.tell_all();
    std::string types;
    std::string after;
    std::size_t pages = 0;
    do {
        const auto page = told.get(scene::path("/history?limit=2" + after)).as(scene::recruiter);
        for (std::size_t i = 0; i < page.items(); ++i) types += page.at("/items/" + std::to_string(i) + "/version");
        after = page.at("/next") == "null" ? "" : "&after=" + page.at("/next");
        ++pages;
    } while (!after.empty() && pages < 10);
    EXPECT_EQ(types, "12345678");
    EXPECT_EQ(pages, 4U);
}

TEST(AThread, IsReadOldestFirstInPages) {
    scene told;
    told.tell({told.submitted(), told.validated()});
    for (std::uint64_t i = 0; i < 5; ++i)
        told.tell({told.posted<exchange_posted>(scene::denis, "n" + std::to_string(i), 60 + i)});
    const auto first = told.get(scene::path("/messages?thread=exchange&limit=3")).as(scene::candidate);
    EXPECT_EQ(first.items(), 3U);
    EXPECT_EQ(first.at("/items/0/text"), "n0");
    EXPECT_EQ(first.at("/items/0/author"), to_string(scene::denis));
    const auto second =
        told.get(scene::path("/messages?thread=exchange&limit=3&after=" + first.at("/next"))).as(scene::candidate);
    EXPECT_EQ(second.items(), 2U);
    EXPECT_EQ(second.at("/items/1/text"), "n4");
    EXPECT_EQ(second.at("/next"), "null");
}

TEST(AThread, ThatOneMayNotReadIsNotThere) {
    scene told;
    told.tell_all();
    EXPECT_EQ(told.get(scene::path("/messages?thread=followup")).as(scene::recruiter).status, 404);
    EXPECT_EQ(told.get(scene::path("/messages?thread=private_note")).as(scene::candidate).status, 404);
    EXPECT_EQ(told.get(scene::path("/messages?thread=exchange")).as(scene::supervisor).status, 404);
    EXPECT_EQ(told.get(scene::path("/messages")).as(scene::recruiter).items(), 2U);
    EXPECT_EQ(told.get(scene::path("/messages?thread=whispers")).as(scene::recruiter).status, 400);
    EXPECT_EQ(told.get(scene::path("/messages?limit=1000")).as(scene::recruiter).status, 200);
    EXPECT_EQ(told.get(scene::path("/messages?limit=1001")).as(scene::recruiter).status, 422);
}

TEST(OneRequest, WritesOneEntryWithAllThatItOpenedOfOthers) {
    scene told;
    told.tell_all();
    told.get(scene::path()).as(scene::candidate);
    EXPECT_TRUE(told.accesses.entries().empty());
    told.get(scene::path()).as(scene::recruiter);
    const auto entries = told.accesses.entries();
    ASSERT_EQ(entries.size(), 1U);
    EXPECT_EQ(entries[0].purpose, "read_application");
    EXPECT_EQ(entries[0].whom, std::vector{scene::ana});
    EXPECT_EQ(std::set(entries[0].groups.begin(), entries[0].groups.end()),
              (std::set{group::application, group::outcome_message, group::meetings, group::exchange}));
}

// shows APT-RGT-04
TEST(AnErasedPerson, IsErasedInEveryReadAndAnOutageIsNoErasure) {
    scene told;
    told.tell_all();
    const std::array paths{scene::path(), scene::path("/history"), scene::path("/messages"),
                           std::string("/v1/applications"), std::string("/v1/dashboard")};
    told.vault.set_outage(true);
    for (const auto& each : paths) {
        const auto answer = told.get(each).as(scene::recruiter);
        EXPECT_EQ(answer.status, 503) << each;
        EXPECT_EQ(body_of(answer.whole).find("erased"), std::string::npos);
        EXPECT_FALSE(answer.header("Retry-After").empty());
    }
    told.vault.set_outage(false);
    told.vault.erase(scene::ana);
    const auto page = told.get(scene::path()).as(scene::recruiter);
    EXPECT_EQ(page.at("/message"), R"({"erased":true})");
    EXPECT_EQ(page.at("/headline"), R"({"erased":true})");
    EXPECT_EQ(page.at("/meetings/0/starts_at"), R"({"erased":true})");
    EXPECT_EQ(page.at("/status"), "refused");
    EXPECT_EQ(told.get(scene::path("/history")).as(scene::recruiter).at("/items/7/fields/message"),
              R"({"erased":true})");
}

TEST(ARead, WaitsForTheCallersOwnWritesAndIsRefusedWhereRelationsAreOld) {
    scene told;
    told.tell_all();
    told.get(scene::path()).as(scene::candidate);
    EXPECT_EQ(told.get(scene::path()).with("Read-After", "h.0.7").as(scene::candidate).status, 409);
    EXPECT_EQ(told.get(scene::path()).with("Read-After", "g.0.7").as(scene::candidate).status, 200);
    told.models.set_fresh(false);
    EXPECT_EQ(told.get(scene::path()).as(scene::candidate).status, 503);
}

}  // namespace
}  // namespace parcours
