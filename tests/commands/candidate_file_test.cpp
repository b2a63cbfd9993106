// SPDX-License-Identifier: Apache-2.0
#include "commands/deciders/candidate_file.hpp"

#include <gtest/gtest.h>

#include "tests/commands/cast.hpp"

namespace parcours {
namespace {

using namespace cast;
using rejection = candidate_file_rejection;

const candidate_file_opened opened{std::nullopt, companion};

section_content skills() {
    section_content content;
    content.skills = std::vector<std::string>{"boulangerie", "anglais"};
    return content;
}
circumstances by_companion() { return acts(atouts(), companion, "companion", school); }

TEST(AFile, IsOpenedWithTheAccount) {
    given<candidate_file>({}, by_companion(), candidate.value)
        .when(open_candidate_file{candidate, std::nullopt})
        .then({opened});
    auto around = by_companion();
    around.route.persons.clear();
    given<candidate_file>({}, around, candidate.value)
        .when(open_candidate_file{candidate, std::nullopt})
        .then_rejected(rejection::account_unknown);
}
// shows APT-VIS-01, NE-CON-05
TEST(ASection, IsWrittenByCandidateOrCompanion) {
    const update_candidate_section asked{candidate, profile_section::skills, personal(skills())};
    given<candidate_file>({opened}, by_companion(), candidate.value)
        .when(asked)
        .then({candidate_section_updated{profile_section::skills, personal(skills()), companion}});
    given<candidate_file>({opened}, acts(atouts(), candidate, "candidate"), candidate.value)
        .when(asked)
        .then({candidate_section_updated{profile_section::skills, personal(skills()), candidate}});
}
TEST(ASection, HoldsOnlyWhatBelongsToIt) {
    const auto faults_of = [](profile_section section, const section_content& content) {
        field_faults found;
        update_candidate_section{candidate, section, personal(content)}.check(atouts(), {}, found);
        return found;
    };
    EXPECT_TRUE(faults_of(profile_section::skills, skills()).empty());
    const auto wrong = faults_of(profile_section::languages, skills());
    ASSERT_EQ(wrong.size(), 1U);
    EXPECT_EQ(wrong.front().pointer, "/content/skills");
    EXPECT_EQ(wrong.front().code, "not_of_section");
}
TEST(WhatIsSensitive, HasAnEventOfItsOwn) {
    const sensitive_content content{"RQTH", std::nullopt, std::nullopt};
    given<candidate_file>({opened}, by_companion(), candidate.value)
        .when(update_candidate_sensitive_section{candidate, personal(content)})
        .then({candidate_sensitive_section_updated{personal(content), companion}});
}

// One column a state: none, opened.
TEST(EachFileCommandInEachState, IsAcceptedOrRefusedAsTheTableSays) {
    const std::vector<std::pair<candidate_file::command, std::string_view>> table{
        {open_candidate_file{candidate, std::nullopt}, "+="},
        {update_candidate_section{candidate, profile_section::skills, personal(skills())}, "x+"},
        {update_candidate_sensitive_section{candidate, {}}, "x+"}};
    ASSERT_EQ(table.size(), std::variant_size_v<candidate_file::command>);
    for (const auto& [asked, wanted] : table)
        for (std::size_t i = 0; i < 2; ++i) {
            std::vector<candidate_file_stream::event> history;
            if (i == 1) history.emplace_back(opened);
            scenario<candidate_file> one(history, by_companion(), candidate.value, __FILE__, __LINE__);
            const auto outcome = one.when(asked).outcome();
            const char told = !outcome ? 'x' : (outcome->empty() ? '=' : '+');
            EXPECT_EQ(told, wanted[i]) << "command " << asked.index() << " in state " << i;
        }
}

}  // namespace
}  // namespace parcours
