// SPDX-License-Identifier: Apache-2.0
#include "infra/credentials/stored_credentials.hpp"

#include "tests/contracts/credentials_contract.hpp"
#include "tests/infra/credentials/stored_under_test.hpp"

namespace parcours {
namespace {

const credentials_kind stored{"Stored", [] { return std::make_unique<stored_under_test>(); }};
const credentials_kind uncached{"Uncached", [] {
                                    credential_settings little;
                                    little.sessions_cached_max = 1;
                                    little.threads = 3;
                                    return std::make_unique<stored_under_test>(little);
                                }};
INSTANTIATE_TEST_SUITE_P(Stored, SomeCredentials, testing::Values(stored, uncached), credentials_kind_name);

constexpr const char* email = "ana@example.org";

struct an_account : stored_under_test {
    explicit an_account(const credential_settings& with = {}) : stored_under_test(with) {
        know(email, ana);
        EXPECT_TRUE(set_password(all(), ana, "a right one"));
    }
    std::string attempt(const std::string& password, const std::string& peer = "192.0.2.1") {
        return in_words(verify(all(), email, password, peer));
    }
};

TEST(WhoFailsFiveTimesAMinute, WaitsAndNobodyElseDoes) {
    an_account now;
    for (int each = 0; each < 5; ++each) EXPECT_EQ(now.attempt("a guess"), "wrong");
    const auto refused = verify(now.all(), email, "a right one");
    EXPECT_EQ(in_words(refused), "too many");
    EXPECT_GE(refused->retry_after_s, 1);
    EXPECT_LE(refused->retry_after_s, 12);
    EXPECT_EQ(in_words(verify(now.all(), "ANA@example.org", "a guess")), "too many");
    EXPECT_EQ(now.attempt("a right one", "198.51.100.7"), "right");
    EXPECT_EQ(in_words(verify(now.all(), "other@example.org", "a guess")), "wrong");
    now.time.advance_ms(refused->retry_after_s * 1'000);
    EXPECT_EQ(now.attempt("a right one"), "right");
    for (int each = 0; each < 5; ++each) EXPECT_EQ(now.attempt("a guess"), "wrong");  // all of them anew
    EXPECT_EQ(now.attempt("a guess"), "too many");
}

TEST(WhoSignsInRightly, IsHeldByNothing) {
    an_account now;
    for (int each = 0; each < 100; ++each) ASSERT_EQ(now.attempt("a right one"), "right") << each;
}

TEST(AnUnknownAddress, IsLimitedAsAKnownOneIs) {
    stored_under_test now;
    for (int each = 0; each < 5; ++each) EXPECT_EQ(in_words(verify(now.all(), "x@example.org", "a guess")), "wrong");
    EXPECT_EQ(in_words(verify(now.all(), "x@example.org", "a guess")), "too many");
}

TEST(StrangersFromEverywhere, AreSlowedAndKeepNobodyOutWhoHasBeenThere) {
    an_account now;
    ASSERT_EQ(now.attempt("a right one", "home"), "right");
    int tried = 0;
    for (int each = 0; each < 500; ++each)
        tried += now.attempt("a guess", "stranger " + std::to_string(each)) == "wrong" ? 1 : 0;
    EXPECT_EQ(tried, 60);
    EXPECT_EQ(now.attempt("a right one", "home"), "right");
    now.time.advance_ms(60'000);
    tried = 0;
    for (int each = 0; each < 500; ++each)
        tried += now.attempt("a guess", "another " + std::to_string(each)) == "wrong" ? 1 : 0;
    EXPECT_EQ(tried, 6);
}

TEST(AFullPool, IsBusyAndCountsAgainstNobody) {
    credential_settings small;
    small.queue_max = 2;
    an_account now(small);
    const auto token = now.all().make_token(token_purpose::activation, ana).value();
    for (const std::string peer : {"one peer", "another peer"}) ASSERT_EQ(now.attempt("a right one", peer), "right");
    std::promise<void> go_on;
    std::promise<void> entered;
    // Keeps the only thread, from within an answer.
    now.all().set_password(ben, "of somebody else", [&](const expected<void>&) {
        entered.set_value();
        go_on.get_future().wait();
    });
    entered.get_future().wait();
    std::vector<awaited<verification>> waiting(2);
    now.all().verify(email, "a right one", "one peer", waiting[0].taking());
    now.all().verify(email, "a right one", "another peer", waiting[1].taking());
    for (int each = 0; each < 50; ++each) {
        const auto refused = verify(now.all(), email, "a right one", "peer");
        ASSERT_EQ(in_words(refused), "busy");
        EXPECT_GE(refused->retry_after_s, 1);
    }
    const auto unset = set_password(now.all(), ana, "refused");
    ASSERT_FALSE(unset);
    EXPECT_EQ(unset.error().code, failure_code::unavailable);
    const auto unchosen = choose_password(now.all(), token_purpose::activation, token, "refused");
    ASSERT_FALSE(unchosen);
    EXPECT_EQ(unchosen.error().code, failure_code::unavailable);
    go_on.set_value();
    for (auto& each : waiting) EXPECT_EQ(in_words(each.wait()), "right");
    EXPECT_EQ(now.attempt("a right one", "peer"), "right");
}

TEST(OneClientThatFillsThePool, IsTurnedAwayAndNobodyElseIs) {
    credential_settings small;
    small.queue_max = 8;
    small.queue_of_client_max = 4;
    an_account now(small);
    std::promise<void> go_on;
    std::promise<void> entered;
    now.all().set_password(ben, "of somebody else", [&](const expected<void>&) {
        entered.set_value();
        go_on.get_future().wait();
    });
    entered.get_future().wait();
    std::vector<awaited<verification>> waiting(4);
    for (std::size_t each = 0; each < waiting.size(); ++each)
        now.all().verify(std::to_string(each) + "@example.org", "a guess", "one peer", waiting[each].taking());
    for (int each = 0; each < 50; ++each) {
        const auto refused = verify(now.all(), "more" + std::to_string(each) + "@example.org", "a guess", "one peer");
        ASSERT_EQ(in_words(refused), "too many") << each;
        EXPECT_GE(refused->retry_after_s, 1);
    }
    awaited<verification> another;
    now.all().verify(email, "a right one", "another peer", another.taking());
    go_on.set_value();
    EXPECT_EQ(in_words(another.wait()), "right");
    for (auto& each : waiting) EXPECT_EQ(in_words(each.wait()), "wrong");
}

TEST(AStop, TellsEverybodyWhoWaits) {
    an_account now;
    std::promise<void> entered;
    std::vector<awaited<verification>> waiting(10);
    now.all().set_password(ben, "of somebody else", [&](const expected<void>&) {
        for (std::size_t each = 0; each < waiting.size(); ++each)
            now.all().verify(email, "a right one", std::to_string(each), waiting[each].taking());
        entered.set_value();
    });
    entered.get_future().wait();
    now.all().stop();
    for (auto& each : waiting) {
        const auto told = in_words(each.wait());
        EXPECT_TRUE(told == "right" || told == "stopped") << told;
    }
    EXPECT_EQ(now.attempt("a right one"), "busy");
}

TEST(APassword, IsHashedAnewWhenItIsSeenAfterTheCostWasRaised) {
    an_account now;
    const auto stored_form = [&] {
        sealed_records records(now.secrets->store(), *now.secrets, now.random);
        return records.read(sealed_kind::password, view(ana.value.octets()))->value().clear;
    };
    EXPECT_NE(stored_form().find("$m=8,t=1,p=1$"), bytes::npos) << stored_form();
    now.settings.cost = {2, 16'384};
    now.reopen();
    EXPECT_EQ(now.attempt("a guess"), "wrong");
    EXPECT_NE(stored_form().find("$m=8,t=1,p=1$"), bytes::npos);
    EXPECT_EQ(now.attempt("a right one"), "right");
    EXPECT_NE(stored_form().find("$argon2id$v=19$m=16,t=2,p=1$"), bytes::npos) << stored_form();
    EXPECT_EQ(now.attempt("a right one"), "right");
}

TEST(ADefaultCost, IsTheOneThatTheStandardRecommends) {  // RFC 9106, 4, the second choice; on one lane
    const password_hashing hashing{hashing_cost{}};
    const auto hashed = hashing.hash("a right one");
    EXPECT_TRUE(hashed.starts_with("$argon2id$v=19$m=65536,t=3,p=1$")) << hashed;
    EXPECT_NE(hashed, hashing.hash("a right one"));  // salted
    using verdict = password_hashing::verdict;
    EXPECT_EQ(hashing.verify(hashed, "a right one"), verdict::right);
    EXPECT_EQ(hashing.verify(hashed, "a wrong one"), verdict::wrong);
    EXPECT_EQ(password_hashing(next_to_nothing).verify(hashed, "a right one"), verdict::outdated);
    EXPECT_EQ(hashing.verify(std::nullopt, "a right one"), verdict::wrong);
}

TEST(AnErasedPerson, HasNoCredentialsAnyMore) {
    an_account now;
    const auto opened = now.all().open_session(ana, "candidate");
    const auto token = now.all().make_token(token_purpose::password_reset, ana);
    ASSERT_TRUE(opened && token);
    ASSERT_TRUE(now.all().find_session(opened->token)->has_value());
    ASSERT_TRUE(now.secrets->put_up({ana, {}, {}, {}}));
    now.all().forget(ana);
    EXPECT_EQ(now.all().find_session(opened->token), std::nullopt);
    EXPECT_EQ(now.all().look_at_token(token_purpose::password_reset, *token), std::nullopt);
    EXPECT_EQ(now.attempt("a right one"), "wrong");
    EXPECT_TRUE(now.all().sessions_of(ana)->empty());
    EXPECT_FALSE(now.all().open_session(ana, "candidate"));
}

TEST(AnAccount, HasSoManySessionsAndTheOneUnusedForLongestEnds) {
    credential_settings few;
    few.sessions_of_account_max = 3;
    stored_under_test now(few);
    std::vector<std::string> tokens;
    for (int each = 0; each < 3; ++each) {
        tokens.push_back(now.all().open_session(ana, "candidate")->token);
        now.time.advance_ms(1'000);
    }
    ASSERT_TRUE(now.all().find_session(tokens[0])->has_value());  // used last
    tokens.push_back(now.all().open_session(ana, "candidate")->token);
    EXPECT_TRUE(now.all().find_session(tokens[0])->has_value());
    EXPECT_FALSE(now.all().find_session(tokens[1])->has_value());
    EXPECT_TRUE(now.all().find_session(tokens[2])->has_value());
    EXPECT_EQ(now.all().sessions_of(ana)->size(), 3U);
}

TEST(TheUseOfASession, IsWrittenNowAndThenOnly) {
    stored_under_test now;
    const auto opened = now.all().open_session(ana, "candidate");
    const auto before = now.secrets->store().last_ticket();
    for (int second = 0; second < 290; ++second) {
        now.time.advance_ms(1'000);
        ASSERT_TRUE(now.all().find_session(opened->token)->has_value());
    }
    EXPECT_EQ(now.secrets->store().last_ticket(), before);
    now.time.advance_ms(20'000);
    for (int each = 0; each < 10; ++each) ASSERT_TRUE(now.all().find_session(opened->token)->has_value());
    EXPECT_EQ(now.secrets->store().last_ticket(), before + 1);
    now.reopen();
    EXPECT_EQ(now.all().sessions_of(ana)->front().used_at, now.time.now());
}

}  // namespace
}  // namespace parcours
