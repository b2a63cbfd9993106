// SPDX-License-Identifier: Apache-2.0
#include "commands/fact_needs.hpp"

#include <gtest/gtest.h>

#include "commands/all_commands.hpp"
#include "commands/command_id.hpp"
#include "commands/command_registry.hpp"
#include "commands/deciders/application.hpp"
#include "commands/deciders/sponsorship.hpp"
#include "tests/commands/cast.hpp"

namespace parcours {
namespace {

using namespace cast;

prepared_command prepared_by_candidate(std::string_view name, const std::string& more) {
    static const command_registry all(all_families());
    request_context context;
    context.by = {candidate, "candidate", {}};
    context.terms = &atouts();
    context.now = now;
    context.id = make_command_id(candidate, "key-1");
    auto prepared = all.prepare(name, R"({"organisation":")" + to_string(company) + "\"," + more + '}', context);
    if (!prepared) throw std::runtime_error(std::string(name) + " is refused");
    return *std::move(prepared);
}

// shows APT-PAR-01
TEST(ANewSponsorship, IsJudgedByTheFileOfWhoAsksAndLivesBesideIt) {
    const auto prepared = prepared_by_candidate("sponsorship.request", R"("message":"Bonjour")");
    EXPECT_EQ(prepared.needs().judged_by, (stream_id{stream_kind::candidate_file, candidate.value}));
    EXPECT_EQ(prepared.route(), candidate.route());
    EXPECT_EQ(prepared.needs().snapshot, candidate);
    remote_facts known;
    known.audiences = {audience::self};
    EXPECT_TRUE(prepared.ready(known, {}));
}

// shows APT-CAN-01
TEST(AnApplication, TakesTheSnapshotOfWhoApplies) {
    const auto prepared = prepared_by_candidate("application.submit", R"("message":"Bonjour")");
    EXPECT_EQ(prepared.needs().snapshot, candidate);
    EXPECT_FALSE(prepared.needs().snapshot_of_target);
}

// Whoever sends it again: a companion's own file must not go in its candidate's place.
TEST(WhatIsSentAgain, TakesTheSnapshotOfWhoseItIs) {
    fact_needs of_application;
    submit_application sent;
    sent.application = application_id{id128{1 << 16 | 7, 6}};
    sent.needs(of_application, {});
    EXPECT_EQ(of_application.application_target, sent.application);
    EXPECT_TRUE(of_application.snapshot_of_target);
    EXPECT_FALSE(of_application.snapshot);
    fact_needs of_sponsorship;
    request_sponsorship asked;
    asked.sponsorship = sponsorship_id{id128{1 << 16 | 7, 6}};
    asked.needs(of_sponsorship, {});
    EXPECT_EQ(of_sponsorship.sponsorship_target, asked.sponsorship);
    EXPECT_TRUE(of_sponsorship.snapshot_of_target);
    EXPECT_FALSE(of_sponsorship.snapshot);
}

}  // namespace
}  // namespace parcours
