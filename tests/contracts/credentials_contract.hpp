// SPDX-License-Identifier: Apache-2.0
// What credentials must do, wherever they lie. Include it in one source of a test binary, and there
//     INSTANTIATE_TEST_SUITE_P(Stored, SomeCredentials, testing::Values(credentials_kind{…}), credentials_kind_name);
#pragma once

#include <atomic>
#include <latch>
#include <set>
#include <thread>
#include <vector>

#include "tests/contracts/credentials_fixture.hpp"

namespace parcours {

inline constexpr std::int64_t hour_ms = 3'600'000;

TEST_P(SomeCredentials, FindASessionByItsTokenAndByNoOther) {
    const auto opened = all().open_session(ana, "candidate");
    ASSERT_TRUE(opened);
    EXPECT_GE(opened->token.size(), 43U);  // 256 bits, in whatever letters
    const auto read = found(opened->token);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->id, opened->what.id);
    EXPECT_EQ(read->account, ana);
    EXPECT_EQ(read->role, "candidate");
    EXPECT_EQ(read->begun_at, time().now());
    EXPECT_EQ(read->expires_at.ms, time().now().ms + session_idle_ms_max);
    auto other = opened->token;
    other.back() = other.back() == '0' ? '1' : '0';
    EXPECT_FALSE(found(other));
    EXPECT_FALSE(found(""));
    EXPECT_FALSE(found(std::string(4'096, 'x')));
    EXPECT_NE(signed_in(ana), opened->token);
}

TEST_P(SomeCredentials, OpenNoSessionOnAPasswordThatWasReplacedSinceItWasVerified) {
    under_test->know("ana@example.org", ana);
    ASSERT_TRUE(set_password(all(), ana, "the one before"));
    const auto verified = verify(all(), "ana@example.org", "the one before");
    ASSERT_EQ(in_words(verified), "right");
    const auto opened = all().open_session(*verified, "candidate").value();
    ASSERT_TRUE(opened);
    EXPECT_EQ(found(opened->token)->account, ana);
    const auto reset = made(token_purpose::password_reset, ana);
    ASSERT_EQ(choose_password(all(), token_purpose::password_reset, reset, "the one after").value(), ana);
    EXPECT_FALSE(all().open_session(*verified, "candidate").value());
    EXPECT_TRUE(all().sessions_of(ana)->empty());
    const auto again = verify(all(), "ana@example.org", "the one after");
    EXPECT_TRUE(all().open_session(*again, "candidate").value());
}

TEST_P(SomeCredentials, EndASessionThatNobodyUsesForTwelveHours) {
    const auto token = signed_in(ana);
    time().advance_ms(session_idle_ms_max - 1);
    EXPECT_TRUE(found(token));
    time().advance_ms(session_idle_ms_max - 1);
    EXPECT_TRUE(found(token));
    time().advance_ms(session_idle_ms_max);
    EXPECT_FALSE(found(token));
    EXPECT_TRUE(all().sessions_of(ana)->empty());
}

TEST_P(SomeCredentials, CountTheTwelveHoursFromTheLastUseHoweverOftenItIsUsed) {
    const auto token = signed_in(ana);
    for (int minute = 0; minute < 7; ++minute) {
        time().advance_ms(60'000);
        ASSERT_TRUE(found(token));
    }
    EXPECT_EQ(all().sessions_of(ana)->front().used_at, time().now());
    time().advance_ms(session_idle_ms_max - 1);
    EXPECT_TRUE(found(token));
}

TEST_P(SomeCredentials, EndASessionThatIsInUseAfterThirtyDays) {
    const auto token = signed_in(ana);
    for (int hours = 11; hours < 30 * 24; hours += 11) {
        time().advance_ms(11 * hour_ms);
        ASSERT_TRUE(found(token)) << hours;
    }
    time().advance_ms(11 * hour_ms);
    EXPECT_FALSE(found(token));
}

TEST_P(SomeCredentials, EnterAnotherRoleInOneSessionAlone) {
    const auto token = signed_in(ana, "candidate");
    const auto other = signed_in(ana, "candidate");
    const auto id = found(token)->id;
    EXPECT_EQ(all().switch_role(ben, id, "supervisor"), false);  // it is not his
    EXPECT_EQ(all().switch_role(ana, {1, 2}, "supervisor"), false);
    EXPECT_EQ(found(token)->role, "candidate");
    EXPECT_EQ(all().switch_role(ana, id, "supervisor"), true);
    EXPECT_EQ(found(token)->role, "supervisor");
    EXPECT_EQ(found(other)->role, "candidate");
    time().advance_ms(hour_ms);
    EXPECT_EQ(found(token)->role, "supervisor");
    time().advance_ms(session_idle_ms_max);
    EXPECT_EQ(all().switch_role(ana, id, "candidate"), false);
}

TEST_P(SomeCredentials, EndASessionAtOnce) {
    const auto token = signed_in(ana);
    const auto other = signed_in(ana);
    const auto of_ben = signed_in(ben);
    const auto id = found(token)->id;
    EXPECT_EQ(all().close_session(ben, id), false);
    EXPECT_TRUE(found(token));
    EXPECT_EQ(all().close_session(ana, id), true);
    EXPECT_FALSE(found(token));
    EXPECT_EQ(all().close_session(ana, id), false);
    EXPECT_TRUE(found(other));
    ASSERT_TRUE(all().close_sessions(ana));
    EXPECT_FALSE(found(other));
    EXPECT_TRUE(found(of_ben));
    time().advance_ms(session_idle_ms_max);
    EXPECT_EQ(all().close_session(ben, all().find_session(of_ben)->value_or(session{}).id), false);
}

TEST_P(SomeCredentials, ListTheOpenSessionsOfAnAccountTheNewestFirst) {
    std::vector<id128> ids;
    for (int each = 0; each < 4; ++each) {
        ids.insert(ids.begin(), found(signed_in(ana))->id);
        time().advance_ms(hour_ms);
    }
    signed_in(ben);
    std::vector<id128> listed;
    const auto open = all().sessions_of(ana).value();
    for (const auto& each : open) listed.push_back(each.id);
    EXPECT_EQ(listed, ids);
    time().advance_ms(session_idle_ms_max - 2 * hour_ms);
    EXPECT_EQ(all().sessions_of(ana)->size(), 1U);
}

TEST_P(SomeCredentials, TellAnUnknownAddressFromAWrongPasswordByNothing) {
    under_test->know("ana@example.org", ana);
    under_test->know("new@example.org", ben);
    ASSERT_TRUE(set_password(all(), ana, "a long enough one"));
    for (const auto* email : {"ana@example.org", "nobody@example.org", "new@example.org", ""}) {
        const auto answer = verify(all(), email, "not that one");
        EXPECT_EQ(in_words(answer), "wrong") << email;
        EXPECT_TRUE(answer->account.empty()) << email;
        EXPECT_EQ(answer->retry_after_s, 0);
    }
}

TEST_P(SomeCredentials, KnowThePasswordThatWasSetLast) {
    under_test->know("Ana.Ouest@example.org", ana);
    ASSERT_TRUE(set_password(all(), ana, "the first of them"));
    auto answer = verify(all(), "ana.ouest@EXAMPLE.org", "the first of them");
    EXPECT_EQ(in_words(answer), "right");
    EXPECT_EQ(answer->account, ana);
    ASSERT_TRUE(set_password(all(), ana, "the second: été 🌞"));
    EXPECT_EQ(in_words(verify(all(), "ana.ouest@example.org", "the first of them")), "wrong");
    EXPECT_EQ(in_words(verify(all(), "ana.ouest@example.org", "the second: été 🌞")), "right");
    EXPECT_EQ(in_words(verify(all(), "ana.ouest@example.org", "the second: été ")), "wrong");
}

TEST_P(SomeCredentials, HoldOneTokenPerPurposeAndAccount) {
    using enum token_purpose;
    const auto first = made(activation, ana);
    const auto second = made(activation, ana);
    const auto reset = made(password_reset, ana);
    const auto of_ben = made(activation, ben);
    EXPECT_EQ((std::set<std::string>{first, second, reset, of_ben}).size(), 4U);
    EXPECT_FALSE(holder(activation, first));
    for (int twice = 0; twice < 2; ++twice) EXPECT_EQ(holder(activation, second), ana);  // looking uses nothing up
    EXPECT_EQ(holder(password_reset, reset), ana);
    EXPECT_EQ(holder(activation, of_ben), ben);
    EXPECT_FALSE(holder(password_reset, second));
    EXPECT_FALSE(holder(activation, reset));
    EXPECT_FALSE(holder(activation, "never made"));
    EXPECT_EQ(choose_password(all(), activation, first, "no longer worth it"), std::nullopt);
}

TEST_P(SomeCredentials, LetATokenRunOut) {
    for (const auto purpose : {token_purpose::activation, token_purpose::password_reset}) {
        const auto token = made(purpose, ana);
        time().advance_ms(age_ms_max(purpose) - 1);
        EXPECT_EQ(holder(purpose, token), ana);
        time().advance_ms(1);
        EXPECT_FALSE(holder(purpose, token));
        EXPECT_EQ(choose_password(all(), purpose, token, "much too late"), std::nullopt);
    }
}

TEST_P(SomeCredentials, ChooseAPasswordOnceWithATokenAndEndEverySession) {
    under_test->know("ana@example.org", ana);
    ASSERT_TRUE(set_password(all(), ana, "what somebody guessed"));
    const auto theirs = signed_in(ana);
    const auto of_ben = signed_in(ben);
    ASSERT_TRUE(found(theirs));
    const auto token = made(token_purpose::password_reset, ana);
    EXPECT_EQ(choose_password(all(), token_purpose::activation, token, "of another purpose"), std::nullopt);
    EXPECT_TRUE(found(theirs));
    EXPECT_EQ(choose_password(all(), token_purpose::password_reset, token, "my own again"), ana);
    EXPECT_FALSE(found(theirs));
    EXPECT_TRUE(found(of_ben));
    EXPECT_EQ(in_words(verify(all(), "ana@example.org", "my own again")), "right");
    EXPECT_EQ(choose_password(all(), token_purpose::password_reset, token, "and once more"), std::nullopt);
    EXPECT_EQ(in_words(verify(all(), "ana@example.org", "my own again")), "right");
    EXPECT_EQ(holder(token_purpose::password_reset, made(token_purpose::password_reset, ana)), ana);
}

TEST_P(SomeCredentials, GiveATokenToOneOfEightWhoUseItAtOnce) {
    constexpr std::size_t racers = 8;
    under_test->know("ana@example.org", ana);
    const auto token = made(token_purpose::activation, ana);
    std::vector<expected<std::optional<person_id>>> answers(racers);
    std::latch begin(racers);
    std::vector<std::thread> threads;
    for (std::size_t number = 0; number < racers; ++number)
        threads.emplace_back([&, number] {
            begin.arrive_and_wait();
            answers[number] = choose_password(all(), token_purpose::activation, token, std::to_string(number));
        });
    for (auto& each : threads) each.join();
    std::vector<std::size_t> winners;
    for (std::size_t number = 0; number < racers; ++number) {
        ASSERT_TRUE(answers[number]) << answers[number].error().context;
        if (*answers[number]) winners.push_back(number);
    }
    ASSERT_EQ(winners.size(), 1U);
    EXPECT_EQ(in_words(verify(all(), "ana@example.org", std::to_string(winners.front()))), "right");
}

TEST_P(SomeCredentials, AreTheSameToALaterProcess) {
    under_test->know("ana@example.org", ana);
    ASSERT_TRUE(set_password(all(), ana, "kept as it is"));
    const auto token = signed_in(ana);
    const auto ended = signed_in(ana);
    ASSERT_TRUE(all().close_session(ana, found(ended)->id));
    ASSERT_TRUE(all().switch_role(ana, found(token)->id, "supervisor"));
    const auto reset = made(token_purpose::password_reset, ana);
    under_test->reopen();
    EXPECT_EQ(found(token)->role, "supervisor");
    EXPECT_FALSE(found(ended));
    EXPECT_EQ(holder(token_purpose::password_reset, reset), ana);
    EXPECT_EQ(in_words(verify(all(), "ana@example.org", "kept as it is")), "right");
}

}  // namespace parcours
