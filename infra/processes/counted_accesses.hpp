// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "infra/operator/metrics.hpp"
#include "query_api/access_log.hpp"

namespace parcours {

// The access log, with each opening counted by opener and outcome. Threads: any.
class counted_accesses final : public access_log {
  public:
    counted_accesses(access_log& inner, metrics& counted) : inner_(inner), counted_(counted) {}
    void enter(const access_entry& entry, std::function<void(expected<void>)> then) override {
        inner_.enter(entry, std::move(then));
    }
    void count(std::string_view purpose, std::string_view outcome, std::size_t cells) override {
        counted_.on_opened(purpose, outcome, cells);
    }

  private:
    access_log& inner_;
    metrics& counted_;
};

}  // namespace parcours
