// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/declaration.hpp"
#include "tests/support/random_source.hpp"

namespace parcours {

// The seed of the samples that golden files keep: every optional value is there, and lists hold two items.
inline constexpr std::uint64_t full_sample = 0;
// Stands in every personal text of a sample, and in no other.
inline constexpr std::string_view canary = "Zoé-canari";

// Values of any declared type that follow from a seed alone.
// NOTE: golden files were made from it; what full_sample gives never changes.
class sampler {
  public:
    sampler(std::uint64_t seed, std::uint64_t type) : full_(seed == full_sample), numbers_(seed * 31 + type) {}

    template <class T>
    T value() {
        T made{};
        fill(made);
        return made;
    }

  private:
    template <class T>
    void fill(T& into);
    template <class T>
    void fill(std::optional<T>& into) {
        if (full_ || numbers_.chance(600)) fill(into.emplace());
    }
    template <class T>
    void fill(std::vector<T>& into) {
        const auto items = full_ ? 2 : numbers_.below(4);
        for (std::uint64_t i = 0; i < items; ++i) into.push_back(value<T>());
    }
    template <class T>
    void fill(personal<T>& into) {
        personal_ = true;
        into = personal<T>(value<T>());
        personal_ = false;
    }
    template <class Kind>
    void fill(typed_id<Kind>& into) {
        // One after the other: in which order a call's arguments are made is the compiler's choice.
        const std::uint64_t chance = numbers_.next();
        const auto route = static_cast<route_number>(numbers_.below(1024));
        into.value = id128::make(moment(), route, chance);
    }
    template <std::size_t Size>
    void fill(std::array<unsigned char, Size>& into) {
        for (auto& octet : into) octet = static_cast<unsigned char>(numbers_.next());
    }
    void fill(std::string& into) {
        into = personal_ ? std::string(canary) : std::string("text");
        into += ' ' + std::to_string(numbers_.below(full_ ? 1000 : 1ULL << 40));
    }
    void fill(instant& into) { into = moment(); }
    void fill(calendar_day& into) {
        into = {static_cast<std::int16_t>(1990 + numbers_.below(50)), static_cast<std::uint8_t>(1 + numbers_.below(12)),
                static_cast<std::uint8_t>(1 + numbers_.below(28))};
    }
    instant moment() {
        return {static_cast<std::int64_t>(1'700'000'000'000ULL + numbers_.below(1'000'000'000'000ULL))};
    }

    bool full_;
    bool personal_ = false;
    random_source numbers_;
};

template <class T>
void sampler::fill(T& into) {
    if constexpr (named_enum<T>) {
        const auto names = names_of(T{});
        into = names[numbers_.below(names.size())].value;
    } else if constexpr (std::is_same_v<T, bool>) {
        into = numbers_.chance(500);
    } else if constexpr (std::is_arithmetic_v<T>) {
        into = static_cast<T>(numbers_.next());
    } else {
        for_each_field<T>([&](const auto& each) { fill(into.*each.member); });
    }
}

}  // namespace parcours
