// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <future>
#include <vector>

#include <gtest/gtest.h>

#include "tests/infra/credentials/stored_under_test.hpp"

// Many sign-ins at once: of strangers, who keep nobody out, and of one account.
namespace parcours {
namespace {

const std::string email = "ana@example.org";

// The one thread is kept until the test lets it go on.
struct a_crowd {
    explicit a_crowd(const credential_settings& settings) : under_test(settings) {
        under_test.know(email, ana);
        EXPECT_TRUE(set_password(all(), ana, "a right one"));
    }
    ~a_crowd() { go_on(); }

    stored_credentials& all() { return under_test.all(); }
    void hold() {
        std::promise<void> entered;
        all().set_password(ben, "of somebody else", [&, may = may_go_on.get_future().share()](const expected<void>&) {
            entered.set_value();
            may.wait();
        });
        entered.get_future().wait();
    }
    void go_on() {
        if (!std::exchange(goes_on, true)) may_go_on.set_value();
    }
    std::vector<std::string> outcomes(std::vector<awaited<verification>>& waiting) {
        go_on();
        std::vector<std::string> told;
        for (auto& each : waiting) told.push_back(in_words(each.wait()));
        return told;
    }

    std::promise<void> may_go_on;
    bool goes_on = false;
    stored_under_test under_test;
};

auto count_of(const std::vector<std::string>& told, const std::string& outcome) {
    return std::count(told.begin(), told.end(), outcome);
}

TEST(StrangersFromManyAddresses, KeepNobodyOut) {
    credential_settings small;
    small.queue_max = 16;
    a_crowd now(small);
    const auto stranger = [](std::size_t number) { return "stranger " + std::to_string(number); };
    for (std::size_t each = 0; each < 20; ++each)
        ASSERT_EQ(in_words(verify(now.all(), email, "a guess", stranger(each))), "wrong");
    now.hold();
    std::vector<awaited<verification>> guesses(20);
    for (std::size_t each = 0; each < guesses.size(); ++each)
        now.all().verify(std::to_string(each) + "@example.org", "a guess", stranger(each), guesses[each].taking());
    std::vector<awaited<verification>> newcomers(3);
    for (std::size_t each = 0; each < newcomers.size(); ++each)
        now.all().verify(email, "a right one", "newcomer " + std::to_string(each), newcomers[each].taking());
    EXPECT_EQ(count_of(now.outcomes(newcomers), "right"), 3);
    EXPECT_EQ(count_of(now.outcomes(guesses), "busy"), 4 + 3);
}

TEST(SignInsThatAreRight, AreAllLetInAtOnce) {
    a_crowd now({});
    now.hold();
    std::vector<awaited<verification>> waiting(16);
    for (auto& each : waiting) now.all().verify(email, "a right one", "one peer", each.taking());
    EXPECT_EQ(count_of(now.outcomes(waiting), "right"), 16);
}

TEST(GuessesThatComeAtOnce, AreNoMoreThanThoseThatComeInTurn) {
    a_crowd now({});
    now.hold();
    std::vector<awaited<verification>> waiting(16);
    for (auto& each : waiting) now.all().verify(email, "a guess", "one peer", each.taking());
    const auto told = now.outcomes(waiting);
    EXPECT_EQ(count_of(told, "wrong"), 5);
    EXPECT_EQ(count_of(told, "too many"), 11);
}

}  // namespace
}  // namespace parcours
