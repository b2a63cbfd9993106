// SPDX-License-Identifier: Apache-2.0
#include "events/registry/event_registry.hpp"

#include <set>

#include <gtest/gtest.h>

#include "events/registry/catalogue.hpp"
#include "tests/events/streams/event_case.hpp"
#include "tests/support/golden.hpp"

namespace parcours {
namespace {

bool is_snake_case(std::string_view name) {
    return !name.empty() && name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos &&
           name.front() != '_' && name.back() != '_';
}

TEST(TheRegistry, KnowsEveryTypeThatIsTested) {
    ASSERT_EQ(all_event_types().size(), all_event_cases().size());
    for (const auto& each : all_event_cases()) {
        const auto* type = find_event_type(each.name, each.version);
        ASSERT_NE(type, nullptr) << each.name;
        EXPECT_EQ(type->stream, each.kind);
        EXPECT_EQ(type->superseded, each.superseded);
    }
    EXPECT_EQ(find_event_type("application_refused", 3), nullptr);
    EXPECT_EQ(find_event_type("", 1), nullptr);
}

TEST(EveryEventName, IsOfOneFamilyAndHasEveryVersionUpToThePresentOne) {
    std::map<std::string_view, std::set<int>> versions;
    std::map<std::string_view, std::set<stream_kind>> families;
    std::map<std::string_view, int> present;
    for (const auto& each : all_event_types()) {
        EXPECT_TRUE(is_snake_case(each.name)) << each.name;
        EXPECT_TRUE(versions[each.name].insert(each.version).second) << each.name << " twice";
        families[each.name].insert(each.stream);
        EXPECT_TRUE(each.superseded || present.emplace(each.name, each.version).second) << each.name;
    }
    for (const auto& [name, found] : versions) {
        EXPECT_EQ(families[name].size(), 1U) << name;
        EXPECT_EQ(*found.begin(), 1) << name;
        EXPECT_EQ(*found.rbegin(), present[name]) << name;
        EXPECT_EQ(found.size(), static_cast<std::size_t>(present[name])) << name;
    }
}

TEST(EveryField, SaysWhatItMeans) {
    for (const auto& type : all_event_types()) {
        EXPECT_TRUE(type.meaning.ends_with('.')) << type.name;
        for (const auto& field : type.fields) {
            EXPECT_TRUE(is_snake_case(field.name)) << type.name << '.' << field.name;
            EXPECT_FALSE(field.meaning.empty()) << type.name << '.' << field.name;
        }
    }
}

// What is sensitive stands in one event and nowhere else.
TEST(TheSensitiveCategory, HasAnEventOfItsOwn) {
    for (const auto& type : all_event_types())
        for (const auto& field : type.fields)
            EXPECT_TRUE(field.category != category_name::sensitive ||
                        type.name == "candidate_sensitive_section_updated")
                << type.name;
}

TEST(WhatCompanionAndCandidateSayToEachOther, IsNeverInAGroupThatARecruiterReads) {
    for (const auto& type : all_event_types())
        for (const auto& field : type.fields)
            EXPECT_TRUE(field.category != category_name::followup || field.in == group::followup) << type.name;
}

// A refusal and an outcome that disappoints cannot be written without their message (APT-CAN-13, APT-CAN-23).
TEST(ARefusal, CarriesAMessage) {
    for (const auto* name : {"application_refused", "no_hiring_declared", "application_returned"}) {
        const auto& all = all_event_types();
        const auto type = std::find_if(all.begin(), all.end(),
                                       [&](const auto& each) { return each.name == name && !each.superseded; });
        ASSERT_NE(type, all.end());
        EXPECT_TRUE(std::any_of(type->fields.begin(), type->fields.end(), [](const auto& field) {
            return (field.name == "message" || field.name == "reason") && !field.type.optional && field.category;
        })) << name;
    }
}

TEST(TheWordsOfCharters, AreThePartsOfSealedStructures) {
    const auto words = personal_parts({category_name::identity, category_name::contact, category_name::profile});
    for (const auto* word :
         {"identity.first_name", "identity.last_name", "identity.birth_date", "contact.email", "contact.phone",
          "profile.title", "profile.skills", "profile.education", "profile.languages"})
        EXPECT_TRUE(words.contains(word)) << word;
    EXPECT_FALSE(words.contains("sensitive.disability"));
    const auto sensitive = personal_parts({category_name::sensitive});
    EXPECT_TRUE(sensitive.contains("sensitive.disability"));
}

TEST(WhatRemainsAfterErasure, IsTheClearValueOrThatThereWasOne) {
    const auto* sent = find_event_type("application_submitted", 1);
    ASSERT_NE(sent, nullptr);
    for (const auto& field : sent->fields)
        EXPECT_EQ(remains_after_erasure(field) == "the value", !field.category) << field.name;
}

TEST(TheEventCatalogue, IsThePageInTheDocuments) {
    const auto page = event_catalogue_markdown(all_event_types());
    EXPECT_EQ(golden_text("docs/event_catalogue.md", page), page)
        << "the page is stale; PARCOURS_WRITE_GOLDEN=1 writes it anew";
}

}  // namespace
}  // namespace parcours
