// SPDX-License-Identifier: Apache-2.0
#include "infra/processes/operator_letters.hpp"

#include <gtest/gtest.h>

#include "tests/infra/processes/known_addresses.hpp"
#include "tests/support/fake_clock.hpp"

namespace parcours {
namespace {

const person_id ana{{7, 1}};

struct a_platform_without_mail {
    known_addresses addresses;
    fake_clock time;
    metrics counted;
    logger log{log_level::debug};
    std::string lines;
    operator_letters letters{addresses, time, counted, log};

    a_platform_without_mail() {
        addresses.holders["ana@example.org"] = ana.value;
        log.divert([this](const std::string& line) { lines += line + '\n'; });
    }
    bool counts(int number) const {
        return counted.text().find("parcours_password_resets_asked_total " + std::to_string(number) + "\n") !=
               std::string::npos;
    }
};

TEST(WhoForgotTheirPassword, IsToldToTheOperatorByIdAndNeverByAddress) {
    a_platform_without_mail now;
    now.letters.ask("Ana@Example.org", "fr");
    ASSERT_EQ(now.letters.waiting().size(), 1U);
    EXPECT_EQ(now.letters.waiting()[0].account, ana);
    EXPECT_NE(now.lines.find(to_string(ana)), std::string::npos);
    EXPECT_EQ(now.lines.find('@'), std::string::npos);
    EXPECT_TRUE(now.counts(1));
}

TEST(WhoForgotTheirPassword, WaitsUntilALinkIsIssued) {
    a_platform_without_mail now;
    now.letters.ask("ana@example.org", "fr");
    now.letters.answered(ana);
    EXPECT_TRUE(now.letters.waiting().empty());
}

TEST(WhoAsksAgain, IsCountedAndFillsNoLog) {
    a_platform_without_mail now;
    now.letters.ask("ana@example.org", "fr");
    const auto lines = now.lines;
    now.time.advance_ms(1'000);
    now.letters.ask("ana@example.org", "fr");
    EXPECT_EQ(now.lines, lines);
    ASSERT_EQ(now.letters.waiting().size(), 1U);
    EXPECT_EQ(now.letters.waiting()[0].times, 2U);
    EXPECT_EQ(now.letters.waiting()[0].asked_at, now.time.now());
    EXPECT_TRUE(now.counts(2));
}

TEST(AnAddressThatNobodyHas, IsCountedAlone) {
    a_platform_without_mail now;
    now.letters.ask("nobody@example.org", "fr");
    EXPECT_TRUE(now.letters.waiting().empty());
    EXPECT_EQ(now.lines, "");
    EXPECT_TRUE(now.counts(1));
}

TEST(ThoseWhoWait, AreBoundedInNumber) {
    a_platform_without_mail now;
    for (std::uint64_t i = 0; i <= operator_letters::waiting_max; ++i) {
        const std::string address = "p" + std::to_string(i) + "@example.org";
        now.addresses.holders[address] = {1, i};
        now.letters.ask(address, "fr");
    }
    const auto waiting = now.letters.waiting();
    ASSERT_EQ(waiting.size(), operator_letters::waiting_max);
    EXPECT_EQ(waiting.front().account, (person_id{{1, 1}}));
}

TEST(AnOutageOfTheVault, IsToldAndForgetsNobody) {
    a_platform_without_mail now;
    now.letters.ask("ana@example.org", "fr");
    now.addresses.answers = false;
    now.letters.ask("ana@example.org", "fr");
    EXPECT_NE(now.lines.find("password_reset_not_looked_up"), std::string::npos);
    EXPECT_EQ(now.letters.waiting().size(), 1U);
}

}  // namespace
}  // namespace parcours
