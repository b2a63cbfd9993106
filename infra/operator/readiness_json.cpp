// SPDX-License-Identifier: Apache-2.0
#include "infra/operator/readiness_json.hpp"

#include <boost/json.hpp>

namespace parcours {

std::string readiness_json(const std::vector<readiness>& checks) {
    boost::json::array all;
    bool ready = true;
    for (const auto& check : checks) {
        all.push_back({{"name", check.name}, {"ready", check.ready}, {"detail", check.detail}});
        ready = ready && check.ready;
    }
    return boost::json::serialize(boost::json::object{{"ready", ready}, {"checks", std::move(all)}}) + "\n";
}

}  // namespace parcours
