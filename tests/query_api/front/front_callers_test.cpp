// SPDX-License-Identifier: Apache-2.0
// Who calls, how often, and after which of their own writes.
#include <gtest/gtest.h>

#include "tests/query_api/api_under_test.hpp"
#include "tests/query_api/front/a_front.hpp"

namespace parcours {
namespace {

using http::method;

TEST(WhoHasNoSession, IsAskedToSignIn) {
    a_front now;
    const auto answer = now.ask(a_front::to(method::get, "/v1/mine"));
    EXPECT_EQ(answer.status, 401);
    EXPECT_EQ(member(answer, "code"), "not_signed_in");
    EXPECT_EQ(header_of(answer, "WWW-Authenticate"), "Bearer");
    EXPECT_EQ(now.ask(a_front::to(method::get, "/v1/open")).status, 200);
    EXPECT_EQ(now.ask(a_front::to(method::get, "/v1/offers")).status, 200);
}

TEST(WhoHasASession, IsKnownByAccountAndRole) {
    a_front now;
    const auto answer = now.ask(now.mine(now.signed_in(ana, "candidate")));
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(member(answer, "account"), to_string(ana));
    EXPECT_EQ(member(answer, "role"), "candidate");
}

TEST(ATokenThatIsNone, IsA401EvenWhereNoneIsNeeded) {
    a_front now;
    for (const auto& authorization : {"Bearer wrong", "Bearer ", "Basic YTpi", "wrong", "bearer"}) {
        for (const auto& path : {"/v1/mine", "/v1/offers"}) {
            auto asked = a_front::to(method::get, path);
            asked.head.headers.add("Authorization", authorization);
            const auto answer = now.ask(std::move(asked));
            EXPECT_EQ(answer.status, 401) << authorization;
            EXPECT_EQ(member(answer, "code"), "session_ended") << authorization;
        }
    }
    auto signing_in = a_front::to(method::get, "/v1/open");
    signing_in.head.headers.add("Authorization", "Bearer of a session that has ended");
    EXPECT_EQ(now.ask(std::move(signing_in)).status, 200);
}

TEST(ASession, EndsAtOnceWithTheAccountOrItsRole) {
    a_front now;
    const auto token = now.signed_in(ana, "companion");
    now.models.given<account_stream>(ana,
                                     {account_role_added{"supervisor", {}}, account_role_removed{"companion", {}}});
    EXPECT_EQ(now.ask(now.mine(token)).status, 401);
    const auto other = now.signed_in(ana, "supervisor");
    EXPECT_EQ(now.ask(now.mine(other)).status, 200);
    now.models.given<account_stream>(ana, {account_deactivated{}});
    EXPECT_EQ(now.ask(now.mine(other)).status, 401);
}

TEST(AnAccountThatCannotBeRead, IsAnOutageThatTheOperatorIsToldOf) {
    class no_accounts final : public account_directory {
      public:
        expected<std::optional<account_standing>> find(const person_id&) const override {
            return failed(failure_code::io, "a table cannot be read");
        }
    };
    a_front now;
    std::vector<request_fault> told;
    now.with.tell_fault = [&](const request_fault& fault) { told.push_back(fault); };
    const no_accounts outage;
    front broken(now.with, outage, {}, some_routes(), {});
    const auto taken = std::make_shared<answer_taker>();
    broken.handle(now.mine(now.signed_in(ana, "candidate")), http::responder(taken, {}));
    ASSERT_TRUE(taken->told);
    EXPECT_EQ(taken->told->status, 503);
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].operation, "test_mine");
    EXPECT_EQ(told[0].why.context, "a table cannot be read");
}

TEST(TheLanguage, IsTheRequestsThenThePreferredThenFrench) {
    a_front now;
    const auto token = now.signed_in(ana, "candidate");
    const auto language = [&](const char* accepted) {
        auto asked = now.mine(token);
        if (accepted != nullptr) asked.head.headers.add("Accept-Language", accepted);
        return member(now.ask(std::move(asked)), "language");
    };
    EXPECT_EQ(language(nullptr), "fr");
    EXPECT_EQ(language("en-GB;q=0.8, de"), "en");
    now.models.given<account_stream>(ana, {account_preferences_set{"en", {}}});
    EXPECT_EQ(language(nullptr), "en");
    EXPECT_EQ(language("fr"), "fr");
}

TEST(TooManyRequests, OfOneAddressAreRefusedUntilTimePasses) {
    a_front now(front_settings{3, 2'000});
    const auto status = [&](const char* peer) {
        auto asked = a_front::to(method::get, "/v1/open");
        asked.head.peer = peer;
        const auto answer = now.ask(std::move(asked));
        EXPECT_EQ(header_of(answer, "Retry-After"), answer.status == 429 ? "1" : "");
        return answer.status;
    };
    for (int i = 0; i < 3; ++i) EXPECT_EQ(status("192.0.2.1"), 200);
    EXPECT_EQ(status("192.0.2.1"), 429);
    EXPECT_EQ(status("192.0.2.2"), 200);
    now.time.advance_ms(400);
    EXPECT_EQ(status("192.0.2.1"), 200);
    EXPECT_EQ(status("192.0.2.1"), 429);
}

TEST(TooManyRequests, AreCountedByAccountAndNotByAddress) {
    a_front now(front_settings{2, 2'000});
    const auto token = now.signed_in(ana, "candidate");
    const auto other = now.signed_in({{7, 2}}, "candidate");
    EXPECT_EQ(now.ask(now.mine(token)).status, 200);
    EXPECT_EQ(now.ask(now.mine(token)).status, 200);
    EXPECT_EQ(now.ask(now.mine(token)).status, 429);
    EXPECT_EQ(now.ask(now.mine(other)).status, 200);
}

TEST(GuessedTokens, AreLimitedAsAllElse) {
    a_front now(front_settings{2, 2'000});
    EXPECT_EQ(now.ask(now.mine("guess1")).status, 401);
    EXPECT_EQ(now.ask(now.mine("guess2")).status, 401);
    EXPECT_EQ(now.ask(now.mine("guess3")).status, 429);
}

TEST(ARead, WaitsForTheCallersOwnWrites) {
    a_front now;
    const auto token = now.signed_in(ana, "candidate");
    now.models.hold_back();
    auto asked = now.mine(token);
    asked.head.headers.add("Read-After", "g.0.7");
    now.send(std::move(asked));
    EXPECT_FALSE(now.take_answer().has_value());
    now.models.let_go();
    EXPECT_EQ(now.take_answer().value().status, 200);
}

TEST(ARead, IsA503WhereItWaitedInVain) {
    a_front now;
    const auto token = now.signed_in(ana, "candidate");
    now.models.hold_back();
    auto asked = now.mine(token);
    asked.head.headers.add("Read-After", "g.0.7");
    now.send(std::move(asked));
    now.models.give_up_waiting();
    const auto answer = now.take_answer().value();
    EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(member(answer, "code"), "not_yet_readable");
    EXPECT_NE(header_of(answer, "Retry-After"), "");
}

TEST(ARead, RefusesPositionsOfAnotherLogOrOfNone) {
    a_front now;
    const auto token = now.signed_in(ana, "candidate");
    for (const auto& [positions, status] : {std::pair{"h.0.7", 409}, std::pair{"soon", 400}}) {
        auto asked = now.mine(token);
        asked.head.headers.add("Read-After", positions);
        EXPECT_EQ(now.ask(std::move(asked)).status, status) << positions;
    }
}

TEST(AReadOfWhatIsNotPublic, IsA503WhileRelationsAreStale) {
    a_front now;
    const auto token = now.signed_in(ana, "candidate");
    now.models.set_fresh(false);
    const auto answer = now.ask(now.mine(token));
    EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(member(answer, "code"), "relations_not_fresh");
    EXPECT_EQ(now.ask(a_front::to(method::get, "/v1/open")).status, 200);
}

}  // namespace
}  // namespace parcours
