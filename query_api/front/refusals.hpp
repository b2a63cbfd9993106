// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "query_api/problem.hpp"
#include "query_api/route.hpp"

namespace parcours {

struct problem problem_of(int status, std::string code, int retry_after_s = 0);
// Of an address that has no route under the method that was asked for.
struct problem no_route(const router::match& match);

}  // namespace parcours
