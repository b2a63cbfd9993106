// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "query_api/account_directory.hpp"
#include "query_api/services.hpp"

namespace parcours {

// Accounts as the relations have them at this moment; nothing is kept between two questions, so a deactivation, or a
// role that was taken away, holds from the next request on. A parked account is told as none. Threads: any.
class account_rows final : public account_directory {
  public:
    explicit account_rows(const read_models& models) : models_(models) {}
    expected<std::optional<account_standing>> find(const person_id& account) const override;

  private:
    const read_models& models_;  // outlives this
};

}  // namespace parcours
