// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "tests/workload/chances.hpp"

// What people are called and what they write. Nobody is meant: names are frequent ones, addresses reserved (RFC 2606).
namespace parcours::workload {

std::string draw_first_name(random_source& random);
std::string draw_last_name(random_source& random);
// Of the person with this number: unique, and in ASCII.
std::string make_email(std::string_view first_name, std::string_view last_name, std::size_t number);
std::string draw_phone(random_source& random);
std::string draw_postcode(random_source& random);

struct occupation {
    std::string_view title;
    std::string_view rome;
    std::string_view skills[3];
    std::string_view diploma;
};
const occupation& draw_occupation(random_source& random);
struct town {
    std::string_view name;
    std::string_view departement;
};
const town& draw_town(random_source& random);
std::string draw_company_name(random_source& random, std::size_t number);
std::string_view draw_sector(random_source& random);
std::string_view draw_adjustment(random_source& random);  // at work, for somebody disabled

// A number of an establishment with valid check digits (INSEE); `la_poste`: one that only its exception lets through.
std::string draw_siret(random_source& random, bool la_poste);

// What a text is about: it chooses the sentences.
enum class topic : std::uint8_t { application, answer, refusal, meeting, followup, note, offer, sponsorship };
// French, of 40 to 1 200 characters or a little less than the most, now and then with emoji or words from right to left.
std::string write_text(random_source& random, topic about);

}  // namespace parcours::workload
