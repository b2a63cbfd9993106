// SPDX-License-Identifier: Apache-2.0
// How often visitors may open accounts, each time being told whether an address is known.
#include <gtest/gtest.h>

#include "tests/query_api/front/front_scene.hpp"

namespace parcours {
namespace {

struct an_open_platform : front_scene {
    an_open_platform() : front_scene(command_routes({3, 2})) {
        command_description registering;
        registering.name = "account.register";
        registering.visitors = true;
        command_description creating;
        creating.name = "account.create";
        commands.known = {registering, creating};
        commands.result = command_result{};
        commands.result->status = 409;
        commands.result->code = "email_taken";
        terms->commands["account.register"]["visitor"] = {};
        terms->commands["account.register"]["administrator"] = {};
    }
    http::response create_as(const std::string& token) {
        auto asked = to(http::method::post, "/v1/commands/account.create", "{}");
        asked.head.headers.add("Authorization", "Bearer " + token);
        return ask(std::move(asked));
    }
    http::response register_from(const std::string& peer, const std::string& token = {}) {
        auto asked = to(http::method::post, "/v1/commands/account.register", "{}");
        asked.head.peer = peer;
        if (!token.empty()) asked.head.headers.add("Authorization", "Bearer " + token);
        return ask(std::move(asked));
    }
};

TEST(AVisitor, OpensSoManyAccountsAnHourAndWaitsThen) {
    an_open_platform now;
    for (int each = 0; each < 3; ++each) EXPECT_EQ(now.register_from("192.0.2.1").status, 409) << each;
    const auto refused = now.register_from("192.0.2.1");
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(header_of(refused, "Retry-After"), "1200");
    EXPECT_EQ(now.commands.submitted.size(), 3U);
    EXPECT_EQ(now.register_from("192.0.2.2").status, 409);
    now.time.advance_ms(1'200'000);
    EXPECT_EQ(now.register_from("192.0.2.1").status, 409);
    EXPECT_EQ(now.register_from("192.0.2.1").status, 429);
}

TEST(WhoIsSignedIn, IsNotCountedAmongVisitors) {
    an_open_platform now;
    const auto token = now.signed_in(person_id{{7, 1}}, "administrator");
    for (int each = 0; each < 10; ++each) EXPECT_EQ(now.register_from("192.0.2.1", token).status, 409) << each;
}

// Else whoever registered, which is bounded, would go on without a bound.
TEST(AnAccount, CreatesSoManyOthersAnHourAndWaitsThen) {
    an_open_platform now;
    const auto token = now.signed_in(person_id{{7, 2}}, "recruiter");
    const auto another = now.signed_in(person_id{{7, 3}}, "recruiter");
    for (int each = 0; each < 2; ++each) EXPECT_EQ(now.create_as(token).status, 409) << each;
    const auto refused = now.create_as(token);
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(header_of(refused, "Retry-After"), "1800");
    EXPECT_EQ(now.commands.submitted.size(), 2U);
    EXPECT_EQ(now.create_as(another).status, 409);
    now.time.advance_ms(1'800'000);
    EXPECT_EQ(now.create_as(token).status, 409);
    EXPECT_EQ(now.create_as(token).status, 429);
}

TEST(AnAdministrator, CreatesAsManyAsThereAre) {
    an_open_platform now;
    const auto token = now.signed_in(person_id{{7, 1}}, "administrator");
    for (int each = 0; each < 10; ++each) EXPECT_EQ(now.create_as(token).status, 409) << each;
}

}  // namespace
}  // namespace parcours
