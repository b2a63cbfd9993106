// SPDX-License-Identifier: Apache-2.0
#include "query_api/query_reader.hpp"

namespace parcours {

bool query_reader::refuse() {
    if (malformed_.empty()) return false;
    problem what;
    what.status = 400;
    what.code = "malformed_parameter";
    what.arguments = {{"name", malformed_}};
    asked_.refuse(what);
    return true;
}

std::vector<query_parameter> page_parameters(std::size_t limit_max) {
    return {{"after", R"({"type":"string"})", "the cursor `next` of the page before"},
            {"limit", R"({"type":"integer","minimum":1,"maximum":)" + std::to_string(limit_max) + R"(,"default":50})",
             "how many at most"}};
}

}  // namespace parcours
