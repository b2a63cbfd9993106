// SPDX-License-Identifier: Apache-2.0
#include "tests/workload/life.hpp"

#include <cstdlib>
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "commands/all_commands.hpp"
#include "commands/command_registry.hpp"
#include "tests/support/shipped_charter.hpp"

namespace parcours::workload {
namespace {

constexpr life_span a_year{{1'735'689'600'000}, {1'767'225'600'000}, 5};  // 2025

workload_settings settings_of(std::string_view profile) {
    const char* root = std::getenv("PARCOURS_SOURCE_DIR");
    const auto read =
        read_workload_settings(std::string(root == nullptr ? "." : root) + "/tests/workload/profiles.toml", profile);
    if (!read) throw std::runtime_error(read.error());
    return *read;
}

// A platform that says yes to everything, with ids of the right kinds.
struct yes_sayer {
    std::string id(const std::string& prefix) { return write_id(prefix, {++made, made}); }
    step_answer operator()() {
        return {
            200, "",
            fmt::format(R"({{"account":"{}","organisation":"{}","offer":"{}","application":"{}","meeting":"{}",)"
                        R"("sponsorship":"{}","companion_link":"{}"}})",
                        id("person"), id("org"), id("offer"), id("app"), id("meeting"), id("sponsorship"), id("link"))};
    }
    std::uint64_t made = 0;
};

// The application that a step is about keeps its id: only what begins one gets another.
std::vector<step> lived(std::string_view profile, const charter& terms, life_span span) {
    life one(settings_of(profile), terms, span);
    yes_sayer says;
    std::vector<step> all;
    while (auto next = one.next(span.end)) {
        all.push_back(*next);
        auto said = says();
        if (next->body.find("\"application\":\"app_") != std::string::npos)
            said.outcome = "{\"meeting\":\"" + says.id("meeting") + "\"}";
        one.told(next->number, said);
    }
    return all;
}

class EveryLife : public testing::TestWithParam<const char*> {};

TEST_P(EveryLife, FollowsFromItsSeedAlone) {
    const auto& terms = shipped_charter(GetParam());
    const auto first = lived("tiny", terms, a_year), again = lived("tiny", terms, a_year);
    ASSERT_EQ(first.size(), again.size());
    ASSERT_GT(first.size(), 100U);
    for (std::size_t i = 0; i < first.size(); ++i) {
        EXPECT_EQ(first[i].command, again[i].command) << i;
        EXPECT_EQ(first[i].body, again[i].body) << i;
        EXPECT_EQ(first[i].at, again[i].at) << i;
    }
    auto other_span = a_year;
    other_span.seed = 6;
    const auto other = lived("tiny", terms, other_span);
    EXPECT_FALSE(other.size() == first.size() && other.back().body == first.back().body);
}

TEST_P(EveryLife, GoesOnInItsTime) {
    const auto all = lived("tiny", shipped_charter(GetParam()), a_year);
    instant before = a_year.begin;
    std::set<std::string> keys;
    for (const auto& each : all) {
        EXPECT_GE(each.at, before);
        EXPECT_LE(each.at, a_year.end);
        before = each.at;
        EXPECT_TRUE(keys.insert(each.key).second) << each.key;
    }
}

// Forms and permissions as the platform checks them; what deciders say is for a platform to say.
TEST_P(EveryLife, SaysOnlyWhatItsPeopleMaySay) {
    const auto& terms = shipped_charter(GetParam());
    const command_registry registry(all_families());
    for (const auto& each : lived("tiny", terms, a_year)) {
        request_context context;
        if (const auto account = parse_id<person_id>(each.by)) context.by.account = *account;
        context.by.role = each.role;
        context.system = each.on_proof;
        context.terms = &terms;
        context.now = each.at;
        const auto prepared = registry.prepare(each.command, each.body, context);
        ASSERT_TRUE(prepared) << each.role << ' ' << each.command << ' ' << each.body << ": "
                              << static_cast<int>(prepared.error().why)
                              << (prepared.error().faults.empty() ? "" : prepared.error().faults[0].pointer);
    }
}

INSTANTIATE_TEST_SUITE_P(OfACharter, EveryLife, testing::Values("atouts-pour-tous", "nosemplois"));

TEST(ADemosLife, HasSomethingOfEverything) {
    std::set<std::string> seen;
    for (const auto& each : lived("demo", atouts(), a_year)) seen.insert(each.command);
    for (const char* each : {"account.create",
                             "account.activate",
                             "organisation.register",
                             "organisation.open_spontaneous",
                             "offer.publish",
                             "offer.close",
                             "candidate.update_section",
                             "candidate.update_sensitive_section",
                             "companion_link.assign",
                             "application.draft",
                             "application.submit",
                             "application.validate",
                             "application.return",
                             "application.mark_viewed",
                             "application.take_in_charge",
                             "application.refuse",
                             "application.propose_meeting",
                             "application.accept_meeting",
                             "application.decline_meeting",
                             "application.confirm_meeting_held",
                             "application.report_no_show",
                             "application.cancel_meeting",
                             "application.declare_hiring",
                             "application.declare_no_hiring",
                             "application.withdraw",
                             "application.post_followup",
                             "application.post_exchange",
                             "application.write_private_note",
                             "sponsorship.request",
                             "sponsorship.validate",
                             "sponsorship.accept"})
        EXPECT_EQ(seen.count(each), 1U) << each;
}

}  // namespace
}  // namespace parcours::workload
