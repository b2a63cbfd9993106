// SPDX-License-Identifier: Apache-2.0
// The core of every read: what a viewer may not see is absent, what is gone says so, and an outage renders nothing.
#include "query_api/views/viewing.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "events/json/value_json.hpp"
#include "projections/folds/applications.hpp"
#include "query_api/views/row_view.hpp"
#include "tests/query_api/api_under_test.hpp"

namespace parcours {
namespace {

const person_id ana{{7, 1}};
const person_id bruno{{9, 2}};
const organisation_id company{{6, 5}};
const application_id application{{7, 9}};
const viewer the_candidate{ana, "candidate", {}};
const viewer the_recruiter{bruno, "recruiter", company};

// One sealed row, shown by a route of the test's own.
struct a_row : front_scene {
    sealing seal{vault};
    application_row row;
    std::optional<kept_cell> undeclared;

    a_row() : front_scene({}) {
        row.candidate = ana;
        row.organisation = company;
        row.sent_at = row.received_at = instant{1000};
        row.message =
            kept("application_submitted", seal(ana, &application_submitted::message, "Bonjour", application.value));
        row.return_reason =
            kept("application_returned", seal(ana, &application_returned::reason, "Trop court", application.value));
        tally(row.seen, group::application, {1000});
        tally(row.seen, group::followup, {2000});
        terms->visible.grant(group::application, audience::self, right::read);
        terms->visible.grant(group::followup, audience::self, right::read);
        terms->visible.grant(group::application, audience::recruiter_of_target, right::read);
        signed_in(ana, "candidate");
    }
    static kept_cell kept(std::string event, const personal<std::string>& value) {
        return {ana, category_name::application, std::move(event), 1, value.cell()};
    }
    http::response shown_to(const viewer& who) {
        route on;
        on.operation = "read_one";
        const auto asked = std::make_shared<call>(with, to(http::method::get, "/v1/one"), answering(),
                                                  caller{who, {}, "fr", {}}, on, std::map<std::string, std::string>{});
        viewing whole(*asked);
        boost::json::object body;
        row_view view(whole, whole.audiences({ana, {}, company, {}, row.reach()}).value(), body);
        view.put("status", group::application, application_status::visible);
        view.put("kind", group::draft, application_kind::offer);
        view.put("sent_at", group::application, row.sent_at);
        view.put("ended_at", group::application, row.ended_at);
        view.cell("message", row.message);
        view.cell("return_reason", row.return_reason);
        view.cell("comment", row.comment);
        if (undeclared) view.cell("undeclared", *undeclared);
        view.progress(row.seen);
        whole.answer(boost::json::array{std::move(body)});
        return last_->told ? std::move(*last_->told) : http::response{};
    }
    std::optional<http::response> told_since() { return std::exchange(last_->told, std::nullopt); }

    // An answer for which not everything was looked through.
    http::response cut_short() {
        const route on;
        call asked(with, to(http::method::get, "/v1/all"), answering(), caller{the_candidate, {}, "fr", {}}, on, {});
        viewing whole(asked);
        whole.leave_incomplete();
        whole.answer(boost::json::object{{"items", boost::json::array{}}, {"next", nullptr}});
        return std::move(*last_->told);
    }

  private:
    http::responder answering() {
        last_ = std::make_shared<answer_taker>();
        return {last_, {}};
    }
    std::shared_ptr<answer_taker> last_;
};

TEST(ARow, ShowsEachViewerTheGroupsOfTheirAudiencesAndNoOther) {
    a_row seen;
    EXPECT_EQ(body_of(seen.shown_to(the_candidate)),
              R"([{"status":"visible","sent_at":"1970-01-01T00:00:01.000Z","message":"Bonjour",)"
              R"("return_reason":"Trop court","version":2,"changed_at":"1970-01-01T00:00:02.000Z"}])");
    EXPECT_EQ(body_of(seen.shown_to(the_recruiter)),
              R"([{"status":"visible","sent_at":"1970-01-01T00:00:01.000Z","message":"Bonjour",)"
              R"("version":1,"changed_at":"1970-01-01T00:00:01.000Z"}])");
    EXPECT_EQ(body_of(seen.shown_to({})), "[{}]");
}

TEST(ARow, IsHeldBackByTheGateUntilItIsValidated) {
    a_row seen;
    seen.terms->companion_gate = true;
    seen.row.received_at.reset();
    EXPECT_EQ(body_of(seen.shown_to(the_recruiter)), "[{}]");
    EXPECT_TRUE(seen.accesses.entries().empty());
}

TEST(ACell, OfAFieldThatNobodyDeclaredIsDenied) {
    a_row seen;
    seen.undeclared = seen.row.message;
    seen.undeclared->event_name = "application_whispered";
    EXPECT_EQ(group_of(*seen.undeclared), std::nullopt);
    EXPECT_EQ(member(seen.shown_to(the_candidate), "undeclared"), "");
    seen.undeclared->cell = "no cell";
    EXPECT_EQ(seen.shown_to(the_candidate).status, 200);
}

TEST(AnAnswer, ThatIsNotAllThereIsSaysSo) {
    a_row seen;
    EXPECT_EQ(body_of(seen.cut_short()), R"({"items":[],"next":null,"incomplete":true})");
}

// shows APT-RGT-04
TEST(ACell, WhoseKeyIsDestroyedIsToldAsErased) {
    a_row seen;
    seen.vault.erase(ana);
    EXPECT_NE(body_of(seen.shown_to(the_candidate)).find(R"("message":{"erased":true})"), std::string::npos);
}

TEST(AnOutageOfTheVault, IsAnsweredWith503AndNothingRendered) {
    a_row seen;
    seen.vault.set_outage(true);
    const auto answer = seen.shown_to(the_candidate);
    EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(body_of(answer).find("visible"), std::string::npos);
    EXPECT_EQ(body_of(answer).find("erased"), std::string::npos);
}

TEST(ACell, WhoseKeyTheVaultNeverKnewIsAnOutageThatTheOperatorIsToldOf) {
    a_row seen;
    std::vector<request_fault> told;
    seen.with.tell_fault = [&](const request_fault& fault) { told.push_back(fault); };
    keys_in_memory of_another_platform(2);
    sealing foreign{of_another_platform};
    seen.row.message = a_row::kept("application_submitted",
                                   foreign(ana, &application_submitted::message, "Bonjour", application.value));
    const auto answer = seen.shown_to(the_candidate);
    EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(body_of(answer).find("erased"), std::string::npos);
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].operation, "read_one");
    EXPECT_EQ(told[0].status, 503);
}

TEST(WhatAnotherPersonReads, IsInTheAccessLogOnceBeforeTheAnswerLeaves) {
    a_row seen;
    seen.shown_to(the_candidate);
    EXPECT_TRUE(seen.accesses.entries().empty());
    seen.shown_to(the_recruiter);
    ASSERT_EQ(seen.accesses.entries().size(), 1U);
    EXPECT_EQ(seen.accesses.entries()[0].who, bruno);
    EXPECT_EQ(seen.accesses.entries()[0].whom, std::vector{ana});
    EXPECT_EQ(seen.accesses.entries()[0].groups, std::vector{group::application});
    seen.accesses.set_fails(true);
    const auto answer = seen.shown_to(the_recruiter);
    EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(body_of(answer).find("Bonjour"), std::string::npos);
}

TEST(AnAnswer, WaitsForItsEntryWithoutItsThread) {
    a_row seen;
    seen.accesses.hold();
    EXPECT_EQ(body_of(seen.shown_to(the_recruiter)), "");
    EXPECT_FALSE(seen.told_since());
    EXPECT_EQ(seen.accesses.release(), 1U);
    const auto answer = seen.told_since();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 200);
    EXPECT_NE(body_of(*answer).find("Bonjour"), std::string::npos);
    EXPECT_NE(header_of(*answer, "ETag"), "");
}

TEST(AnAnswer, ThatWaitedForAnEntryThatFailedHoldsNothing) {
    a_row seen;
    seen.accesses.hold();
    seen.shown_to(the_recruiter);
    seen.accesses.set_fails(true);
    seen.accesses.release();
    const auto answer = seen.told_since();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 503);
    EXPECT_EQ(header_of(*answer, "ETag"), "");
    EXPECT_EQ(body_of(*answer).find("Bonjour"), std::string::npos);
    EXPECT_EQ(member(*answer, "code"), "unavailable");
}

TEST(AnAnswer, ThatOpensNothingOfOthersWaitsForNoEntry) {
    a_row seen;
    seen.accesses.hold();
    EXPECT_EQ(seen.shown_to(the_candidate).status, 200);
    EXPECT_NE(body_of(seen.shown_to(the_candidate)).find("Bonjour"), std::string::npos);
}

}  // namespace
}  // namespace parcours
