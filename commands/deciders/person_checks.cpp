// SPDX-License-Identifier: Apache-2.0
#include "commands/deciders/person_checks.hpp"

#include <algorithm>

#include "events/text.hpp"

namespace parcours {
namespace {

constexpr std::size_t email_octets_max = 254;  // RFC 5321, 4.5.3.1.3 less the angle brackets
constexpr std::size_t local_octets_max = 64;   // RFC 5321, 4.5.3.1.1
constexpr std::size_t label_octets_max = 63;   // RFC 1035, 2.3.4

bool is_letter_or_digit(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9');
}
bool is_local_letter(char letter) {
    return is_letter_or_digit(letter) ||
           std::string_view("!#$%&'*+/=?^_`{|}~.-").find(letter) != std::string_view::npos;
}

bool is_label(std::string_view label) {
    return !label.empty() && label.size() <= label_octets_max && label.front() != '-' && label.back() != '-' &&
           std::all_of(label.begin(), label.end(), [](char each) { return is_letter_or_digit(each) || each == '-'; });
}

bool is_domain(std::string_view domain) {
    std::size_t labels = 0;
    for (;;) {
        const auto dot = domain.find('.');
        if (!is_label(domain.substr(0, dot))) return false;
        ++labels;
        if (dot == std::string_view::npos) return labels >= 2;
        domain.remove_prefix(dot + 1);
    }
}

}  // namespace

bool is_email(std::string_view text) {
    const auto at = text.find('@');
    if (text.size() > email_octets_max || at == std::string_view::npos || at == 0 || at > local_octets_max)
        return false;
    const auto local = text.substr(0, at);
    return local.front() != '.' && local.back() != '.' && local.find("..") == std::string_view::npos &&
           std::all_of(local.begin(), local.end(), is_local_letter) && is_domain(text.substr(at + 1));
}

bool is_of_age(calendar_day born, std::uint32_t years, instant now) {
    const auto today = parse_calendar_day(to_string(now).substr(0, 10));
    if (!today) return false;
    calendar_day birthday = born;
    birthday.year = static_cast<std::int16_t>(born.year + static_cast<std::int16_t>(years));
    return birthday <= *today;
}

bool is_mandatory(const charter& terms, const std::string& role, const std::string& field) {
    const auto found = terms.mandatory_fields.find(role);
    return found != terms.mandatory_fields.end() && found->second.count(field) != 0;
}

bool is_forbidden(const charter& terms, const std::string& role, const std::string& field) {
    const auto found = terms.forbidden_fields.find(role);
    return found != terms.forbidden_fields.end() && found->second.count(field) != 0;
}

void check_identity(const charter& terms, const std::string& role, const person_identity& identity,
                    field_faults& faults) {
    if (is_mandatory(terms, role, "first_name") && is_blank(identity.first_name))
        faults.push_back({"/identity/first_name", "blank", {}, false});
    if (is_mandatory(terms, role, "last_name") && is_blank(identity.last_name))
        faults.push_back({"/identity/last_name", "blank", {}, false});
    if (is_mandatory(terms, role, "birth_date") && !identity.birth_date)
        faults.push_back({"/identity/birth_date", "mandatory", {}, false});
    if (is_forbidden(terms, role, "birth_date") && identity.birth_date)
        faults.push_back({"/identity/birth_date", "forbidden", {}, false});
}

void check_contact(const person_contact& contact, field_faults& faults) {
    if (!is_email(contact.email)) faults.push_back({"/contact/email", "invalid", {}, false});
}

}  // namespace parcours
