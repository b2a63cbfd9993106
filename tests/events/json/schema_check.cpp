// SPDX-License-Identifier: Apache-2.0
#include "tests/events/json/schema_check.hpp"

#include <regex>
#include <set>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "events/time.hpp"

namespace parcours {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

bool is_of_type(std::string_view type, const value& what) {
    if (type == "object") return what.is_object();
    if (type == "array") return what.is_array();
    if (type == "string") return what.is_string();
    if (type == "boolean") return what.is_bool();
    if (type == "integer") return what.is_int64() || what.is_uint64();
    return type == "number" && what.is_number();
}

bool is_among(const array& allowed, const value& what) {
    for (const auto& each : allowed)
        if (each == what) return true;
    return false;
}

bool is_in_range(const object& schema, const value& what) {
    if (!schema.contains("minimum")) return true;
    const auto number = what.to_number<double>();
    return number >= schema.at("minimum").to_number<double>() && number <= schema.at("maximum").to_number<double>();
}

std::string breach_of_text(const object& schema, const std::string& text, const std::string& at) {
    if (const auto* pattern = schema.if_contains("pattern"))
        if (!std::regex_match(text, std::regex(pattern->as_string().c_str()))) return at + " is not of its pattern";
    if (const auto* format = schema.if_contains("format")) {
        const bool sound = *format == "date" ? parse_calendar_day(text).has_value() : parse_instant(text).has_value();
        if (!sound) return at + " is not of its format";
    }
    return {};
}

std::string breach_of_parts(const object& schema, const object& what, const std::string& at) {
    const auto& properties = schema.at("properties").as_object();
    if (const auto* required = schema.if_contains("required"))
        for (const auto& name : required->as_array())
            if (!what.contains(name.as_string())) return at + " lacks a required member";
    for (const auto& member : what) {
        const std::string place = at + '/' + std::string(member.key());
        const auto* known = properties.if_contains(member.key());
        if (known == nullptr) return place + " is no member";
        if (auto breach = breach_of(known->as_object(), member.value(), place); !breach.empty()) return breach;
    }
    return {};
}

std::string breach_of_choice(const array& choices, const value& what, const std::string& at) {
    int kept = 0;
    for (const auto& each : choices) kept += breach_of(each.as_object(), what, at).empty() ? 1 : 0;
    return kept == 1 ? "" : at + " keeps to " + std::to_string(kept) + " of the forms of which it must have one";
}

}  // namespace

std::string breach_of(const object& schema, const value& what, const std::string& at) {
    static const std::set<std::string> words = {
        "$schema", "$id",    "title",   "description", "type",  "properties", "required", "enum",
        "pattern", "format", "minimum", "maximum",     "items", "oneOf",      "const",    "additionalProperties"};
    for (const auto& word : schema)
        if (!words.contains(std::string(word.key()))) return at + " has a schema with an unknown word";
    if (const auto* choices = schema.if_contains("oneOf")) return breach_of_choice(choices->as_array(), what, at);
    if (const auto* only = schema.if_contains("const")) return *only == what ? "" : at + " is not the one value";
    if (!is_of_type(schema.at("type").as_string(), what)) return at + " is of another type";
    if (const auto* allowed = schema.if_contains("enum"))
        if (!is_among(allowed->as_array(), what)) return at + " is none of the names";
    if (what.is_string()) return breach_of_text(schema, what.as_string().c_str(), at);
    if (what.is_number()) return is_in_range(schema, what) ? "" : at + " is out of range";
    if (what.is_object()) return breach_of_parts(schema, what.as_object(), at);
    if (what.is_array())
        for (const auto& item : what.as_array())
            if (auto breach = breach_of(schema.at("items").as_object(), item, at + "/-"); !breach.empty())
                return breach;
    return {};
}

}  // namespace parcours
