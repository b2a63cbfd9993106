// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <future>
#include <utility>

#include "query_api/access_log.hpp"

namespace parcours {

// Enters it and waits until the log tells what became of it.
inline expected<void> record(access_log& log, const access_entry& entry) {
    std::promise<expected<void>> told;
    auto outcome = told.get_future();
    log.enter(entry, [&told](expected<void> done) { told.set_value(std::move(done)); });
    return outcome.get();
}

}  // namespace parcours
