// SPDX-License-Identifier: Apache-2.0
#include <boost/json.hpp>

#include "tests/query_api/sessions/sessions_scene.hpp"

namespace parcours {
namespace {

using http::method;

TEST(ARightPassword, OpensASessionInTheChartersFirstRoleOfTheAccount) {
    sessions_scene now;
    const auto answer = now.sign_in("ana@example.org", "a right one");
    EXPECT_EQ(answer.status, 201);
    EXPECT_EQ(header_of(answer, "Cache-Control").substr(0, 8), "no-store");
    EXPECT_EQ(member(answer, "account"), to_string(ana));
    EXPECT_EQ(member(answer, "role"), "companion");
    EXPECT_EQ(member(answer, "expires_at"), to_string(instant{now.scene.time.now().ms + session_idle_ms_max}));
    EXPECT_EQ(now.submitted(), std::vector<std::string>{R"(account.record_sign_in {"account":")" + to_string(ana) +
                                                        R"(","role":"companion"})"});
    const auto current = now.get(member(answer, "token"), "/v1/sessions/current");
    EXPECT_EQ(current.status, 200);
    EXPECT_EQ(member(current, "id"), member(answer, "session"));
    EXPECT_EQ(member(current, "current"), "true");
}

TEST(ASignIn, EntersTheRoleThatWasAskedForWhereTheAccountHasIt) {
    sessions_scene now;
    const auto answer = now.sign_in("ANA@example.org", "a right one", R"(,"role":"candidate")");
    EXPECT_EQ(answer.status, 201);
    EXPECT_EQ(member(answer, "role"), "candidate");
    const auto refused = now.sign_in("ana@example.org", "a right one", R"(,"role":"supervisor")");
    EXPECT_EQ(refused.status, 403);
    EXPECT_EQ(member(refused, "code"), "role_not_held");
}

TEST(AWrongSignIn, IsTheSameAnswerWhateverIsWrong) {
    sessions_scene now;
    std::set<std::string> answers;
    const std::vector<std::pair<std::string, std::string>> tries{{"ana@example.org", "a wrong one"},
                                                                 {"nobody@example.org", "a right one"},
                                                                 {"ben@example.org", "a right one"},
                                                                 {"cyd@example.org", "a right one"},
                                                                 {"", ""},
                                                                 {"not an address", "a right one"}};
    for (const auto& [email, password] : tries) {
        const auto answer = now.sign_in(email, password);
        EXPECT_EQ(answer.status, 401) << email;
        EXPECT_EQ(member(answer, "code"), "wrong_credentials") << email;
        auto told = boost::json::parse(body_of(answer)).as_object();
        told.erase("trace_id");
        answers.insert(boost::json::serialize(told));
    }
    EXPECT_EQ(answers.size(), 1U);
    EXPECT_TRUE(now.submitted().empty());
}

TEST(APasswordThatIsReplacedWhileItIsVerified, OpensNoSession) {
    sessions_scene now;
    now.scene.accounts.set_outcome(verification{sign_in_outcome::right, ana, 0, "the one before"});
    const auto answer = now.sign_in("ana@example.org", "the one before");
    EXPECT_EQ(answer.status, 401);
    EXPECT_EQ(member(answer, "code"), "wrong_credentials");
    EXPECT_TRUE(now.submitted().empty());
    EXPECT_TRUE(now.scene.accounts.sessions_of(ana)->empty());
}

TEST(ASignInBeyondALimit, SaysWhenToComeAgain) {
    sessions_scene now;
    now.scene.accounts.set_outcome(verification{sign_in_outcome::too_many, {}, 9});
    const auto many = now.sign_in("ana@example.org", "a right one");
    EXPECT_EQ(many.status, 429);
    EXPECT_EQ(member(many, "code"), "too_many_attempts");
    EXPECT_EQ(header_of(many, "Retry-After"), "9");
    now.scene.accounts.set_outcome(verification{sign_in_outcome::busy, {}, 1});
    const auto busy = now.sign_in("ana@example.org", "a right one");
    EXPECT_EQ(busy.status, 503);
    EXPECT_EQ(member(busy, "code"), "busy");
    EXPECT_EQ(header_of(busy, "Retry-After"), "1");
}

TEST(ASignIn, IsUnavailableWhileCredentialsCannotBeRead) {
    sessions_scene now;
    const auto token = now.token();
    now.scene.accounts.set_outage(true);
    EXPECT_EQ(now.sign_in("ana@example.org", "a right one").status, 503);
    EXPECT_EQ(now.get(token, "/v1/sessions").status, 503);
    now.scene.accounts.set_outage(false);
    EXPECT_EQ(now.get(token, "/v1/sessions").status, 200);
}

TEST(ASignIn, ThatIsMalformedSaysWhere) {
    sessions_scene now;
    struct wrong {
        std::string body;
        int status;
        std::string pointer;
        std::string code;
    };
    const std::vector<wrong> all{
        {R"({"email":"a@b.c"})", 400, "/password", "missing"},
        {R"({"email":1,"password":"x"})", 400, "/email", "wrong_type"},
        {R"({"email":"a@b.c","password":"x","more":1})", 400, "/more", "unknown_field"},
        {R"({"email":"a@b.c","password":"x","password":"y"})", 400, "/password", "repeated_field"},
        {R"({"email":")" + std::string(255, 'a') + R"(","password":"x"})", 422, "/email", "too_long"},
        {R"({"email":"a@b.c","password":")" + std::string(1'025, 'a') + R"("})", 422, "/password", "too_long"},
        {R"({"email":"a@b.c","password":"x","role":")" + std::string(65, 'a') + R"("})", 422, "/role", "too_long"}};
    for (const auto& each : all) {
        const auto answer = now.post("/v1/sessions", each.body);
        EXPECT_EQ(answer.status, each.status) << each.body;
        const auto errors = member(answer, "errors");
        EXPECT_NE(errors.find("\"pointer\":\"" + each.pointer + "\""), std::string::npos) << errors;
        EXPECT_NE(errors.find("\"" + each.code + "\""), std::string::npos) << errors;
    }
    for (const auto* text : {"[]", "{", "\"x\""}) EXPECT_EQ(now.post("/v1/sessions", text).status, 400) << text;
}

TEST(ASession, ListsTheOthersAndEndsOneOfThem) {
    sessions_scene now;
    const auto first = now.token();
    now.scene.time.advance_ms(1'000);
    const auto second = now.token();
    const auto listed = boost::json::parse(body_of(now.get(second, "/v1/sessions"))).at("items").as_array();
    ASSERT_EQ(listed.size(), 2U);
    EXPECT_TRUE(listed[0].at("current").as_bool());  // the newest first
    EXPECT_FALSE(listed[1].at("current").as_bool());
    EXPECT_EQ(body_of(now.get(second, "/v1/sessions")).find(second), std::string::npos);  // no token is ever told again
    const std::string other(listed[1].at("id").as_string());
    EXPECT_EQ(member(now.get(second, "/v1/sessions/" + other), "id"), other);
    EXPECT_EQ(now.as(second, method::delete_, "/v1/sessions/" + other).status, 204);
    EXPECT_EQ(now.as(second, method::delete_, "/v1/sessions/" + other).status, 404);
    EXPECT_EQ(now.get(second, "/v1/sessions/" + other).status, 404);
    const auto ended = now.get(first, "/v1/sessions");
    EXPECT_EQ(ended.status, 401);
    EXPECT_EQ(member(ended, "code"), "session_ended");
    EXPECT_EQ(now.get(second, "/v1/sessions").status, 200);
}

// shows APT-GEN-09
TEST(ASession, EndsItselfAndAllOfItsAccount) {
    sessions_scene now;
    const auto first = now.token();
    const auto second = now.token();
    const auto third = now.token();
    EXPECT_EQ(now.as(first, method::delete_, "/v1/sessions/current").status, 204);
    EXPECT_EQ(now.get(first, "/v1/sessions").status, 401);
    EXPECT_EQ(now.get(second, "/v1/sessions").status, 200);
    EXPECT_EQ(now.as(second, method::delete_, "/v1/sessions").status, 204);
    for (const auto& token : {second, third}) EXPECT_EQ(now.get(token, "/v1/sessions").status, 401);
}

TEST(ASession, OfSomebodyElseIsNotFound) {
    sessions_scene now;
    now.is_there({{7, 4}}, {"candidate"}, true);
    const auto theirs = now.scene.accounts.open_session({{7, 4}}, "candidate").value();
    const auto mine = now.token();
    const auto path = "/v1/sessions/" + write_id("session", theirs.what.id);
    EXPECT_EQ(now.get(mine, path).status, 404);
    EXPECT_EQ(now.as(mine, method::delete_, path).status, 404);
    EXPECT_EQ(now.get(theirs.token, "/v1/sessions/current").status, 200);
    for (const auto* name : {"session_", "person_01", "x", "Current"})
        EXPECT_EQ(now.get(mine, std::string("/v1/sessions/") + name).status, 404) << name;
}

TEST(ASession, EndsAfterTwelveHoursWithoutUse) {
    sessions_scene now;
    const auto token = now.token();
    now.scene.time.advance_ms(session_idle_ms_max);
    EXPECT_EQ(now.get(token, "/v1/sessions").status, 401);
}

TEST(ASession, EntersAnotherRoleOfItsAccount) {
    sessions_scene now;
    const auto token = now.token();
    const auto enter = [&](const std::string& role) {
        return now.as(token, method::put, "/v1/sessions/current", R"({"role":")" + role + R"("})");
    };
    const auto entered = enter("candidate");
    EXPECT_EQ(entered.status, 200);
    EXPECT_EQ(member(entered, "role"), "candidate");
    EXPECT_EQ(member(now.get(token, "/v1/sessions/current"), "role"), "candidate");
    const auto refused = enter("supervisor");
    EXPECT_EQ(refused.status, 403);
    EXPECT_EQ(member(refused, "code"), "role_not_held");
    EXPECT_EQ(enter(std::string(65, 'a')).status, 422);
    EXPECT_EQ(now.as(token, method::put, "/v1/sessions/current", "{}").status, 400);
    EXPECT_EQ(member(now.get(token, "/v1/sessions/current"), "role"), "candidate");
}

TEST(WithoutASession, NothingOfSessionsIsTold) {
    sessions_scene now;
    for (const auto how : {method::get, method::delete_}) {
        EXPECT_EQ(now.scene.ask(front_scene::to(how, "/v1/sessions")).status, 401);
        EXPECT_EQ(now.scene.ask(front_scene::to(how, "/v1/sessions/current")).status, 401);
    }
}

}  // namespace
}  // namespace parcours
