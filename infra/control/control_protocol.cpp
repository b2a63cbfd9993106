// SPDX-License-Identifier: Apache-2.0
#include "infra/control/control_protocol.hpp"

#include <boost/json.hpp>

namespace parcours {
namespace json = boost::json;

namespace {

std::optional<json::object> read_object(std::string_view line) {
    boost::system::error_code error;
    auto value = json::parse(line, error);
    if (error || !value.is_object()) return std::nullopt;
    return std::move(value).as_object();
}

}  // namespace

std::string write_control_request(const control_request& request) {
    json::array words(request.words.begin(), request.words.end());
    return json::serialize(json::object{{"token", request.token}, {"words", std::move(words)}}) + '\n';
}

std::optional<control_request> read_control_request(std::string_view line) {
    const auto object = read_object(line);
    if (!object) return std::nullopt;
    const auto* token = object->if_contains("token");
    const auto* words = object->if_contains("words");
    if (token == nullptr || !token->is_string() || words == nullptr || !words->is_array()) return std::nullopt;
    control_request found{std::string(token->as_string()), {}};
    for (const auto& each : words->as_array()) {
        if (!each.is_string()) return std::nullopt;
        found.words.emplace_back(each.as_string());
    }
    return found;
}

std::string write_control_answer(const control_answer& answer) {
    json::object object{{"code", answer.code}};
    object["answer"] = read_object(answer.json).value_or(json::object{});
    return json::serialize(object) + '\n';
}

std::optional<control_answer> read_control_answer(std::string_view line) {
    const auto object = read_object(line);
    if (!object) return std::nullopt;
    const auto* code = object->if_contains("code");
    const auto* answer = object->if_contains("answer");
    if (code == nullptr || !code->is_int64() || answer == nullptr || !answer->is_object()) return std::nullopt;
    return control_answer{static_cast<int>(code->as_int64()), json::serialize(*answer)};
}

std::string control_error(std::string_view why) { return json::serialize(json::object{{"error", why}}); }

}  // namespace parcours
