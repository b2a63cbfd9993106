// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace boost::json {
class value;
class object;
}  // namespace boost::json

namespace parcours {

// What a JSON value breaks of a schema, as a sentence with its place; empty where it keeps to it. Knows the words of
// JSON Schema 2020-12 that our schemas use, and reports any other word.
std::string breach_of(const boost::json::object& schema, const boost::json::value& value, const std::string& at = "");

}  // namespace parcours
