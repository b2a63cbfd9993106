// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/declaration.hpp"

// What accounts hold of a person, each sealed as a whole.
namespace parcours {

// Who somebody is. Sealed in the category identity.
struct person_identity {
    std::string first_name;
    std::string last_name;
    std::optional<calendar_day> birth_date;

    static constexpr auto fields() {
        using e = person_identity;
        return std::tuple{part{"first_name", &e::first_name, "first name"},
                          part{"last_name", &e::last_name, "family name"},
                          part{"birth_date", &e::birth_date, "where the charter asks for it"}};
    }
    bool operator==(const person_identity&) const = default;
};

// How to reach somebody. Sealed in the category contact.
struct person_contact {
    std::string email;
    std::optional<std::string> phone;
    std::optional<std::string> postcode;

    static constexpr auto fields() {
        using e = person_contact;
        return std::tuple{part{"email", &e::email, "e-mail address, by which they sign in"},
                          part{"phone", &e::phone, "phone number"}, part{"postcode", &e::postcode, "where they live"}};
    }
    bool operator==(const person_contact&) const = default;
};

// What somebody shows of their office. Sealed in the category professional.
struct professional_profile {
    std::optional<std::string> function_;
    std::optional<std::string> office_phone;
    std::optional<std::string> office_place;
    std::optional<std::string> presentation;

    static constexpr auto fields() {
        using e = professional_profile;
        return std::tuple{part{"function", &e::function_, "what they do there"},
                          part{"office_phone", &e::office_phone, "phone number of the office"},
                          part{"office_place", &e::office_place, "where the office is"},
                          part{"presentation", &e::presentation, "what they say of their work"}};
    }
    bool operator==(const professional_profile&) const = default;
};

// Whom an offer names for questions. Sealed in the category professional.
struct offer_contact {
    std::optional<std::string> name;
    std::optional<std::string> email;
    std::optional<std::string> phone;

    static constexpr auto fields() {
        using e = offer_contact;
        return std::tuple{part{"name", &e::name, "whom to ask for"}, part{"email", &e::email, "e-mail address"},
                          part{"phone", &e::phone, "phone number"}};
    }
    bool operator==(const offer_contact&) const = default;
};

}  // namespace parcours
