// SPDX-License-Identifier: Apache-2.0
#include "commands/deciders/siret.hpp"

#include <algorithm>

namespace parcours {
namespace {

constexpr std::size_t length = 14;
constexpr std::string_view la_poste = "356000000";

int digit(char letter) { return letter - '0'; }

int luhn_sum(std::string_view digits) {
    int sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        const int value = digit(digits[digits.size() - 1 - i]) * (i % 2 == 1 ? 2 : 1);
        sum += value > 9 ? value - 9 : value;
    }
    return sum;
}

int plain_sum(std::string_view digits) {
    int sum = 0;
    for (const char each : digits) sum += digit(each);
    return sum;
}

}  // namespace

bool is_siret(std::string_view text) {
    const bool digits = std::all_of(text.begin(), text.end(), [](char each) { return each >= '0' && each <= '9'; });
    if (text.size() != length || !digits || plain_sum(text) == 0) return false;
    if (luhn_sum(text) % 10 == 0) return true;
    return text.substr(0, la_poste.size()) == la_poste && plain_sum(text) % 5 == 0;
}

}  // namespace parcours
