// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "events/failure.hpp"
#include "events/group.hpp"
#include "events/id.hpp"
#include "events/time.hpp"

namespace parcours {

// One request that opened someone else's personal cells (privacy.md, "Access log"). No personal values.
struct access_entry {
    instant at;
    person_id who;
    std::string role;
    std::string purpose;  // the operation, "read_application", or a system purpose
    std::vector<person_id> whom;
    std::vector<group> groups;
    token128 trace{};
};

// Threads: any.
class access_log {
  public:
    virtual ~access_log() = default;
    // `then` is told, once, when the entry outlives this process or why it could not be written: what was opened for an
    // answer must not leave before. On any thread, perhaps before this returns; it must neither block nor throw, for
    // others wait behind it.
    virtual void enter(const access_entry& entry, std::function<void(expected<void>)> then) = 0;
    // How opening went for some cells, their holder's own too: "opened", "erased", "unavailable". For metrics alone.
    virtual void count(std::string_view /*purpose*/, std::string_view /*outcome*/, std::size_t /*cells*/) {}
};

}  // namespace parcours
