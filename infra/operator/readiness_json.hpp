// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "infra/operator/operator_server.hpp"

namespace parcours {

// {"ready":true,"checks":[{"name":…,"ready":…,"detail":…}]}
std::string readiness_json(const std::vector<readiness>& checks);

}  // namespace parcours
