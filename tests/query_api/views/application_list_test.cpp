// SPDX-License-Identifier: Apache-2.0
// Lists of applications and sponsorships, and the dashboard: what is in them, in which order, and in which pages.
#include <gtest/gtest.h>

#include "tests/query_api/views/application_scene.hpp"
#include "tests/support/shipped_charter.hpp"

namespace parcours {
namespace {

using scene = application_scene;

application_id numbered(std::uint64_t number) { return application_id{{7, 1000 + number}}; }

std::string ids_of(const api_answer& page) {
    std::string all;
    for (std::size_t i = 0; i < page.items(); ++i) {
        const auto id = parse_id<application_id>(page.at("/items/" + std::to_string(i) + "/id"));
        all += std::to_string(id->value.low - 1000) + ' ';
    }
    return all;
}

// shows APT-CAN-09
TEST(AList, IsNewestFirstAndComesInPagesWhileOthersAreAdded) {
    scene told;
    for (std::uint64_t i = 0; i < 5; ++i) told.sends(numbered(i));
    for (const auto& who :
         {scene::candidate, scene::companion, scene::supervisor, scene::recruiter, scene::in_office("administrator")}) {
        SCOPED_TRACE(who.role);
        EXPECT_EQ(ids_of(told.get("/v1/applications").as(who)), "4 3 2 1 0 ");
    }
    const auto first = told.get("/v1/applications?limit=2").as(scene::recruiter);
    EXPECT_EQ(ids_of(first), "4 3 ");
    told.sends(numbered(5));
    const auto second = told.get("/v1/applications?limit=2&after=" + first.at("/next")).as(scene::recruiter);
    EXPECT_EQ(ids_of(second), "2 1 ");
    const auto third = told.get("/v1/applications?limit=2&after=" + second.at("/next")).as(scene::recruiter);
    EXPECT_EQ(ids_of(third), "0 ");
    EXPECT_EQ(third.at("/next"), "null");
}

TEST(AFullPage, IsNotSentAgainWhereNothingChanged) {
    scene told;
    for (std::uint64_t i = 0; i < 3; ++i) told.sends(numbered(i));
    const auto page = told.get("/v1/applications?limit=2").as(scene::recruiter);
    EXPECT_NE(page.at("/next"), told.get("/v1/applications?limit=2").as(scene::recruiter).at("/next"));
    const auto asked_again = [&] {
        return told.get("/v1/applications?limit=2").with("If-None-Match", page.header("ETag")).as(scene::recruiter);
    };
    EXPECT_EQ(asked_again().status, 304);
    told.sends(numbered(3));
    EXPECT_EQ(asked_again().status, 200);
}

// shows APT-CAN-05, APT-VIS-17
TEST(ARecruitersList, GoesOnAsIfWhatWasNotValidatedWereNotThere) {
    scene told;
    for (std::uint64_t i = 0; i < 12; ++i) told.sends(numbered(i), i % 4 == 0);
    EXPECT_EQ(ids_of(told.get("/v1/applications").as(scene::recruiter)), "8 4 0 ");
    const auto first = told.get("/v1/applications?limit=2").as(scene::recruiter);
    EXPECT_EQ(ids_of(first), "8 4 ");
    const auto last = told.get("/v1/applications?limit=2&after=" + first.at("/next")).as(scene::recruiter);
    EXPECT_EQ(ids_of(last), "0 ");
    EXPECT_EQ(last.at("/next"), "null");
    EXPECT_EQ(told.get("/v1/applications?limit=3").as(scene::recruiter).at("/next"), "null");
    EXPECT_EQ(told.get("/v1/applications?status=awaiting_validation").as(scene::recruiter).items(), 0U);
    EXPECT_EQ(told.get("/v1/dashboard").as(scene::recruiter).at("/applications"), R"({"visible":3})");
    EXPECT_EQ(told.get("/v1/dashboard").as(scene::companion).at("/applications"),
              R"({"awaiting_validation":9,"visible":3})");
}

TEST(AList, TakesEachFilterAndNoneShowsMoreThanWithoutIt) {
    scene told;
    told.sends(numbered(0));
    told.sends(numbered(1), true, scene::ana, scene::rival);
    told.sends(numbered(2), true, scene::zoe);
    auto refused = told.refused();
    refused.candidate = scene::zoe;
    told.tell({std::move(refused)}, {scene::denis, "recruiter", {}}, numbered(2));
    const auto list = [&](const std::string& filter, const viewer& who) {
        return ids_of(told.get("/v1/applications?" + filter).as(who));
    };
    const auto of_ana = "candidate=" + to_string(scene::ana);
    const auto of_zoe = "candidate=" + to_string(scene::zoe);
    const auto of_company = "organisation=" + to_string(scene::company);
    const auto of_rival = "organisation=" + to_string(scene::rival);
    const auto by_bruno = "companion=" + to_string(scene::bruno);
    const auto admin = scene::in_office("administrator");
    EXPECT_EQ(list("", scene::recruiter), "2 0 ");
    EXPECT_EQ(list("status=visible", scene::recruiter), "0 ");
    EXPECT_EQ(list("status=refused", admin), "2 ");
    EXPECT_EQ(list("kind=spontaneous", admin), "");
    EXPECT_EQ(list("kind=offer&limit=1", admin), "2 ");
    EXPECT_EQ(list(of_ana, scene::recruiter), "0 ");
    EXPECT_EQ(list(of_ana, scene::companion), "1 0 ");
    EXPECT_EQ(list(of_zoe, scene::companion), "");
    EXPECT_EQ(list(of_zoe, scene::candidate), "");
    EXPECT_EQ(list(of_company, scene::companion), "0 ");
    EXPECT_EQ(list(of_rival, scene::recruiter), "");
    EXPECT_EQ(list(of_rival, admin), "1 ");
    EXPECT_EQ(list(by_bruno, admin), "1 0 ");
    EXPECT_EQ(list(by_bruno, scene::supervisor), "1 0 ");
    EXPECT_EQ(list(by_bruno, scene::recruiter), "");
    EXPECT_EQ(list(by_bruno, scene::other_companion), "");
    EXPECT_EQ(list("since=" + to_string(told.models.written().time_of(100)), admin), "");
    EXPECT_EQ(list("until=2026-01-01T00:00:00Z", admin), "");
    EXPECT_EQ(list("since=2026-01-01T00:00:00Z", admin), "2 1 0 ");
}

TEST(AnOffersList, IsTheOwnRecruitersAndTheOffices) {
    scene told;
    offer_published offer;
    offer.organisation = scene::company;
    told.models.given<offer_stream>(scene::an_offer, {std::move(offer)});
    told.sends(numbered(0));
    const auto filter = "/v1/applications?offer=" + to_string(scene::an_offer);
    EXPECT_EQ(ids_of(told.get(filter).as(scene::recruiter)), "0 ");
    EXPECT_EQ(ids_of(told.get(filter).as(scene::candidate)), "0 ");
    EXPECT_EQ(ids_of(told.get(filter).as(scene::in_office("administrator"))), "0 ");
    EXPECT_EQ(ids_of(told.get(filter).as(scene::other_recruiter)), "");
    EXPECT_EQ(ids_of(told.get(filter).as(scene::other_companion)), "");
}

TEST(AFilter, ThatIsMalformedIsNamed) {
    scene told;
    for (const char* each : {"status=lost", "kind=x", "offer=app_1", "candidate=1", "since=yesterday", "limit=x"})
        EXPECT_EQ(told.get(std::string("/v1/applications?") + each).as(scene::recruiter).status, 400) << each;
    EXPECT_EQ(told.get("/v1/applications?limit=101").as(scene::recruiter).status, 422);
    EXPECT_EQ(told.get("/v1/applications?limit=0").as(scene::recruiter).status, 422);
    EXPECT_EQ(told.get("/v1/applications?limit=100").as(scene::recruiter).status, 200);
}

TEST(ACursor, OfAnotherCallerListOrFilterOrAForgedOneOpensNothing) {
    scene told;
    for (std::uint64_t i = 0; i < 3; ++i) told.sends(numbered(i));
    const auto next = told.get("/v1/applications?limit=1").as(scene::recruiter).at("/next");
    EXPECT_EQ(told.get("/v1/applications?limit=2&after=" + next).as(scene::recruiter).status, 200);
    EXPECT_EQ(told.get("/v1/applications?after=" + next).as(scene::candidate).status, 400);
    EXPECT_EQ(told.get("/v1/sponsorships?after=" + next).as(scene::recruiter).status, 400);
    EXPECT_EQ(told.get("/v1/applications?status=visible&after=" + next).as(scene::recruiter).status, 400);
    EXPECT_EQ(told.get("/v1/applications?after=abc").as(scene::recruiter).status, 400);
}

TEST(WithoutAGate, WhatIsSentIsToldAsVisible) {
    scene told(nosemplois());
    told.sends(numbered(0), false);
    const auto list = told.get("/v1/applications?status=visible").as(scene::recruiter);
    EXPECT_EQ(ids_of(list), "0 ");
    EXPECT_EQ(list.at("/items/0/status"), "visible");
    EXPECT_EQ(told.get("/v1/applications?status=awaiting_validation").as(scene::recruiter).items(), 0U);
    EXPECT_EQ(told.get("/v1/dashboard").as(scene::recruiter).at("/applications"), R"({"visible":1})");
}

// shows APT-FON-13, APT-CAN-08
TEST(ADashboard, TellsTheLatestActionsThatOneMaySee) {
    scene told;
    told.tell_all();
    const auto theirs = told.get("/v1/dashboard").as(scene::recruiter);
    EXPECT_EQ(theirs.at("/latest/0/event"), "application_refused");
    EXPECT_EQ(theirs.at("/latest/0/headline/name"), "Ana Roy");
    EXPECT_EQ(body_of(theirs.whole).find("followup"), std::string::npos);
    EXPECT_EQ(body_of(told.get("/v1/dashboard").as(scene::candidate).whole).find("private_note"), std::string::npos);
    EXPECT_NE(body_of(told.get("/v1/dashboard").as(scene::companion).whole).find("followup_posted"), std::string::npos);
    EXPECT_EQ(told.get("/v1/dashboard").as(scene::other_recruiter).at("/latest"), "[]");
    EXPECT_EQ(told.get("/v1/dashboard").as(scene::in_office("administrator")).at("/applications"), R"({"refused":1})");
    EXPECT_EQ(told.get("/v1/dashboard").as(scene::in_office("auditor")).at("/applications"), "{}");
}

TEST(ADraft, IsListedAndCountedForWhoMayReadIt) {
    for (const auto* name : {"atouts-pour-tous", "nosemplois"}) {
        SCOPED_TRACE(name);
        scene told(shipped_charter(name));
        told.tell({told.drafted()});
        for (const auto& who : {scene::candidate, scene::in_office("administrator")}) {
            EXPECT_EQ(told.get("/v1/applications?status=draft").as(who).items(), 1U);
            EXPECT_EQ(told.get("/v1/dashboard").as(who).at("/applications"), R"({"draft":1})");
        }
        for (const auto& who : {scene::companion, scene::recruiter}) {
            EXPECT_EQ(told.get("/v1/applications").as(who).items(), 0U);
            EXPECT_EQ(told.get("/v1/dashboard").as(who).at("/applications"), "{}");
        }
    }
}

struct a_sponsorship : scene {
    static std::string path(const std::string& under = {}) {
        return "/v1/sponsorships/" + to_string(sponsorship) + under;
    }
    void requested() {
        auto made = about<sponsorship_requested>();
        made.message = seal(ana, &sponsorship_requested::message, "be my sponsor", sponsorship.value);
        made.headline = seal(ana, &sponsorship_requested::headline, {"Ana Roy", ""}, sponsorship.value);
        made.snapshot = seal(ana, &sponsorship_requested::snapshot, snapshot_body{}, sponsorship.value);
        models.given<sponsorship_stream>(sponsorship, {std::move(made)}, {ana, "candidate", {}});
    }
    void validated_and_accepted() {
        auto accepted = about<sponsorship_accepted>();
        accepted.sponsor = denis;
        accepted.message = seal(ana, &sponsorship_accepted::message, "with joy", sponsorship.value);
        models.given<sponsorship_stream>(sponsorship, {about<sponsorship_validated>(), std::move(accepted)});
    }
};

// shows APT-VIS-05, APT-PAR-01, APT-PAR-02, APT-PAR-03, APT-PAR-04
TEST(ASponsorship, IsTheCandidatesSideUntilItIsValidated) {
    a_sponsorship told;
    told.requested();
    EXPECT_EQ(told.get(told.path()).as(scene::companion).at("/message"), "be my sponsor");
    EXPECT_EQ(told.get(told.path()).as(scene::recruiter).status, 404);
    EXPECT_EQ(told.get(told.path("/history")).as(scene::recruiter).status, 404);
    EXPECT_EQ(told.get("/v1/sponsorships").as(scene::recruiter).items(), 0U);
    EXPECT_EQ(told.get("/v1/dashboard").as(scene::recruiter).at("/sponsorships"), "{}");
    told.validated_and_accepted();
    for (const auto& who :
         {scene::candidate, scene::companion, scene::supervisor, scene::recruiter, scene::in_office("administrator")}) {
        SCOPED_TRACE(who.role);
        const auto page = told.get(told.path()).as(who);
        EXPECT_EQ(page.at("/status"), "accepted");
        EXPECT_EQ(page.at("/sponsor"), to_string(scene::denis));
        EXPECT_EQ(page.at("/answer"), "with joy");
        EXPECT_EQ(told.get("/v1/sponsorships?status=accepted").as(who).at("/items/0/headline/name"), "Ana Roy");
        EXPECT_EQ(told.get(told.path("/history")).as(who).items(), 3U);
        EXPECT_EQ(told.get("/v1/dashboard").as(who).at("/sponsorships"), R"({"accepted":1})");
    }
    EXPECT_EQ(told.get("/v1/sponsorships?sponsor=" + to_string(scene::rita)).as(scene::recruiter).items(), 0U);
    EXPECT_EQ(told.get(told.path()).as(scene::other_recruiter).status, 404);
}

}  // namespace
}  // namespace parcours
