// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "infra/kafka/topic_check.hpp"

namespace parcours::kafka {

// Asks and tells brokers about the topic of a log. Waits for answers, at most the request timeout each. One thread.
class topic {
  public:
    static expected<topic> open(const settings& given);

    // Creates it where it is missing, as wanted_settings says.
    expected<void> create();
    // Until each partition has a leader that answers: a new topic is unknown to some brokers for a moment.
    expected<void> wait_until_answering();
    // Brokers, partitions, leaders and copies. `unavailable` where the topic is not there.
    expected<topic_facts> describe();
    // The same with settings and first offsets; `invalid` with all faults where one is wrong.
    expected<void> check(partition_number partitions);
    // The offset that the next record of each partition will have, as their leaders say now; asked once, two seconds at
    // most.
    expected<std::vector<std::int64_t>> end_offsets(partition_number partitions);

  private:
    topic(const settings& given, handle client);
    expected<void> read_settings(topic_facts& facts);
    // The first that is kept of each; asked again until the request timeout.
    expected<std::vector<std::int64_t>> first_offsets(partition_number partitions);
    // Of all partitions in `found`, once.
    expected<void> ask_offsets(std::int64_t which, std::vector<std::int64_t>& found);
    expected<event_handle> answer_of(const queue_handle& answers);

    settings given_;
    std::string name_;
    handle client_;
    topic_handle topic_;
};

}  // namespace parcours::kafka
