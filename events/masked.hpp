// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "events/declaration.hpp"

// Printing for logs and for the output of tests: what is personal shows as ***, whatever its state.
namespace parcours {

template <class T>
std::string masked(const T& value);

template <class T>
std::string masked_struct(const T& value) {
    std::string text;
    for_each_field<T>([&](const auto& each) {
        text += (text.empty() ? "{" : ", ") + std::string(each.name) + ": " + masked(value.*each.member);
    });
    return text.empty() ? "{}" : text + "}";
}

template <class... E>
std::string masked_event(const std::variant<E...>& value) {
    return std::visit([](const auto& each) { return masked(each); }, value);
}

template <class T>
inline constexpr bool is_variant = false;
template <class... E>
inline constexpr bool is_variant<std::variant<E...>> = true;

template <class T>
std::string masked(const T& value) {
    if constexpr (is_personal<T>) {
        return "***";
    } else if constexpr (std::is_same_v<T, std::string>) {
        return '"' + value + '"';
    } else if constexpr (std::is_same_v<T, bool>) {
        return value ? "true" : "false";
    } else if constexpr (std::is_arithmetic_v<T>) {
        return std::to_string(value);
    } else if constexpr (named_enum<T>) {
        return std::string(name_of(value));
    } else if constexpr (is_optional<T>) {
        return value ? masked(*value) : "none";
    } else if constexpr (is_vector<T>) {
        std::string text;
        for (const auto& each : value) text += (text.empty() ? "[" : ", ") + masked(each);
        return text.empty() ? "[]" : text + "]";
    } else if constexpr (is_variant<T>) {
        return masked_event(value);
    } else if constexpr (event<T>) {
        return std::string(T::name) + masked_struct(value);
    } else if constexpr (declared<T>) {
        return masked_struct(value);
    } else if constexpr (requires { view(value); }) {
        return to_hex(view(value));
    } else {
        return to_string(value);
    }
}

}  // namespace parcours
