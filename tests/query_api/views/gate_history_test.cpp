// SPDX-License-Identifier: Apache-2.0
// What who comes after the gate learns of what went on before it, and who validates of what changed meanwhile.
#include <gtest/gtest.h>

#include "tests/query_api/views/application_scene.hpp"

namespace parcours {
namespace {

using scene = application_scene;

const actor by_companion{scene::bruno, "companion", {}};

// Each event that a history tells, with the text of what was sent or edited: "application_submitted(words) …".
std::string told_to(scene& told, const viewer& who, const std::string& path = scene::path("/history"),
                    std::size_t limit = 100) {
    std::string all;
    std::string after;
    std::size_t version = 0;
    for (std::size_t pages = 0; pages < 20; ++pages) {
        const auto page = told.get(path + "?limit=" + std::to_string(limit) + after).as(who);
        if (page.status != 200) return std::to_string(page.status);
        for (std::size_t i = 0; i < page.items(); ++i) {
            const auto item = "/items/" + std::to_string(i);
            EXPECT_EQ(page.at(item + "/version"), std::to_string(++version));
            all += (all.empty() ? "" : " ") + page.at(item + "/type");
            if (page.has(item + "/fields/message")) all += '(' + page.at(item + "/fields/message") + ')';
        }
        if (page.at("/next") == "null") return all;
        after = "&after=" + page.at("/next");
    }
    return all + " and no end";
}
std::string version_to(scene& told, const viewer& who, const std::string& path = scene::path()) {
    return told.get(path).as(who).at("/version");
}
std::size_t times_in(const std::string& text, const std::string& word) {
    std::size_t count = 0;
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++count;
    return count;
}

// Sent, returned, written anew, sent anew, edited once more and validated.
void goes_back_and_forth(scene& told) {
    told.tell({told.submitted("V1")});
    told.tell({told.returned()}, by_companion);
    auto last = told.edited("V4");
    last.documents = told.submitted().documents;
    told.tell({told.edited("V2"), told.submitted("V3"), last});
    told.tell({told.validated()}, by_companion);
}

// shows APT-VIS-17, APT-VIS-19
TEST(ARecruitersHistory, HoldsTheTextThatWasValidatedAndNoOther) {
    scene told;
    told.tell({told.drafted(), told.submitted("first words"), told.edited("better words")});
    told.tell({told.validated()}, by_companion);
    EXPECT_EQ(told_to(told, scene::recruiter), "application_submitted(better words) application_validated");
    EXPECT_EQ(told_to(told, scene::companion),
              "application_submitted(first words) application_edited(better words) application_validated");
    scene again;
    goes_back_and_forth(again);
    EXPECT_EQ(told_to(again, scene::recruiter), "application_submitted(V4) application_validated");
    EXPECT_EQ(again.get(scene::path()).as(scene::recruiter).at("/message"), "V4");
}

TEST(ARecruitersHistory, NamesTheDocumentsThatWereValidatedAndNoOther) {
    scene told;
    auto edited = told.edited("better words");
    edited.documents = {document_id{{7, 21}}};
    told.tell({told.submitted("first words"), edited, told.validated()});
    const auto theirs = told.get(scene::path("/history")).as(scene::recruiter);
    EXPECT_EQ(theirs.at("/items/0/fields/documents"), "[\"" + to_string(document_id{{7, 21}}) + "\"]");
    EXPECT_EQ(theirs.at("/items/0/fields/snapshot/first_name"), "Ana");
}

// shows APT-VIS-18
TEST(ARecruiter, LearnsNothingOfAReturn) {
    scene told;
    goes_back_and_forth(told);
    EXPECT_EQ(version_to(told, scene::recruiter), "2");
    EXPECT_EQ(told.get("/v1/applications").as(scene::recruiter).at("/items/0/version"), "2");
    const auto latest = told.get("/v1/dashboard").as(scene::recruiter);
    EXPECT_EQ(latest.at("/latest/0/event"), "application_validated");
    EXPECT_EQ(latest.at("/latest/1/event"), "application_submitted");
    EXPECT_FALSE(latest.has("/latest/2"));
    scene straight;
    straight.tell({straight.submitted("V4")});
    straight.tell({straight.validated()}, by_companion);
    for (const auto& path : {scene::path(), scene::path("/history"), std::string("/v1/dashboard")}) {
        const auto back_and_forth = body_of(told.get(path).as(scene::recruiter).whole);
        EXPECT_EQ(back_and_forth.size(), body_of(straight.get(path).as(scene::recruiter).whole).size()) << path;
    }
}

TEST(WhoStandsBeforeTheGate, LearnsOfEverySendingAndOfEachEditOfWhatAwaits) {
    scene told;
    goes_back_and_forth(told);
    const std::string known =
        "application_submitted(V1) application_returned application_submitted(V3) application_edited(V4) "
        "application_validated";
    const std::string own =
        "application_submitted(V1) application_returned application_edited(V2) application_submitted(V3) "
        "application_edited(V4) application_validated";
    for (const auto& who : {scene::companion, scene::supervisor}) {
        EXPECT_EQ(told_to(told, who), known) << who.role;
        EXPECT_EQ(version_to(told, who), "5") << who.role;
    }
    for (const auto& who : {scene::candidate, scene::in_office("administrator")}) {
        EXPECT_EQ(told_to(told, who), own) << who.role;
        EXPECT_EQ(version_to(told, who), "6") << who.role;
    }
    EXPECT_EQ(times_in(body_of(told.get("/v1/dashboard").as(scene::companion).whole), "application_submitted"), 2U);
    EXPECT_EQ(times_in(body_of(told.get("/v1/dashboard").as(scene::companion).whole), "application_edited"), 1U);
}

TEST(AHistory, TellsTheSamePageByPageWhateverIsHiddenBetween) {
    scene told;
    goes_back_and_forth(told);
    for (const auto& who : {scene::candidate, scene::companion, scene::recruiter})
        for (const std::size_t limit : {1U, 2U, 3U})
            EXPECT_EQ(told_to(told, who, scene::path("/history"), limit), told_to(told, who)) << who.role << limit;
}

// shows APT-CAN-05, APT-CAN-06
TEST(AnEditOfWhatAwaits, MovesTheVersionOfWhoeverMayValidateIt) {
    scene told;
    told.tell({told.drafted(), told.edited("not yet"), told.submitted("first words")});
    const std::array readers{scene::companion, scene::supervisor, scene::candidate, scene::in_office("administrator")};
    const std::array<std::string, 4> before{"1", "1", "3", "3"};
    const std::array<std::string, 4> after{"2", "2", "4", "4"};
    std::vector<std::string> changed_at;
    for (std::size_t i = 0; i < readers.size(); ++i) {
        EXPECT_EQ(version_to(told, readers[i]), before[i]) << readers[i].role;
        changed_at.push_back(told.get(scene::path()).as(readers[i]).at("/changed_at"));
    }
    EXPECT_EQ(told_to(told, scene::companion), "application_submitted(first words)");
    told.tell({told.edited("other words")});
    for (std::size_t i = 0; i < readers.size(); ++i) {
        const auto page = told.get(scene::path()).as(readers[i]);
        EXPECT_EQ(page.at("/version"), after[i]) << readers[i].role;
        EXPECT_GT(page.at("/changed_at"), changed_at[i]) << readers[i].role;
        EXPECT_EQ(page.at("/message"), "other words");
    }
    EXPECT_EQ(told.get(scene::path()).as(scene::recruiter).status, 404);
}

TEST(WhatIsWrittenAfterAReturn, IsTheCandidatesAloneUntilItIsSent) {
    scene told;
    told.tell({told.submitted("V1"), told.returned()});
    const auto before = told.get(scene::path()).as(scene::companion);
    EXPECT_TRUE(before.has("/documents"));
    auto edited = told.edited("V2");
    edited.documents = {document_id{{7, 21}}};
    told.tell({edited});
    const auto page = told.get(scene::path()).as(scene::companion);
    EXPECT_EQ(page.at("/version"), before.at("/version"));
    EXPECT_EQ(page.at("/changed_at"), before.at("/changed_at"));
    EXPECT_FALSE(page.has("/message"));
    EXPECT_FALSE(page.has("/documents"));
    EXPECT_EQ(told_to(told, scene::companion), "application_submitted(V1) application_returned");
    EXPECT_TRUE(told.get(scene::path()).as(scene::candidate).has("/documents"));
}

TEST(WithoutAGate, ARecruiterLearnsOfTheLastSendingAlone) {
    scene told(nosemplois());
    told.tell({told.drafted(), told.edited("V0"), told.submitted("V1")});
    EXPECT_EQ(told_to(told, scene::recruiter), "application_submitted(V1)");
    EXPECT_EQ(version_to(told, scene::recruiter), "1");
    told.tell({told.returned(), told.edited("V2")});
    EXPECT_EQ(told_to(told, scene::recruiter), "application_submitted");
    told.tell({told.submitted("V3")});
    EXPECT_EQ(told_to(told, scene::recruiter), "application_submitted(V3)");
    EXPECT_EQ(version_to(told, scene::recruiter), "1");
    EXPECT_EQ(told_to(told, scene::companion),
              "application_submitted(V1) application_returned application_submitted(V3)");
}

// shows APT-PAR-03, APT-PAR-04
TEST(ASponsorshipThatWasReturned, ShowsTheRecruiterItsLastRequestAlone) {
    scene told;
    const auto asks = [&](const std::string& text) {
        auto made = scene::about<sponsorship_requested>();
        made.message = told.seal(scene::ana, &sponsorship_requested::message, text, scene::sponsorship.value);
        made.headline =
            told.seal(scene::ana, &sponsorship_requested::headline, {"Ana Roy", ""}, scene::sponsorship.value);
        made.snapshot =
            told.seal(scene::ana, &sponsorship_requested::snapshot, snapshot_body{}, scene::sponsorship.value);
        told.models.given<sponsorship_stream>(scene::sponsorship, {made}, {scene::ana, "candidate", {}});
    };
    asks("first try");
    auto returned = scene::about<sponsorship_returned>();
    returned.reason = told.seal(scene::ana, &sponsorship_returned::reason, "too short", scene::sponsorship.value);
    told.models.given<sponsorship_stream>(scene::sponsorship, {returned}, by_companion);
    asks("second try");
    told.models.given<sponsorship_stream>(scene::sponsorship, {scene::about<sponsorship_validated>()}, by_companion);
    const auto path = "/v1/sponsorships/" + to_string(scene::sponsorship);
    EXPECT_EQ(told_to(told, scene::recruiter, path + "/history"),
              "sponsorship_requested(second try) sponsorship_validated");
    EXPECT_EQ(version_to(told, scene::recruiter, path), "2");
    EXPECT_EQ(told_to(told, scene::companion, path + "/history"),
              "sponsorship_requested(first try) sponsorship_returned sponsorship_requested(second try) "
              "sponsorship_validated");
    EXPECT_EQ(version_to(told, scene::companion, path), "4");
}

}  // namespace
}  // namespace parcours
