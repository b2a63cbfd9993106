// SPDX-License-Identifier: Apache-2.0
// Every command in every state of an application, with and without a companion's gate (domain.md, "Application").
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/commands/application_scene.hpp"

namespace parcours {
namespace {

// One column a state: none, draft, submitted, returned, validated, in progress, refused, hired, not hired, withdrawn,
// cancelled (the last two before validation). '+' events; '=' it is so already; '!' it is, and the command says more;
// 'x' wrong_state.
struct row {
    std::string_view command;
    std::string_view gated;
    std::string_view open;
};
constexpr row table[] = {
    {"application.draft", "+==========", "+=========="},
    {"application.edit", "x+++xxxxxxx", "x+x+xxxxxxx"},
    {"application.submit", "++!+xxxxxxx", "++!+xxxxxxx"},    // shows APT-CAN-01
    {"application.validate", "xx+x=xxxxxx", "xxxx=xxxxxx"},  // shows APT-CAN-06
    {"application.return", "xx+!xxxxxxx", "xxx!xxxxxxx"},
    {"application.withdraw", "x+++++xxx!x", "x+++++xxx!x"},
    {"application.cancel", "x+++++xxxx=", "x+++++xxxx="},  // shows APT-CAN-24
    {"application.mark_viewed", "xxxx+++++xx", "xx+x+++++++"},
    {"application.take_in_charge", "xxxx+!xxxxx", "xx+x+!xxxxx"},     // shows APT-CAN-15
    {"application.refuse", "xxxx+x!xxxx", "xx+x+x!xxxx"},             // shows APT-CAN-13
    {"application.declare_hiring", "xxxxx+x!xxx", "xxxxx+x!xxx"},     // shows APT-CAN-22
    {"application.declare_no_hiring", "xxxxx+xx!xx", "xxxxx+xx!xx"},  // shows APT-CAN-23
    {"application.propose_meeting", "xxxxx+xxxxx", "xxxxx+xxxxx"},    // shows APT-CAN-16
    {"application.accept_meeting", "xxxxx+xxxxx", "xxxxx+xxxxx"},
    {"application.decline_meeting", "xxxxx+xxxxx", "xxxxx+xxxxx"},
    {"application.reschedule_meeting", "xxxxx+xxxxx", "xxxxx+xxxxx"},
    {"application.cancel_meeting", "xxxxx+xxxxx", "xxxxx+xxxxx"},
    {"application.confirm_meeting_held", "xxxxx+xxxxx", "xxxxx+xxxxx"},  // shows APT-CAN-20
    {"application.report_no_show", "xxxxx+xxxxx", "xxxxx+xxxxx"},
    {"application.post_followup", "xx+++++++++", "xx+++++++++"},  // shows APT-CAN-02
    {"application.post_exchange", "xxxx+++++xx", "xx+x+++++++"},
    {"application.write_private_note", "xxxx+++++xx", "xx+x+++++++"},  // shows APT-CAN-12
};

char told(const decision<application_stream::event, application_rejection>& outcome) {
    if (outcome) return outcome->empty() ? '=' : '+';
    if (outcome.error() == application_rejection::already_happened) return '!';
    return outcome.error() == application_rejection::wrong_state ? 'x' : '?';
}

void expect_row(const row& one, std::string_view expected, bool gate) {
    const auto histories = application_scene::histories();
    ASSERT_EQ(histories.size(), expected.size());
    for (std::size_t i = 0; i < histories.size(); ++i) {
        application_scene scene(gate);
        scene.given(histories[i].second);
        EXPECT_EQ(told(scene.when(scene.asked(one.command))), expected[i])
            << one.command << " where it is " << histories[i].first << (gate ? ", with a gate" : ", without a gate");
    }
}

TEST(EachCommandInEachState, IsAcceptedOrRefusedAsTheTableSays) {
    ASSERT_EQ(std::size(table), std::variant_size_v<application::command>);
    for (const auto& one : table) {
        expect_row(one, one.gated, true);
        expect_row(one, one.open, false);
    }
}

// What may be repeated without an effect: all but what adds something each time.
bool adds_each_time(std::string_view command) {
    return command == "application.edit" || command == "application.propose_meeting" ||
           command == "application.reschedule_meeting" || command == "application.post_followup" ||
           command == "application.post_exchange" || command == "application.write_private_note";
}

TEST(ARetriedCommand, ChangesNothing) {
    for (const bool gate : {true, false})
        for (const auto& [name, history] : application_scene::histories())
            for (const auto& one : table) {
                application_scene scene(gate);
                scene.given(history);
                const auto asked = scene.asked(one.command);
                const auto first = scene.when(asked);
                if (!first || first->empty() || adds_each_time(one.command)) continue;
                scene.given(*first);
                const auto told_again = told(scene.when(asked));
                EXPECT_TRUE(told_again == '=' || told_again == '!') << one.command << " repeated where it was " << name;
            }
}

// Two recruiters at once: the words of the second would reach nobody, and they must not believe that they did.
TEST(ACommandWhoseEffectIsThere, IsToldApartByWhatItSays) {
    const auto told_in = [](std::string_view state, const application::command& asked) {
        application_scene scene(true);
        scene.given(application_scene::in_state(state));
        return told(scene.when(asked));
    };
    const auto which = application_scene::this_application();
    EXPECT_EQ(told_in("in progress", take_application_in_charge{which, std::nullopt}), '=');
    EXPECT_EQ(told_in("in progress", take_application_in_charge{which, ""}), '=');
    EXPECT_EQ(told_in("in progress", take_application_in_charge{which, "Bonjour"}), '!');
    EXPECT_EQ(told_in("validated", validate_application{which, std::nullopt}), '=');
    EXPECT_EQ(told_in("withdrawn", withdraw_application{which, std::nullopt}), '=');
    EXPECT_EQ(told_in("cancelled", cancel_application{which, cancel_cause::administrator}), '=');
    EXPECT_EQ(told_in("cancelled", cancel_application{which, cancel_cause::data_missing}), '!');
    const auto hired_as = [&](contract_kind contract) { return declare_hiring{which, contract, {}, {}}; };
    EXPECT_EQ(told_in("hired", hired_as(contract_kind::other)), '=');
    EXPECT_EQ(told_in("hired", hired_as(contract_kind::permanent)), '!');
    EXPECT_EQ(told_in("hired", declare_hiring{which, contract_kind::other, {}, calendar_day{2026, 9, 1}}), '!');
}

// Whatever is issued in whatever order: no outcome follows another, and nothing reaches the organisation ungated.
RC_GTEST_PROP(AnySequenceOfCommands, KeepsTheInvariantsOfAnApplication, (bool gate)) {
    application_scene scene(gate);
    int outcomes = 0;
    bool validated = false;
    for (const auto index :
         *rc::gen::container<std::vector<std::size_t>>(30, rc::gen::inRange<std::size_t>(0, std::size(table)))) {
        const auto& one = table[index];
        const auto outcome = scene.when(scene.asked(one.command));
        if (!outcome || outcome->empty()) continue;
        scene.given(*outcome);
        const auto& happened = outcome->front();
        validated = validated || std::holds_alternative<application_validated>(happened);
        if (gate && !validated) {
            RC_ASSERT(!std::holds_alternative<application_taken_in_charge>(happened));
            RC_ASSERT(!std::holds_alternative<application_refused>(happened));
            RC_ASSERT(!std::holds_alternative<application_viewed>(happened));
            RC_ASSERT(!std::holds_alternative<exchange_posted>(happened));
        }
        const bool over = std::holds_alternative<application_refused>(happened) ||
                          std::holds_alternative<hiring_declared>(happened) ||
                          std::holds_alternative<no_hiring_declared>(happened) ||
                          std::holds_alternative<application_withdrawn>(happened) ||
                          std::holds_alternative<application_cancelled>(happened);
        outcomes += over ? 1 : 0;
        RC_ASSERT(outcomes <= 1);
        const bool writes = std::holds_alternative<followup_posted>(happened) ||
                            std::holds_alternative<exchange_posted>(happened) ||
                            std::holds_alternative<private_note_written>(happened) ||
                            std::holds_alternative<application_viewed>(happened);
        RC_ASSERT(outcomes == 0 || over || writes);
    }
}

}  // namespace
}  // namespace parcours
