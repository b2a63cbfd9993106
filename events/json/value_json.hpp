// SPDX-License-Identifier: Apache-2.0
// Include only in .cpp files of `events/json` and `query_api` (Boost.JSON is a vendor): JSON of a clear value and back.
#pragma once

#include <cmath>
#include <limits>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "events/declaration.hpp"
#include "events/json/json_problem.hpp"

namespace parcours {

template <class T>
inline constexpr bool is_json_id = false;
template <class Kind>
inline constexpr bool is_json_id<typed_id<Kind>> = true;

template <class T>
void write_json(const T& value, boost::json::value& into);

template <declared T>
void write_json_parts(const T& value, boost::json::object& into) {
    for_each_field<T>([&]<class Part>(const Part& each) {
        static_assert(!is_personal<typename Part::value_type>, "a cell is rendered by an opener alone");
        const auto& member = value.*each.member;
        if constexpr (is_optional<typename Part::value_type>) {
            if (member) write_json(*member, into[each.name]);
        } else {
            write_json(member, into[each.name]);
        }
    });
}

template <class T>
void write_json(const T& value, boost::json::value& into) {
    static_assert(!is_personal<T>, "a cell is rendered by an opener alone");
    if constexpr (std::is_same_v<T, std::string>) {
        into = boost::json::string_view(value.data(), value.size());
    } else if constexpr (std::is_arithmetic_v<T>) {
        into = value;
    } else if constexpr (named_enum<T>) {
        into = name_of(value);
    } else if constexpr (is_optional<T>) {
        if (value)
            write_json(*value, into);
        else
            into = nullptr;
    } else if constexpr (is_vector<T>) {
        auto& list = into.emplace_array();
        for (const auto& each : value) write_json(each, list.emplace_back(nullptr));
    } else if constexpr (declared<T>) {
        write_json_parts(value, into.emplace_object());
    } else if constexpr (requires { view(value); }) {
        into = to_hex(view(value));
    } else {
        into = to_string(value);
    }
}

// "/a/b": what is wrong with a value is told by RFC 6901 pointers.
inline std::string json_pointer(const std::string& above, std::string_view key) {
    std::string pointer = above + '/';
    for (const char letter : key) {
        if (letter == '~')
            pointer += "~0";
        else if (letter == '/')
            pointer += "~1";
        else
            pointer += letter;
    }
    return pointer;
}

template <class T>
bool read_json(const boost::json::value& from, const std::string& pointer, json_problems& problems, T& into);

template <class Number>
bool read_json_number(const boost::json::value& from, Number& into) {
    if constexpr (std::is_floating_point_v<Number>) {
        if (!from.is_number()) return false;
        into = from.to_number<Number>();
        return std::isfinite(into);
    } else {
        if (const auto* whole = from.if_int64()) {
            into = static_cast<Number>(*whole);
            return std::in_range<Number>(*whole);
        }
        const auto* large = from.if_uint64();
        if (large == nullptr) return false;
        into = static_cast<Number>(*large);
        return std::in_range<Number>(*large);
    }
}

// A text without NUL, which no reader of ours could show. (The parser has checked that it is UTF-8.)
inline bool read_json_text(const boost::json::value& from, std::string& into) {
    const auto* text = from.if_string();
    if (text == nullptr || text->find('\0') != boost::json::string::npos) return false;
    into.assign(text->data(), text->size());
    return true;
}

template <declared T>
bool read_json_parts(const boost::json::value& from, const std::string& pointer, json_problems& problems, T& into) {
    const auto* object = from.if_object();
    if (object == nullptr) {
        problems.push_back({pointer, json_fault::wrong_type});
        return false;
    }
    const auto before = problems.size();
    std::size_t found = 0;
    for_each_field<T>([&]<class Part>(const Part& each) {
        const auto* member = object->if_contains(each.name);
        if (member != nullptr) {
            ++found;
            read_json(*member, json_pointer(pointer, each.name), problems, into.*each.member);
        } else if constexpr (!is_optional<typename Part::value_type>) {
            problems.push_back({json_pointer(pointer, each.name), json_fault::missing});
        }
    });
    if (found != object->size())
        for (const auto& member : *object) {
            bool known = false;
            for_each_field<T>([&](const auto& each) { known = known || member.key() == each.name; });
            if (!known) problems.push_back({json_pointer(pointer, member.key()), json_fault::unknown_field});
        }
    return problems.size() == before;
}

template <class T>
bool read_json_scalar(const boost::json::value& from, T& into) {
    if constexpr (std::is_same_v<T, std::string>) {
        return read_json_text(from, into);
    } else if constexpr (std::is_same_v<T, bool>) {
        if (const auto* truth = from.if_bool()) into = *truth;
        return from.is_bool();
    } else if constexpr (std::is_arithmetic_v<T>) {
        return read_json_number(from, into);
    } else {
        const auto* text = from.if_string();
        if (text == nullptr) return false;
        const std::string_view words(text->data(), text->size());
        std::optional<T> parsed;
        if constexpr (named_enum<T>)
            parsed = parse_name<T>(words);
        else if constexpr (is_json_id<T>)
            parsed = parse_id<T>(words);
        else if constexpr (std::is_same_v<T, instant>)
            parsed = parse_instant(words);
        else
            parsed = parse_calendar_day(words);
        if (parsed) into = *parsed;
        return parsed.has_value();
    }
}

// Reads a clear value; notes every problem and returns whether there was none. What the value may be beside its type
// (lengths, ranges) is its command's matter. A number, enumeration, id or time that is none is `wrong_type` or `invalid`.
template <class T>
bool read_json(const boost::json::value& from, const std::string& pointer, json_problems& problems, T& into) {
    if constexpr (is_optional<T>) {
        if (from.is_null()) {
            into.reset();
            return true;
        }
        return read_json(from, pointer, problems, into.emplace());
    } else if constexpr (is_vector<T>) {
        const auto* list = from.if_array();
        if (list == nullptr) {
            problems.push_back({pointer, json_fault::wrong_type});
            return false;
        }
        bool sound = true;
        into.clear();
        for (const auto& each : *list) {
            typename T::value_type item{};
            sound = read_json(each, json_pointer(pointer, std::to_string(into.size())), problems, item) && sound;
            into.push_back(std::move(item));
        }
        return sound;
    } else if constexpr (declared<T>) {
        return read_json_parts(from, pointer, problems, into);
    } else {
        if (read_json_scalar(from, into)) return true;
        const bool right_type =
            std::is_arithmetic_v<T> ? from.is_number() && !std::is_same_v<T, bool> : from.is_string();
        problems.push_back({pointer, right_type ? json_fault::invalid : json_fault::wrong_type});
        return false;
    }
}

}  // namespace parcours
