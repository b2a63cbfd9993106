// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "infra/processes/gateway.hpp"

namespace parcours {

// One command on its way through the gateway. One thread at a time.
struct gateway::under_way {
    command_request request;
    std::function<void(command_result)> then;
    std::shared_ptr<const charter> terms;
    std::unique_ptr<prepared_command> prepared;
    actor by;
    command_id id{};
    partition_number partition = 0;
    audience_set audiences;               // the actor's, towards the target
    std::vector<std::uint64_t> versions;  // of the commit's events, as the actor sees them
    std::int64_t begun_ms = 0;
    bool reserves = false;
    bool settled = false;  // what it reserved was told of its end
};

}  // namespace parcours
