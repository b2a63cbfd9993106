// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <mutex>
#include <vector>

#include "events/ports/clock.hpp"
#include "events/ports/unique_index.hpp"
#include "infra/logging/logger.hpp"
#include "infra/operator/metrics.hpp"
#include "query_api/account_directory.hpp"

namespace parcours {

// An account whose holder says that they forgot their password.
struct asked_reset {
    person_id account;
    instant asked_at;  // the last time
    std::uint32_t times = 0;
};

// Stands in for a letter while no mail can be sent: each request is counted, and the operator is told which accounts
// ask, by id and never by address, and gives their holders a link (`parcours admin link ACCOUNT`). Threads: any.
class operator_letters final : public password_letters {
  public:
    operator_letters(const unique_index& addresses, const clock& time, metrics& counted, logger& log)
        : addresses_(addresses), time_(time), counted_(counted), log_(log) {}
    void ask(std::string email, std::string language) override;

    // Those who wait for a link, who asked first before the others. Beyond `waiting_max` the oldest is forgotten.
    std::vector<asked_reset> waiting() const;
    // A link was issued for the account.
    void answered(const person_id& account);
    static constexpr std::size_t waiting_max = 100;

  private:
    const unique_index& addresses_;
    const clock& time_;
    metrics& counted_;
    logger& log_;
    mutable std::mutex guard_;
    std::deque<asked_reset> waiting_;
};

}  // namespace parcours
