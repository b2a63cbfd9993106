// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace boost::json {
class object;
}

// What people read, made of the same JSON that programs read.
namespace parcours::replay {

class text_table;

// An event as `show_event` tells it: a line, and its fields below.
std::string told_event(const boost::json::object& event);
// Each value of an object with its path: "meetings.0.state". What is sealed says so, with its category and person.
void add_values(const boost::json::object& from, const std::string& above, text_table& into);

}  // namespace parcours::replay
