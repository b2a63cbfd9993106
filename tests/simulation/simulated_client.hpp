// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/simulation/asked_command.hpp"
#include "tests/support/random_source.hpp"

namespace parcours {

// Issues commands one after another; repeats each under its id, at any process, until its answer is final.
class simulated_client {
  public:
    simulated_client(std::size_t number, std::size_t commands, std::uint64_t seed);

    // What to send now, if anything; `now_ms` as boot time.
    std::shared_ptr<const asked_command> due(std::int64_t now_ms);
    // When the request sent last must be decided by.
    std::int64_t deadline_ms() const { return deadline_ms_; }
    void on_answer(const given_answer& given, std::int64_t now_ms);

    bool done() const { return !current_ && left_ == 0; }
    const std::vector<std::shared_ptr<const asked_command>>& asked() const { return asked_; }

  private:
    std::shared_ptr<const asked_command> make_next();

    std::size_t number_;
    std::size_t left_;
    random_source random_;
    std::shared_ptr<const asked_command> current_;
    std::vector<std::shared_ptr<const asked_command>> asked_;
    std::vector<command_id> done_ids_;
    std::optional<position> last_position_;
    std::int64_t send_at_ms_ = 0;
    std::int64_t deadline_ms_ = 0;
};

bool is_final(command_answer::kind what);

}  // namespace parcours
