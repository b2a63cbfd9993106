// SPDX-License-Identifier: Apache-2.0
// A whole process on the embedded log: what it answers, and what of that a restart keeps.
#include "infra/processes/platform_process.hpp"

#include <algorithm>
#include <atomic>
#include <fstream>
#include <thread>

#include <gtest/gtest.h>

#include "commands/deciders/platform.hpp"
#include "infra/settings/toml_file.hpp"
#include "tests/infra/processes/a_platform.hpp"
#include "tests/infra/processes/eventually.hpp"

namespace parcours {
namespace {

TEST(ANewPlatform, AdoptsItsCharterOnce) {
    a_platform now;
    now.begin();
    EXPECT_EQ(now.events_of(platform::only_stream), 1U);
    now.restart();
    EXPECT_EQ(now.events_of(platform::only_stream), 1U);
}

TEST(ANewPlatform, BecomesReadyAndOpensItsPorts) {
    a_platform now;
    now.begin();
    ASSERT_TRUE(now.process->serve());
    EXPECT_NE(now.process->http_port(), 0);
    EXPECT_NE(now.process->operator_port(), 0);
    std::promise<bool> level;
    const auto end = now.process->with().history.end(0).value().offset;
    now.process->models().when_reached({{0, end}}, 20'000, [&level](bool there) { level.set_value(there); });
    EXPECT_TRUE(level.get_future().get());
    for (const auto& each : now.process->checks())
        EXPECT_TRUE(each.ready || each.name == "relations") << each.name << ": " << each.detail;
}

TEST(ACharterFileThatIsNotTheAdoptedOne, LetsNobodyDecideUntilItIsAdopted) {
    a_platform now;
    now.begin();
    now.end();
    const auto text = read_text_file(now.settings.charter, 1 << 20);
    ASSERT_TRUE(text);
    const std::string changed = now.folder / "changed.toml";
    std::ofstream(changed) << *text << "\n# another one\n";
    now.settings.charter = changed;
    now.begin();
    const auto refused = now.answer_to(a_platform::creating("ana@example.org"));
    EXPECT_EQ(refused.status, 503);
    EXPECT_EQ(refused.code, "charter_differs");
    const auto& all = now.process->checks();
    EXPECT_TRUE(std::any_of(all.begin(), all.end(),
                            [](const readiness& each) { return each.name == "charter" && !each.ready; }));
    ASSERT_TRUE(now.process->adopt_charter(changed));
    EXPECT_EQ(now.answer_to(a_platform::creating("ana@example.org")).status, 200);
}

TEST(ACharterOfAnotherPlatform, IsNotAdoptedWherePeopleAreAlready) {
    a_platform now;
    now.begin();
    std::string other = now.settings.charter;
    other.replace(other.rfind('/') + 1, std::string::npos, "nosemplois.toml");
    const auto refused = now.process->adopt_charter(other);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, failure_code::invalid);
    EXPECT_NE(refused.error().context.find("atouts-pour-tous"), std::string::npos);
    EXPECT_EQ(now.events_of(platform::only_stream), 1U);
}

TEST(AnAdoption, EndsWithTheProcess) {
    a_platform now;
    now.begin();
    now.process->stop();
    const auto begun_ms = now.time.since_boot_ms();
    EXPECT_FALSE(now.process->adopt_charter(now.settings.charter));
    EXPECT_LT(now.time.since_boot_ms() - begun_ms, 30'000);  // as long as it tries while the process runs, and less
}

TEST(AFolderThatIsServed, IsOpenedByNobodyElse) {
    a_platform now;
    now.begin();
    EXPECT_FALSE(platform_process::open(now.settings, now.time, now.random, now.log));
}

TEST(ARestart, KeepsWhatWasAnsweredAndAnswersARepeatWithIt) {
    a_platform now;
    now.begin();
    const auto done = now.answer_to(a_platform::creating("ana@example.org", "a-key"));
    ASSERT_EQ(done.status, 200) << done.code;
    now.restart();
    EXPECT_TRUE(now.is_in_history(done));
    const auto again = now.answer_to(a_platform::creating("ana@example.org", "a-key"));
    EXPECT_EQ(again.status, 200) << again.code;
    EXPECT_EQ(again.command, done.command);
    EXPECT_EQ(again.outcome, done.outcome);
    EXPECT_EQ(now.answer_to(a_platform::creating("ana@example.org")).code, "email_taken");
}

TEST(ARestart, KeepsAnAddressTaken) {
    a_platform now;
    now.begin();
    ASSERT_EQ(now.answer_to(a_platform::creating("ana@example.org")).status, 200);
    now.restart();
    EXPECT_EQ(now.answer_to(a_platform::creating("ana@example.org")).code, "email_taken");
}

TEST(ACommandThatIsDone, IsReadByWhoWaitsForItsPosition) {
    a_platform now;
    now.begin();
    const auto done = now.answer_to(a_platform::creating("ana@example.org"));
    ASSERT_EQ(done.status, 200) << done.code;
    std::promise<bool> there;
    now.process->with().models.when_reached({*done.at}, 20'000, [&there](bool reached) { there.set_value(reached); });
    EXPECT_TRUE(there.get_future().get());
}

TEST(SixtyFourClientsOfAPlatform, AreEachAnswered) {
    constexpr int clients = 64;
    constexpr int commands_each = 4;
    a_platform now;
    now.begin();
    std::atomic<int> done{0};
    std::vector<std::thread> all;
    for (int client = 0; client < clients; ++client)
        all.emplace_back([&, client] {
            for (int each = 0; each < commands_each; ++each) {
                const auto address = std::to_string(client) + "." + std::to_string(each) + "@example.org";
                if (now.answer_to(a_platform::creating(address)).status == 200) ++done;
            }
        });
    for (auto& each : all) each.join();
    EXPECT_EQ(done, clients * commands_each);
}

TEST(TwoAccountsForOneAddress, AreOneAccountThoughTheyCameTogether) {
    constexpr int rounds = 10;
    a_platform now;
    now.begin();
    for (int round = 0; round < rounds; ++round) {
        const auto address = "ana" + std::to_string(round) + "@example.org";
        auto one = now.ask(a_platform::creating(address));
        auto other = now.ask(a_platform::creating(address));
        EXPECT_EQ(one.get().status + other.get().status, 200 + 409) << round;
    }
}

TEST(AStopOfAPlatform, AnswersEveryCommandAndKeepsWhatItCalledDone) {
    constexpr std::size_t clients = 8;
    constexpr std::size_t commands_each = 50;
    a_platform now;
    now.begin();
    std::vector<std::atomic<int>> answers(clients * commands_each);
    std::vector<command_result> results(clients * commands_each);
    std::atomic<std::size_t> come{0};
    std::vector<std::thread> all;
    for (std::size_t client = 0; client < clients; ++client)
        all.emplace_back([&, client] {
            for (std::size_t each = client * commands_each; each < (client + 1) * commands_each; ++each) {
                ++come;
                now.process->commands().submit(a_platform::creating(std::to_string(each) + "@example.org"),
                                               [&answers, &results, each](command_result result) {
                                                   results[each] = std::move(result);
                                                   ++answers[each];
                                               });
            }
        });
    eventually([&] { return come >= clients * commands_each / 4; });
    now.process->stop();
    for (auto& each : all) each.join();
    eventually([&] {
        return std::all_of(answers.begin(), answers.end(), [](const std::atomic<int>& each) { return each > 0; });
    });
    now.restart();
    for (std::size_t each = 0; each < answers.size(); ++each) {
        ASSERT_EQ(answers[each], 1) << each;
        ASSERT_TRUE(results[each].status != 200 || now.is_in_history(results[each])) << each;
    }
}

// shows that the log's charter counts and not the file's
TEST(AnotherCharterInTheFile, HoldsOnlyOnceItIsAdopted) {
    a_platform now;
    now.begin();
    const auto before = now.process->with().terms()->text;
    const auto changed = now.folder / "changed.toml";
    std::ofstream(changed) << before << "\n# changed\n";
    now.end();
    now.settings.charter = changed;
    now.begin();
    EXPECT_EQ(now.process->with().terms()->text, before);
    ASSERT_TRUE(now.process->adopt_charter(changed));
    EXPECT_EQ(now.process->with().terms()->text, before + "\n# changed\n");
    now.restart();
    EXPECT_EQ(now.process->with().terms()->text, before + "\n# changed\n");
    EXPECT_EQ(now.events_of(platform::only_stream), 2U);
}

std::string without(std::string text, std::string_view part) {
    const auto at = text.find(part);
    check(at != std::string::npos, "what a test takes away is there");
    return text.erase(at, part.size());
}

TEST(ACharterWithoutARole, IsAdoptedOnlyOnceNoAccountHoldsIt) {
    a_platform now;
    now.begin();
    auto text = now.process->with().terms()->text;
    const auto section = text.find("[roles.auditor]");
    text.erase(section, text.find("[roles.worker]") - section);
    text = without(std::move(text), "\"auditor\", ");
    for (int command = 0; command < 3; ++command) text = without(std::move(text), "auditor = [\"self\"], ");
    const auto changed = now.folder / "changed.toml";
    std::ofstream(changed) << text;
    auto auditor = a_platform::creating("auditor@example.org");
    auditor.body.replace(auditor.body.find("administrator"), 13, "auditor");
    const auto made = now.answer_to(std::move(auditor));
    ASSERT_EQ(made.status, 200) << made.code;
    std::promise<bool> there;
    now.process->with().models.when_reached({*made.at}, 20'000, [&there](bool reached) { there.set_value(reached); });
    ASSERT_TRUE(there.get_future().get());
    const auto refused = now.process->adopt_charter(changed);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, failure_code::invalid);
    EXPECT_NE(refused.error().context.find("\"auditor\""), std::string::npos) << refused.error().context;

    a_platform another;
    another.begin();
    const auto adopted = another.process->adopt_charter(changed);
    EXPECT_TRUE(adopted) << adopted.error().context;
}

TEST(ACharterThatContradictsItself, IsNotAdopted) {
    a_platform now;
    now.begin();
    const auto wrong = now.folder / "wrong.toml";
    std::ofstream(wrong) << "name = \"nothing\"\n";
    const auto adopted = now.process->adopt_charter(wrong);
    ASSERT_FALSE(adopted);
    EXPECT_EQ(adopted.error().code, failure_code::invalid);
}

}  // namespace
}  // namespace parcours
