// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/values/profile.hpp"

// Copies of a file as they go with an application: never anything sensitive, a birth date or the situation.
namespace parcours {

// The line that stands for a candidate in lists. Sealed under its application or sponsorship.
struct snapshot_headline {
    std::string name;
    std::string title;

    static constexpr auto fields() {
        using e = snapshot_headline;
        return std::tuple{part{"name", &e::name, "first and family name"},
                          part{"title", &e::title, "the line under the name; empty: none"}};
    }
    bool operator==(const snapshot_headline&) const = default;
};

// What of a file goes to the organisation: the fields that the charter lists, the others stay empty.
struct snapshot_body {
    std::string first_name;
    std::string last_name;
    std::optional<std::string> email;
    std::optional<std::string> phone;
    std::optional<std::string> postcode;
    std::string title;
    std::optional<std::string> search;
    std::optional<contract_kind> contract;
    std::optional<std::string> level;
    std::optional<std::string> departement;
    std::vector<std::string> skills;
    std::vector<education_entry> education;
    std::vector<experience_entry> experience;
    std::vector<language_entry> languages;
    std::optional<std::string> text;

    static constexpr auto fields() {
        using e = snapshot_body;
        return std::tuple{part{"first_name", &e::first_name, "first name"},
                          part{"last_name", &e::last_name, "family name"},
                          part{"email", &e::email, "e-mail address"},
                          part{"phone", &e::phone, "phone number"},
                          part{"postcode", &e::postcode, "where they live"},
                          part{"title", &e::title, "the line under the name"},
                          part{"search", &e::search, "what they look for"},
                          part{"contract", &e::contract, "the contract they look for"},
                          part{"level", &e::level, "level of education"},
                          part{"departement", &e::departement, "where they look"},
                          part{"skills", &e::skills, "what they can do"},
                          part{"education", &e::education, "trainings"},
                          part{"experience", &e::experience, "experiences"},
                          part{"languages", &e::languages, "languages"},
                          part{"text", &e::text, "free text"}};
    }
    bool operator==(const snapshot_body&) const = default;
};

// What statistics count by: the facets that the charter lists, the others stay empty.
struct application_facets {
    std::optional<std::string> age_band;
    std::optional<std::string> level;
    std::optional<contract_kind> contract;
    std::optional<std::string> departement;

    static constexpr auto fields() {
        using e = application_facets;
        return std::tuple{part{"age_band", &e::age_band, "age in bands"},
                          part{"level", &e::level, "level of education"},
                          part{"contract", &e::contract, "the contract they look for"},
                          part{"departement", &e::departement, "where they look"}};
    }
    bool operator==(const application_facets&) const = default;
};

}  // namespace parcours
