// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace parcours {

// What a value must keep to beside its type; a breach is 422 with a pointer to the field.
struct limits {
    std::uint32_t characters_max = 200;  // of a text, in Unicode scalar values
    bool not_blank = false;              // a text must show something
    std::uint32_t items_max = 100;       // of a list
    std::int64_t least = 0;              // of a number
    std::int64_t most = 1'000'000'000;
    bool one_line = false;  // a text may hold nothing that leaves its line or turns it around
};
inline constexpr limits short_text{200, false, 100, 0, 1'000'000'000};
inline constexpr limits mandatory_short_text{200, true, 100, 0, 1'000'000'000};
inline constexpr limits line_text{200, false, 100, 0, 1'000'000'000, true};  // names and what stands beside them
inline constexpr limits mandatory_line_text{200, true, 100, 0, 1'000'000'000, true};
inline constexpr limits long_text{4000, false, 100, 0, 1'000'000'000};
inline constexpr limits mandatory_long_text{4000, true, 100, 0, 1'000'000'000};

// One field of a command, as a client sends it: its name, where it lies, its limits and its meaning in one line.
// From these follow parsing, validation, OpenAPI and the command catalogue.
template <class Owner, class T>
struct input {
    std::string_view name;
    T Owner::*member;
    limits within;
    std::string_view meaning;
    using owner = Owner;
    using value_type = T;

    constexpr input(std::string_view name_, T Owner::*member_, std::string_view meaning_)
        : name(name_), member(member_), within{}, meaning(meaning_) {}
    constexpr input(std::string_view name_, T Owner::*member_, limits within_, std::string_view meaning_)
        : name(name_), member(member_), within(within_), meaning(meaning_) {}
};
template <class Owner, class T>
input(std::string_view, T Owner::*, std::string_view) -> input<Owner, T>;
template <class Owner, class T>
input(std::string_view, T Owner::*, limits, std::string_view) -> input<Owner, T>;

}  // namespace parcours
