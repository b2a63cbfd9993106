// SPDX-License-Identifier: Apache-2.0
#include "commands/fact_needs.hpp"

#include <gtest/gtest.h>

#include "commands/all_commands.hpp"
#include "commands/command_id.hpp"
#include "commands/command_registry.hpp"
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
    const auto prepared = prepared_by_candidate("application.submit", R"("message":"Bonjour","documents":[])");
    EXPECT_EQ(prepared.needs().snapshot, candidate);
}

}  // namespace
}  // namespace parcours
