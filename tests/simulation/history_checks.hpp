// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>

#include "events/charter/charter.hpp"
#include "events/ports/keys.hpp"
#include "events/ports/log_reader.hpp"
#include "tests/simulation/asked_command.hpp"

namespace parcours {

// Everything that a run said and did, to be held against the history that a fresh reader finds in the log.
struct run_record {
    std::vector<accepted> history;
    std::multimap<command_id, std::shared_ptr<const asked_command>> asked;
    std::vector<given_answer> answers;
    std::set<digest> lost;
};

// Decides the whole history again, frame by frame, and every answer on the state it says that it holds at. Not thread-safe.
class history_checks {
  public:
    history_checks(const run_record& record, keys& vault, const charter& terms);

    // What does not hold, in sentences.
    std::vector<std::string> run();

  private:
    struct outcome {
        command_answer::kind what = command_answer::kind::done;
        std::string code;
        std::vector<stream_part> parts;
    };
    outcome decide(const asked_command& asked, instant now) const;
    void check_commit(const accepted& next);
    void apply(const commit& content);
    void check_answers_at(std::int64_t offset);
    void check_answer(const given_answer& given);
    void check_in_history(const given_answer& given, const commit& content);
    void check_lost();
    bool same_request(const asked_command& asked, const commit& content) const;
    void violated(const std::string& what) { violations_.push_back(what); }

    const run_record& record_;
    keys& vault_;
    const charter& terms_;
    std::map<stream_id, tally_state> states_;
    std::map<stream_id, std::uint64_t> versions_;
    std::map<route_number, route_state> routes_;
    std::map<command_id, const accepted*> commands_;
    std::multimap<std::int64_t, const given_answer*> answers_at_;
    std::vector<std::string> violations_;
};

}  // namespace parcours
