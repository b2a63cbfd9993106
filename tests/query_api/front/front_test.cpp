// SPDX-License-Identifier: Apache-2.0
// What every request meets before its route, and every answer carries (interface.md, "HTTP").
#include <gtest/gtest.h>

#include "tests/query_api/front/a_front.hpp"

namespace parcours {
namespace {

using http::method;

TEST(AnUnknownAddress, IsA404ThatSaysSo) {
    a_front now;
    const auto answer = now.ask(a_front::to(method::get, "/v1/nothing"));
    EXPECT_EQ(answer.status, 404);
    EXPECT_EQ(header_of(answer, "Content-Type"), "application/problem+json");
    EXPECT_EQ(member(answer, "code"), "not_found");
    EXPECT_EQ(member(answer, "type"), "urn:parcours:problem:not_found");
    EXPECT_EQ(member(answer, "status"), "404");
    EXPECT_NE(member(answer, "title"), "problem.not_found.title");
    EXPECT_EQ(member(answer, "trace_id").size(), 32U);
    ASSERT_EQ(now.seen.size(), 1U);
    EXPECT_EQ(now.seen[0].operation, "");
    EXPECT_EQ(now.seen[0].status, 404);
}

TEST(AKnownAddress, UnderAnotherMethodIsA405ThatNamesTheRightOnes) {
    a_front now;
    const auto answer = now.ask(a_front::to(method::delete_, "/v1/open"));
    EXPECT_EQ(answer.status, 405);
    EXPECT_EQ(header_of(answer, "Allow"), "GET, HEAD");
}

TEST(AKnownAddress, AnswersHeadAsGetAndTellsItsOptions) {
    a_front now;
    EXPECT_EQ(now.ask(a_front::to(method::head, "/v1/open")).status, 200);
    const auto options = now.ask(a_front::to(method::options, "/v1/open"));
    EXPECT_EQ(options.status, 204);
    EXPECT_EQ(header_of(options, "Allow"), "OPTIONS, GET, HEAD");
}

TEST(AnAddress, IsNoLongerThanTheRouterReads) {
    a_front now;
    const std::string path = "/v1/things/" + std::string(3000, 'x');
    EXPECT_EQ(now.ask(a_front::to(method::get, path)).status, 404);
    EXPECT_EQ(now.ask(a_front::to(method::get, "*")).status, 404);
}

TEST(AParameter, ThatTheAddressDoesNotDeclareIsMalformed) {
    a_front now;
    const auto asked_with = [&](std::vector<http::parameter> query) {
        auto asked = a_front::to(method::get, "/v1/open");
        asked.head.query = std::move(query);
        return now.ask(std::move(asked));
    };
    EXPECT_EQ(asked_with({{"limit", "3"}}).status, 200);
    EXPECT_EQ(asked_with({{"", ""}}).status, 200);
    for (const auto& odd : std::vector<std::vector<http::parameter>>{
             {{"zz", "1"}}, {{"limit", "3"}, {"zz", ""}}, {{"Limit", "3"}}, {{std::string(5'000, 'x'), ""}}}) {
        const auto answer = asked_with(odd);
        EXPECT_EQ(answer.status, 400);
        EXPECT_EQ(member(answer, "code"), "unknown_parameter");
        EXPECT_LT(body_of(answer).size(), 1'000U);
    }
    const auto twice = asked_with({{"limit", "3"}, {"limit", "3"}});
    EXPECT_EQ(twice.status, 400);
    EXPECT_EQ(member(twice, "code"), "repeated_parameter");
    EXPECT_NE(member(twice, "detail").find("limit"), std::string::npos);
}

TEST(AProblem, IsSaidInTheCallersLanguage) {
    a_front now;
    std::string titles;
    for (const auto* accepted : {"fr", "en"}) {
        auto asked = a_front::to(method::get, "/v1/nothing");
        asked.head.headers.add("Accept-Language", accepted);
        const auto answer = now.ask(std::move(asked));
        EXPECT_EQ(header_of(answer, "Content-Language"), accepted);
        EXPECT_NE(member(answer, "title"), titles);
        titles = member(answer, "title");
    }
}

TEST(AnAnswer, HasAnEntityTagByWhichItIsNotSentAgain) {
    a_front now;
    const auto token = now.signed_in(ana, "candidate");
    const auto first = now.ask(now.mine(token));
    const auto tag = header_of(first, "ETag");
    ASSERT_NE(tag, "");
    EXPECT_EQ(header_of(first, "Cache-Control"), "private, no-cache");
    const auto with = [&](const std::string& known) {
        auto asked = now.mine(token);
        asked.head.headers.add("If-None-Match", known);
        return now.ask(std::move(asked));
    };
    for (const auto& known : {tag, "W/" + tag, "\"other\", " + tag, std::string("*")}) {
        const auto again = with(known);
        EXPECT_EQ(again.status, 304) << known;
        EXPECT_EQ(header_of(again, "ETag"), tag);
        EXPECT_EQ(body_of(again), "");
    }
    EXPECT_EQ(with("\"other\"").status, 200);
    auto english = now.mine(token);
    english.head.headers.add("Accept-Language", "en");
    EXPECT_NE(header_of(now.ask(std::move(english)), "ETag"), tag);
}

TEST(AnAnswer, CarriesTheTraceOfItsRequest) {
    a_front now;
    auto asked = a_front::to(method::get, "/v1/nothing");
    asked.head.headers.add("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    const auto answer = now.ask(std::move(asked));
    EXPECT_EQ(member(answer, "trace_id"), "4bf92f3577b34da6a3ce929d0e0e4736");
    EXPECT_TRUE(header_of(answer, "traceparent").starts_with("00-4bf92f3577b34da6a3ce929d0e0e4736-"));
    EXPECT_EQ(header_of(answer, "traceparent").find("00f067aa0ba902b7"), std::string::npos);
    EXPECT_EQ(header_of(answer, "X-Content-Type-Options"), "nosniff");
}

TEST(AnAnswer, HasATraceOfItsOwnWhereTheRequestsIsNone) {
    for (const auto* parent : {"", "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                               "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                               "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                               "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more"}) {
        a_front now;
        auto asked = a_front::to(method::get, "/v1/nothing");
        asked.head.headers.add("traceparent", parent);
        const auto trace = member(now.ask(std::move(asked)), "trace_id");
        EXPECT_EQ(trace.size(), 32U) << parent;
        EXPECT_NE(trace, "4bf92f3577b34da6a3ce929d0e0e4736") << parent;
        EXPECT_NE(trace, std::string(32, '0')) << parent;
    }
}

TEST(ARouteThatFails, IsA500AndTheOthersGoOn) {
    a_front now;
    std::vector<request_fault> told;
    now.with.tell_fault = [&](const request_fault& fault) { told.push_back(fault); };
    const auto answer = now.ask(a_front::to(method::get, "/v1/broken"));
    EXPECT_EQ(answer.status, 500);
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].operation, "test_broken");
    EXPECT_EQ(to_hex(view(told[0].trace)), member(answer, "trace_id"));
    EXPECT_EQ(told[0].status, 500);
    EXPECT_EQ(told[0].why.context, "a bug: a bug of a route");
    EXPECT_EQ(member(answer, "code"), "internal");
    EXPECT_EQ(body_of(answer).find("a bug of a route"), std::string::npos);
    EXPECT_EQ(now.ask(a_front::to(method::get, "/v1/open")).status, 200);
}

TEST(AnAnswerThatTheServerGivesOfItsOwn, IsSeenAndTheOperatorHearsOfOursWithTheTrace) {
    a_front now;
    std::vector<request_fault> told;
    now.with.tell_fault = [&](const request_fault& fault) { told.push_back(fault); };
    const auto head = a_front::to(method::get, "/v1/open").head;
    for (const auto& [status, code] : std::vector<std::pair<int, std::string>>{{400, "malformed_request"},
                                                                               {408, "request_timeout"},
                                                                               {413, "body_too_large"},
                                                                               {500, "internal"},
                                                                               {501, "coding_not_supported"},
                                                                               {503, "no_answer"}}) {
        now.seen.clear();
        told.clear();
        const auto answer = now.under_test.problem(status, code, head);
        ASSERT_EQ(now.seen.size(), 1U) << code;
        EXPECT_EQ(now.seen[0].refusal, code);
        EXPECT_EQ(now.seen[0].status, status);
        ASSERT_EQ(told.size(), status >= 500 ? 1U : 0U) << code;
        if (told.empty()) continue;
        EXPECT_EQ(to_hex(view(told[0].trace)), member(answer, "trace_id"));
        EXPECT_EQ(told[0].status, status);
        EXPECT_EQ(told[0].operation, "test_open");
        EXPECT_NE(told[0].why.context.find(code), std::string::npos);
    }
    now.seen.clear();
    EXPECT_EQ(now.under_test.problem(503, "too_many_connections", {}).status, 503);
    EXPECT_TRUE(now.seen.empty());
}

TEST(ARefusalByTheHeadAlone, IsSeenToo) {
    a_front now;
    auto asked = a_front::to(method::post, "/v1/nothing");
    asked.head.headers.add("Content-Length", "12");
    ASSERT_TRUE(now.under_test.policy(asked.head).refusal);
    ASSERT_EQ(now.seen.size(), 1U);
    EXPECT_EQ(now.seen[0].status, 404);
}

TEST(ARouteThatForgetsToAnswer, IsSeenAsA503) {
    a_front now;
    now.send(a_front::to(method::get, "/v1/forgetful"));
    EXPECT_FALSE(now.take_answer().has_value());
    ASSERT_EQ(now.seen.size(), 1U);
    EXPECT_EQ(now.seen[0].status, 503);
}

TEST(ABody, IsRefusedByItsHeadWhereItIsNoJson) {
    a_front now;
    const auto refusal = [&](const std::string& path, const char* type, const char* coding = nullptr) {
        auto asked = a_front::to(method::post, path);
        asked.head.headers.add("Content-Length", "2");
        if (type != nullptr) asked.head.headers.add("Content-Type", type);
        if (coding != nullptr) asked.head.headers.add("Content-Encoding", coding);
        const auto policy = now.under_test.policy(asked.head);
        return policy.refusal ? policy.refusal->status : 0;
    };
    EXPECT_EQ(refusal("/v1/things", "text/plain"), 415);
    EXPECT_EQ(refusal("/v1/things", nullptr), 415);
    EXPECT_EQ(refusal("/v1/things", "application/json"), 0);
    EXPECT_EQ(refusal("/v1/things", "Application/JSON; charset=utf-8"), 0);
    EXPECT_EQ(refusal("/v1/things", "application/json;charset=\"UTF-8\" ; a=b"), 0);
    EXPECT_EQ(refusal("/v1/things", "application/json; charset=iso-8859-1"), 415);
    EXPECT_EQ(refusal("/v1/things", "application/json; charset=utf-16"), 415);
    EXPECT_EQ(refusal("/v1/things", "application/json", "gzip"), 415);
    EXPECT_EQ(refusal("/v1/things", "application/json", "Identity"), 0);
    EXPECT_EQ(refusal("/v1/nothing", "application/json"), 404);
    EXPECT_EQ(refusal("/v1/open", "application/json"), 405);
    EXPECT_EQ(now.under_test.policy(a_front::to(method::post, "/v1/things", "{}").head).limit_bytes, 100U);
}

}  // namespace
}  // namespace parcours
