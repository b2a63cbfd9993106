// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>
#include <tl/expected.hpp>

#include "tests/workload/load_work.hpp"

namespace parcours::workload {

// The items of a list, page after page, at most `most`; waits where the platform asks for it. `target` has a query.
tl::expected<std::vector<boost::json::object>, std::string> read_list(const load_place& at, const signed_in& who,
                                                                      const std::string& target, std::size_t most);
// One document.
tl::expected<boost::json::object, std::string> read_document(const load_place& at, const signed_in& who,
                                                             const std::string& target);

std::string text_at(const boost::json::object& of, std::string_view name);
std::vector<const signed_in*> those_who_are(const std::vector<signed_in>& people, std::string_view role);

}  // namespace parcours::workload
