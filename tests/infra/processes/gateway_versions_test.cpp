// SPDX-License-Identifier: Apache-2.0
// The versions that a client is told and may name, as they know the stream.
#include <gtest/gtest.h>

#include "tests/infra/processes/gateway_scene.hpp"

namespace parcours {
namespace {

using scene = gateway_scene;

// An application that a candidate sent to an organisation which takes what nobody asked for; who acts next is told first.
struct an_application : scene {
    std::string id;
    person_id ana;

    an_application() {
        const auto account = answer_to(creating("ana@example.org")).events.at(0).stream;
        ana = *parse_id<person_id>(account);
        std::promise<command_result> active;
        commands.submit_own("account.activate", R"({"account":")" + account + R"("})",
                            [&active](command_result result) { active.set_value(std::move(result)); });
        check(active.get_future().get().status == 200, "the candidate is active");
        facts.known.organisation = organisation_fact{true, true};
        facts.known.snapshot = snapshot_fact{{"Ana Roy", ""}, {}, {}};
        const auto sent =
            act("candidate", "application.submit",
                R"({"organisation":")" + to_string(organisation_id{{6, 8}}) + R"(","message":"V1","documents":[]})");
        check(sent.status == 200, sent.code.c_str());
        id = sent.events.at(0).stream;
    }
    command_result act(const std::string& role, const std::string& name, std::string body,
                       std::optional<std::uint64_t> if_version = std::nullopt) {
        facts.known.issuer = account_fact{true, true, {role}, {}, {}};
        facts.known.audiences = {role == "candidate" ? audience::self : audience::supervisor};
        auto asked = request(name, std::move(body), role);
        if (role == "candidate") asked.by.who.account = ana;
        asked.if_version = if_version;
        return answer_to(std::move(asked));
    }
    command_result edits(const std::string& text) {
        return act("candidate", "application.edit",
                   R"({"application":")" + id + R"(","message":")" + text + R"(","documents":[]})");
    }
    std::string of_it() const { return R"({"application":")" + id + R"("})"; }
};

// shows APT-CAN-06
TEST(AValidation, OfATextThatWasEditedSinceItWasReadIs412) {
    an_application now;
    const auto edited = now.edits("V2");
    ASSERT_EQ(edited.status, 200) << edited.code;
    EXPECT_EQ(edited.events.at(0).version, 2U);
    EXPECT_EQ(now.act("supervisor", "application.validate", now.of_it(), 1).status, 412);
    const auto validated = now.act("supervisor", "application.validate", now.of_it(), 2);
    ASSERT_EQ(validated.status, 200) << validated.code;
    EXPECT_EQ(validated.events.at(0).version, 3U);
}

TEST(AnEditAfterAReturn, MovesTheVersionOfTheCandidateAlone) {
    an_application now;
    const auto body = R"({"application":")" + now.id + R"(","reason":"too short"})";
    ASSERT_EQ(now.act("supervisor", "application.return", body, 1).status, 200);
    EXPECT_EQ(now.edits("V2").events.at(0).version, 3U);
    const auto said = R"({"application":")" + now.id + R"(","text":"well?"})";
    const auto told = now.act("supervisor", "application.post_followup", said, 2);
    ASSERT_EQ(told.status, 200) << told.code;
    EXPECT_EQ(told.events.at(0).version, 3U);
}

}  // namespace
}  // namespace parcours
