// SPDX-License-Identifier: Apache-2.0
#include "commands/parsing/body.hpp"

#include <boost/json/parser.hpp>

#include "events/json/repeated_names.hpp"

namespace parcours {
namespace {

// A pointer repeats names that a client made up: a long one is cut to the place above it.
void keep_bounded(field_faults& faults) {
    if (faults.size() > body_limits::faults_max) faults.resize(body_limits::faults_max);
    for (auto& each : faults)
        while (each.pointer.size() > body_limits::pointer_length_max) each.pointer.erase(each.pointer.rfind('/'));
}

}  // namespace

std::unique_ptr<parsed_command> parse_body(const command_type& type, std::string_view body, field_faults& faults) {
    const auto refuse = [&](std::string code, std::string limit = {}) {
        faults.push_back({"", std::move(code), std::move(limit), true});
        return nullptr;
    };
    if (body.size() > body_limits::octets_max) return refuse("too_long", std::to_string(body_limits::octets_max));

    boost::json::parse_options options;
    options.max_depth = body_limits::depth_max;
    boost::json::parser parser({}, options);
    boost::json::error_code error;
    parser.write(body.data(), body.size(), error);
    if (error == boost::json::error::too_deep) return refuse("too_deep", std::to_string(body_limits::depth_max));
    if (error) return refuse("not_json");
    const boost::json::value whole = parser.release();
    if (!whole.is_object()) return refuse("wrong_type");

    for (auto& pointer : repeated_names(body, body_limits::depth_max, body_limits::faults_max))
        faults.push_back({std::move(pointer), "repeated_field", {}, true});
    auto found = type.parse(whole.get_object(), faults);
    keep_bounded(faults);
    return found;
}

}  // namespace parcours
