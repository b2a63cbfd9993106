// SPDX-License-Identifier: Apache-2.0
// Include only in .cpp files of `events/codec`: how each kind of value is stored.
#pragma once

#include "events/codec/archive.hpp"
#include "events/declaration.hpp"

namespace parcours::codec {

template <class T>
void put(writer& archive, const T& value);
template <class T>
void get(reader& archive, T& value);

template <class T>
inline constexpr bool is_typed_id = false;
template <class Kind>
inline constexpr bool is_typed_id<typed_id<Kind>> = true;

template <class T>
void put(writer& archive, const T& value) {
    if constexpr (std::is_arithmetic_v<T> || std::is_same_v<T, std::string> || std::is_same_v<T, digest> ||
                  std::is_same_v<T, token128>) {
        archive(value);
    } else if constexpr (std::is_enum_v<T>) {
        static_assert(named_enum<T> && sizeof(T) == 1, "a stored enumeration lists its names and is one octet");
        archive(static_cast<std::uint8_t>(value));
    } else if constexpr (is_typed_id<T>) {
        archive(value.value.high, value.value.low);
    } else if constexpr (std::is_same_v<T, instant>) {
        archive(value.ms);
    } else if constexpr (std::is_same_v<T, calendar_day>) {
        archive(value.year, value.month, value.day);
    } else if constexpr (is_optional<T>) {
        archive(value.has_value());
        if (value) put(archive, *value);
    } else if constexpr (is_vector<T>) {
        archive(static_cast<std::uint32_t>(value.size()));
        for (const auto& each : value) put(archive, each);
    } else {
        static_assert(declared<T> && fully_declared_fields<T>, "a stored struct declares all its members");
        for_each_field<T>([&](const auto& each) { put(archive, value.*each.member); });
    }
}

template <class Enum>
void get_enum(reader& archive, Enum& value) {
    std::uint8_t number = 0;
    archive(number);
    value = static_cast<Enum>(number);
    if (name_of(value) == "unknown") throw cereal::Exception("an enumeration's number is unknown");
}

template <class T>
void get(reader& archive, T& value) {
    if constexpr (std::is_arithmetic_v<T> || std::is_same_v<T, std::string> || std::is_same_v<T, digest> ||
                  std::is_same_v<T, token128>) {
        archive(value);
    } else if constexpr (std::is_enum_v<T>) {
        get_enum(archive, value);
    } else if constexpr (is_typed_id<T>) {
        archive(value.value.high, value.value.low);
    } else if constexpr (std::is_same_v<T, instant>) {
        archive(value.ms);
    } else if constexpr (std::is_same_v<T, calendar_day>) {
        archive(value.year, value.month, value.day);
    } else if constexpr (is_optional<T>) {
        bool present = false;
        archive(present);
        value.reset();
        if (present) get(archive, value.emplace());
    } else if constexpr (is_vector<T>) {
        std::uint32_t count = 0;
        archive(count);
        archive.bounded(count, 1);
        value.clear();
        for (std::uint32_t i = 0; i < count; ++i) get(archive, value.emplace_back());
    } else {
        static_assert(declared<T> && fully_declared_fields<T>, "a stored struct declares all its members");
        for_each_field<T>([&](const auto& each) { get(archive, value.*each.member); });
    }
}

}  // namespace parcours::codec
