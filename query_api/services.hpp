// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "events/charter/charter.hpp"
#include "events/ports/clock.hpp"
#include "events/ports/entropy.hpp"
#include "events/ports/journal.hpp"
#include "events/ports/keys.hpp"
#include "projections/tables.hpp"
#include "query_api/access_log.hpp"
#include "query_api/command_gateway.hpp"
#include "query_api/credentials.hpp"
#include "query_api/cursor.hpp"
#include "query_api/texts.hpp"

namespace parcours {

// The read models of this process. Threads: any.
class read_models {
  public:
    virtual ~read_models() = default;
    virtual std::unique_ptr<table_snapshot> snapshot(std::string_view projection) const = 0;
    // Calls back, from any thread, once every projection has applied these positions; with false after `wait_ms`.
    virtual void when_reached(std::vector<position> positions, std::int64_t wait_ms,
                              std::function<void(bool)> then) const = 0;
    // Whether the relations were confirmed at the log's end within `relations.max_age`.
    virtual bool relations_are_fresh() const = 0;
};

// A request that came to nothing for a reason of ours, and the trace that its answer names.
struct request_fault {
    std::string operation;
    token128 trace{};
    int status = 500;
    failure why;
};

// What requests are served with; all outlive every call.
struct services {
    const read_models& models;
    const journal& history;
    keys& vault;
    access_log& accesses;
    const clock& time;
    entropy& random;
    command_gateway& commands;
    credentials& accounts;
    const texts& words;
    std::function<expected<calendar_day>(instant)> day_of;  // the day at an instant where the platform is at home
    token_sealer& tokens;
    std::function<std::shared_ptr<const charter>()>
        terms;  // the adopted charter; shared, for a later one may be adopted meanwhile
    std::function<void(const request_fault&)> tell_fault =
        {};  // to the operator, from any thread; empty: nobody is told
};

}  // namespace parcours
