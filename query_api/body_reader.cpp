// SPDX-License-Identifier: Apache-2.0
#include "query_api/body_reader.hpp"

#include <algorithm>

#include <boost/json.hpp>

#include "events/json/repeated_names.hpp"
#include "query_api/call.hpp"

namespace parcours {
namespace {

// RFC 6901: '~' and '/' within a name are written otherwise.
std::string pointer_to(std::string_view name) {
    std::string pointer = "/";
    for (const char c : name) {
        if (c == '~' || c == '/') {
            pointer += c == '~' ? "~0" : "~1";
        } else {
            pointer += c;
        }
    }
    return pointer;
}

constexpr std::size_t unknown_fields_told_max = 20;
constexpr std::size_t depth_max = 32;  // also Boost.JSON's own

}  // namespace

body_reader::body_reader(std::string_view text) {
    boost::json::error_code error;
    auto parsed = boost::json::parse(text, error);
    if (error || !parsed.is_object()) return;
    body_ = std::make_unique<boost::json::object>(std::move(parsed.as_object()));
    for (auto& pointer : repeated_names(text, depth_max, unknown_fields_told_max))
        malformed_.push_back({std::move(pointer), "repeated_field", {}});
}

body_reader::~body_reader() = default;

bool body_reader::has(std::string_view name) const { return body_ && body_->contains(name); }

void body_reader::note(std::string_view name, std::string code, std::string limit) {
    invalid_.push_back({pointer_to(name), std::move(code), std::move(limit)});
}

std::optional<std::string> body_reader::optional_text(std::string_view name, std::size_t octets_max) {
    known_.emplace_back(name);
    if (!has(name)) return std::nullopt;
    const auto* text = body_->at(name).if_string();
    if (text == nullptr) {
        malformed_.push_back({pointer_to(name), "wrong_type", "string"});
        return std::nullopt;
    }
    if (text->size() > octets_max) {
        note(name, "too_long", std::to_string(octets_max));
        return std::nullopt;
    }
    return std::string(*text);
}

std::string body_reader::text(std::string_view name, std::size_t octets_max) {
    if (body_ && !has(name)) malformed_.push_back({pointer_to(name), "missing", {}});
    return optional_text(name, octets_max).value_or("");
}

bool body_reader::refuse(call& asked) {
    if (!body_) {
        asked.refuse(400, "malformed");
        return true;
    }
    std::size_t unknown = 0;
    for (const auto& field : *body_) {
        if (std::find(known_.begin(), known_.end(), std::string_view(field.key())) != known_.end()) continue;
        if (++unknown <= unknown_fields_told_max)
            malformed_.push_back({pointer_to(std::string_view(field.key())), "unknown_field", {}});
    }
    if (malformed_.empty() && invalid_.empty()) return false;
    problem what;
    what.status = malformed_.empty() ? 422 : 400;
    what.code = malformed_.empty() ? "invalid" : "malformed";
    what.fields = malformed_.empty() ? invalid_ : malformed_;
    asked.refuse(what);
    return true;
}

}  // namespace parcours
