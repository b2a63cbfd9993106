// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/values/contract.hpp"

// What a candidate's file holds.
namespace parcours {

// The parts of a candidate's file, each written as a whole. NOTE: the numbers and names are the stored format.
enum class profile_section : std::uint8_t {
    presentation = 1,
    situation = 2,
    search = 3,
    skills = 4,
    education = 5,
    experience = 6,
    languages = 7
};
constexpr auto names_of(profile_section) {
    using enum profile_section;
    return std::array{named{presentation, "presentation"},
                      named{situation, "situation"},
                      named{search, "search"},
                      named{skills, "skills"},
                      named{education, "education"},
                      named{experience, "experience"},
                      named{languages, "languages"}};
}

// One training in a file.
struct education_entry {
    std::string title;
    std::optional<std::string> school;
    std::optional<std::uint16_t> year;
    std::optional<std::string> comment;

    static constexpr auto fields() {
        using e = education_entry;
        return std::tuple{part{"title", &e::title, "diploma or training"}, part{"school", &e::school, "where"},
                          part{"year", &e::year, "of its end"}, part{"comment", &e::comment, "in their own words"}};
    }
    bool operator==(const education_entry&) const = default;
};

// One experience in a file.
struct experience_entry {
    std::string title;
    std::optional<std::string> organisation;
    std::optional<calendar_day> starts_on;
    std::optional<calendar_day> ends_on;
    std::optional<std::string> comment;

    static constexpr auto fields() {
        using e = experience_entry;
        return std::tuple{part{"title", &e::title, "what they did"}, part{"organisation", &e::organisation, "where"},
                          part{"starts_on", &e::starts_on, "first day"}, part{"ends_on", &e::ends_on, "last day"},
                          part{"comment", &e::comment, "in their own words"}};
    }
    bool operator==(const experience_entry&) const = default;
};

// One language in a file.
struct language_entry {
    std::string language;
    std::optional<std::string> level;

    static constexpr auto fields() {
        using e = language_entry;
        return std::tuple{part{"language", &e::language, "which"}, part{"level", &e::level, "how well"}};
    }
    bool operator==(const language_entry&) const = default;
};

// What a section of a file holds: it fills the parts that are its own. Sealed in the category profile.
struct section_content {
    std::optional<std::string> title;
    std::optional<std::string> situation;
    std::optional<std::string> search;
    std::optional<contract_kind> contract;
    std::optional<std::string> level;
    std::optional<std::string> departement;
    std::optional<std::vector<std::string>> skills;
    std::optional<std::vector<education_entry>> education;
    std::optional<std::vector<experience_entry>> experience;
    std::optional<std::vector<language_entry>> languages;
    std::optional<std::string> text;

    static constexpr auto fields() {
        using e = section_content;
        return std::tuple{part{"title", &e::title, "the line under the name"},
                          part{"situation", &e::situation, "what they do at present"},
                          part{"search", &e::search, "what they look for"},
                          part{"contract", &e::contract, "the contract they look for"},
                          part{"level", &e::level, "level of education"},
                          part{"departement", &e::departement, "where they look"},
                          part{"skills", &e::skills, "what they can do"},
                          part{"education", &e::education, "trainings, latest first"},
                          part{"experience", &e::experience, "experiences, latest first"},
                          part{"languages", &e::languages, "languages"},
                          part{"text", &e::text, "free text"}};
    }
    bool operator==(const section_content&) const = default;
};

// Disability and health, which stand nowhere else. Sealed in the category sensitive.
struct sensitive_content {
    std::optional<std::string> disability;
    std::optional<std::string> accommodation;
    std::optional<std::string> text;

    static constexpr auto fields() {
        using e = sensitive_content;
        return std::tuple{part{"disability", &e::disability, "recognised disability"},
                          part{"accommodation", &e::accommodation, "what has to be arranged at work"},
                          part{"text", &e::text, "free text"}};
    }
    bool operator==(const sensitive_content&) const = default;
};

}  // namespace parcours
