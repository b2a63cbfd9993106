// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "commands/command_registry.hpp"
#include "commands/ports/facts.hpp"
#include "events/ports/journal.hpp"
#include "infra/logging/logger.hpp"
#include "infra/operator/metrics.hpp"
#include "infra/processes/executor_loop.hpp"
#include "infra/processes/position_texts.hpp"
#include "infra/processes/read_model_facts.hpp"
#include "infra/processes/read_side.hpp"
#include "infra/processes/unique_reservations.hpp"
#include "query_api/command_gateway.hpp"

namespace parcours {

struct gateway_settings {
    std::int64_t command_deadline_ms = 60'000;
    std::int64_t read_after_wait_ms = 2'000;
    std::int64_t relations_wait_ms = 10'000;  // how long an answer waits for the relations that its command changed
};

// What commands pass through; all outlive the gateway and every command under way.
struct gateway_ports {
    const command_registry& registry;
    fact_reader& facts;
    fact_sources sources;
    keys& vault;
    unique_reservations& uniques;
    executor_loop& executors;
    read_side& models;
    const journal& history;
    const position_texts& positions;
    const clock& time;
    entropy& random;
    metrics& counted;
    logger& log;
    std::function<bool()> by_its_charter;  // whether the process's own charter is the adopted one
};

// The way of a command through this process (architecture.md): parsed, its facts read, what must be unique reserved,
// decided by its partition's executor, and answered in HTTP's terms. Threads: any; `then` is called from any.
class gateway final : public command_gateway {
  public:
    gateway(const gateway_ports& ports, const gateway_settings& settings);

    const std::vector<command_description>& catalogue() const override { return catalogue_; }
    void submit(command_request request, std::function<void(command_result)> then) override;
    expected<std::vector<std::string>> allowed(const caller& by, const stream_id& stream) const override;
    std::string write_position(const position& at) const override;
    std::optional<std::vector<position>> read_positions(std::string_view text, bool& same_generation) const override;

    // Commands of the program itself: no account, no charter. `name` as the registry has it, `body` its JSON.
    void submit_own(std::string name, std::string body, std::function<void(command_result)> then);

  private:
    struct under_way;
    using shared_command = std::shared_ptr<under_way>;
    void begin(const shared_command& one);
    void read_facts(const shared_command& one);
    void reserve(const shared_command& one, remote_facts known);
    void decide(const shared_command& one, remote_facts known);
    void answered(const shared_command& one, const command_answer& said);
    void tell_after_relations(const shared_command& one, const command_answer& said);
    void tell(const shared_command& one, command_result result);
    void refuse(const shared_command& one, const refusal& why);
    void refuse(const shared_command& one, const failure& why);
    command_result result_of(const under_way& one, const command_answer& said) const;
    void add_events(command_result& into, const under_way& one, const command_answer& said) const;
    std::vector<std::uint64_t> versions_seen(const under_way& one, const command_answer& said) const;
    std::uint64_t version_seen(const under_way& one, const stream_part& part, std::size_t event,
                               const position& at) const;

    const gateway_ports ports_;
    const gateway_settings settings_;
    const std::vector<command_description> catalogue_;
};

}  // namespace parcours
