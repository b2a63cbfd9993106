// SPDX-License-Identifier: Apache-2.0
// Include only in .cpp files of `commands/parsing`, which instantiate it: one input of a command from JSON, within its limits.
#pragma once

#include <string>

#include "commands/command.hpp"
#include "commands/field_fault.hpp"
#include "events/json/value_json.hpp"
#include "events/text.hpp"

namespace parcours {

// A fault of form as a fault of a field: a value that is no such id, day or number is out of bounds, not malformed.
inline field_fault fault_of(const json_problem& problem) {
    return {problem.pointer, std::string(to_string(problem.fault)), {}, problem.fault != json_fault::invalid};
}

inline void check_text(const std::string& text, const limits& within, const std::string& pointer,
                       field_faults& faults) {
    if (count_characters(text) > within.characters_max)
        faults.push_back({pointer, "too_long", std::to_string(within.characters_max), false});
    else if (within.not_blank && is_blank(text))
        faults.push_back({pointer, "blank", {}, false});
    else if (within.one_line && !is_one_line(text))
        faults.push_back({pointer, "not_one_line", {}, false});
}

template <class T>
void check_limits(const T& value, const limits& within, const std::string& pointer, field_faults& faults) {
    if constexpr (is_personal<T>) {
        check_limits(value.clear(), within, pointer, faults);
    } else if constexpr (is_optional<T>) {
        if (value) check_limits(*value, within, pointer, faults);
    } else if constexpr (std::is_same_v<T, std::string>) {
        check_text(value, within, pointer, faults);
    } else if constexpr (std::is_arithmetic_v<T> && !std::is_same_v<T, bool>) {
        if (std::cmp_less(value, within.least))
            faults.push_back({pointer, "too_small", std::to_string(within.least), false});
        else if (std::cmp_greater(value, within.most))
            faults.push_back({pointer, "too_large", std::to_string(within.most), false});
    } else if constexpr (is_vector<T>) {
        if (value.size() > within.items_max)
            faults.push_back({pointer, "too_many", std::to_string(within.items_max), false});
        std::size_t index = 0;
        for (const auto& each : value)
            check_limits(each, within, json_pointer(pointer, std::to_string(index++)), faults);
    } else if constexpr (declared<T>) {
        // A structure's own texts keep its input's length; that one of them is blank is said by leaving it out.
        limits inside = within;
        inside.not_blank = false;
        for_each_field<T>([&](const auto& each) {
            check_limits(value.*each.member, inside, json_pointer(pointer, each.name), faults);
        });
    }
}

template <class T>
bool read_value(const boost::json::value& from, const std::string& pointer, json_problems& problems, T& into) {
    if constexpr (is_personal<T>) {
        typename T::value_type clear{};
        const bool sound = read_json(from, pointer, problems, clear);
        into = std::move(clear);
        return sound;
    } else if constexpr (holds_personal<T>) {
        if (from.is_null()) {
            into.reset();
            return true;
        }
        return read_value(from, pointer, problems, into.emplace());
    } else {
        return read_json(from, pointer, problems, into);
    }
}

// Every input of a command from its body; notes all that is wrong.
template <command_declaration C>
void read_inputs(const boost::json::object& body, C& into, field_faults& faults) {
    std::size_t found = 0;
    for_each_input<C>([&]<class Input>(const Input& each) {
        const std::string pointer = json_pointer("", each.name);
        const auto* value = body.if_contains(each.name);
        if (value == nullptr) {
            if constexpr (!is_optional<typename Input::value_type>)
                faults.push_back({pointer, std::string(to_string(json_fault::missing)), {}, true});
            return;
        }
        ++found;
        json_problems problems;
        auto& member = into.*each.member;
        if (read_value(*value, pointer, problems, member)) check_limits(member, each.within, pointer, faults);
        for (const auto& problem : problems) faults.push_back(fault_of(problem));
    });
    if (found == body.size()) return;
    for (const auto& member : body) {
        bool known = false;
        for_each_input<C>([&](const auto& each) { known = known || member.key() == each.name; });
        if (!known)
            faults.push_back(
                {json_pointer("", member.key()), std::string(to_string(json_fault::unknown_field)), {}, true});
    }
}

}  // namespace parcours
