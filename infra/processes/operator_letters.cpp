// SPDX-License-Identifier: Apache-2.0
#include "infra/processes/operator_letters.hpp"

#include <algorithm>

#include "commands/deciders/person_checks.hpp"

namespace parcours {

void operator_letters::ask(std::string email, std::string) {
    counted_.on_reset_asked();
    const auto holder = addresses_.find(unique_kind::email, normalised_email(email));
    if (!holder)
        return log_.write(log_level::warning, "password_reset_not_looked_up", {log_field::failed(holder.error())});
    if (!*holder) return;  // counted, and told to nobody
    const person_id account{**holder};
    {
        const std::lock_guard hold(guard_);
        const auto known = std::find_if(waiting_.begin(), waiting_.end(),
                                        [&](const asked_reset& each) { return each.account == account; });
        if (known != waiting_.end()) {
            known->asked_at = time_.now();
            ++known->times;
            return;
        }
        if (waiting_.size() == waiting_max) waiting_.pop_front();
        waiting_.push_back({account, time_.now(), 1});
    }
    // Once, however often they ask: a stranger who knows an address fills no log.
    log_.write(log_level::info, "password_reset_asked", {log_field::stream({stream_kind::account, account.value})});
}

std::vector<asked_reset> operator_letters::waiting() const {
    const std::lock_guard hold(guard_);
    return {waiting_.begin(), waiting_.end()};
}

void operator_letters::answered(const person_id& account) {
    const std::lock_guard hold(guard_);
    std::erase_if(waiting_, [&](const asked_reset& each) { return each.account == account; });
}

}  // namespace parcours
