// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>

#include "commands/ports/facts.hpp"
#include "query_api/services.hpp"

namespace parcours {

class fact_gathering;

// What facts are read from; all outlive the reader.
struct fact_sources {
    const read_models& models;
    const journal& history;
    keys& vault;
    access_log& accesses;
    const clock& time;
    std::function<std::shared_ptr<const charter>()> terms;
};

// Facts from the read models of this process, relations last. Where a row lacks events that the journal has (who
// publishes an offer and at once applies), it waits until the read models are level with the journal there; after
// `wait_ms` it answers with what there is, or `unavailable` where a row is not there yet at all.
// Sealed facts are opened under the purpose "fact_reader", and only for who may read them. Threads: any.
class read_model_facts final : public fact_reader {
  public:
    read_model_facts(fact_sources from, std::int64_t wait_ms) : from_(std::move(from)), wait_ms_(wait_ms) {}
    void read(const actor& by, const fact_needs& needs, std::function<void(expected<remote_facts>)> then) override;

  private:
    // Once what was opened for them is recorded.
    void tell(expected<remote_facts> found, const fact_gathering& by,
              std::function<void(expected<remote_facts>)> then) const;

    const fact_sources from_;
    const std::int64_t wait_ms_;
};

}  // namespace parcours
