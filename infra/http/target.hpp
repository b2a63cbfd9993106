// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "query_api/http.hpp"

namespace parcours::http {

struct decoded_target {
    std::string path;
    std::vector<parameter> query;
};

// Takes a request target apart: origin form ("/a?b=c"), absolute form ("http://host/a") or "*". Nothing where it is
// malformed: a byte that is not visible ASCII, a bad percent sequence, bytes that are not UTF-8, a control character,
// an encoded '/' in the path (it would have other segments than were sent), a fragment, or too many parameters.
std::optional<decoded_target> decode_target(std::string_view raw, std::size_t query_parameters_max);

}  // namespace parcours::http
