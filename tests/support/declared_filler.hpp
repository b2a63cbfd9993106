// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/random_source.hpp"
#include "tests/support/written_history.hpp"

namespace parcours {

// Values of any declared type; ids are few, so that streams meet in lists and counts. Events of one stream are told with
// one candidate, organisation and offer, as in life. A kind of member that it does not know does not compile.
class declared_filler {
  public:
    enum class personal_values : std::uint8_t { sealed, clear };

    declared_filler(random_source& random, const id128& stream, personal_values how = personal_values::sealed)
        : random_(random), stream_(stream), how_(how) {}

    template <declared T>
    T made() {
        T value{};
        for_each_field<T>([&](const auto& each) { fill(value.*each.member, each.name); });
        return value;
    }
    // The alternative of this number.
    template <class Variant, std::size_t At = 0>
    Variant alternative(std::size_t number) {
        if constexpr (At + 1 < std::variant_size_v<Variant>)
            if (number != At) return alternative<Variant, At + 1>(number);
        return made<std::variant_alternative_t<At, Variant>>();
    }

    template <class T>
    void fill(T& value, std::string_view name);

  private:
    template <class T>
    void fill_personal(personal<T>& value, std::string_view name) {
        const std::uint64_t drawn = random_.below(3);  // once, so that both kinds of fillers stay level
        if (how_ == personal_values::sealed) {
            value = cell_of(std::string(name) + std::to_string(drawn));
        } else {
            random_source inner(drawn);
            T clear{};
            declared_filler(inner, stream_, how_).fill(clear, name);
            value = std::move(clear);
        }
    }
    void fill_id(person_id& value, std::string_view name) {
        value = name == "candidate" ? person_id{{stream_.route(), 100}} : person_id{{3, 400 + random_.below(3)}};
    }
    void fill_id(organisation_id& value, std::string_view) { value = {{stream_.low % 2, 200}}; }
    void fill_id(offer_id& value, std::string_view) { value = {{stream_.low % 2, 300}}; }
    template <class Kind>
    void fill_id(typed_id<Kind>& value, std::string_view) {
        value.value = {stream_.route(), 500 + random_.below(3)};
    }
    template <class T>
    void fill_octets(T& value) {
        value.fill(static_cast<unsigned char>(1 + random_.below(3)));
    }
    instant moment() { return {written_history::beginning.ms + static_cast<std::int64_t>(random_.below(1000))}; }

    random_source& random_;
    id128 stream_;
    personal_values how_;
};

template <class T>
void declared_filler::fill(T& value, std::string_view name) {
    if constexpr (is_personal<T>) {
        fill_personal(value, name);
    } else if constexpr (is_optional<T>) {
        if (random_.chance(600)) fill(value.emplace(), name);
    } else if constexpr (is_vector<T>) {
        value.resize(random_.below(4));
        for (auto& each : value) fill(each, name);
    } else if constexpr (requires { T::prefix; }) {
        fill_id(value, name);
    } else if constexpr (std::is_same_v<T, std::string>) {
        value = std::string(name).substr(0, 3) + static_cast<char>('a' + random_.below(3));
    } else if constexpr (named_enum<T>) {
        value = names_of(T{})[random_.below(names_of(T{}).size())].value;
    } else if constexpr (std::is_same_v<T, bool>) {
        value = random_.chance(500);
    } else if constexpr (std::is_arithmetic_v<T>) {
        value = static_cast<T>(random_.below(5));
    } else if constexpr (std::is_same_v<T, instant>) {
        value = moment();
    } else if constexpr (std::is_same_v<T, calendar_day>) {
        value = {2026, static_cast<std::uint8_t>(1 + random_.below(12)), 28};
    } else if constexpr (std::is_same_v<T, token128> || std::is_same_v<T, digest>) {
        fill_octets(value);
    } else {
        value = made<T>();
    }
}

}  // namespace parcours
