// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <future>

#include "commands/all_commands.hpp"
#include "infra/processes/gateway.hpp"
#include "infra/processes/log_hub.hpp"
#include "projections/all_projections.hpp"
#include "projections/make_folds.hpp"
#include "tests/infra/processes/pumped_log.hpp"
#include "tests/support/accesses_in_memory.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/fixed_entropy.hpp"
#include "tests/support/keys_in_memory.hpp"
#include "tests/support/shipped_charter.hpp"
#include "tests/support/tables_in_memory.hpp"
#include "tests/support/unique_index_in_memory.hpp"

namespace parcours {

// Facts as the test says them.
struct told_facts final : fact_reader {
    void read(const actor&, const fact_needs&, std::function<void(expected<remote_facts>)> then) override {
        if (silent) return then(failed(failure_code::unavailable, "relations do not answer"));
        then(known);
    }
    remote_facts known;
    bool silent = false;
};

// Positions are told by a number each, in the order in which they were first written.
class numbered_positions final : public position_texts {
  public:
    std::string write(const token128& generation, const position& at) const override {
        for (std::size_t each = 0; each < written_.size(); ++each)
            if (written_[each].generation == generation && written_[each].at == at) return std::to_string(each + 100);
        written_.push_back({generation, at});
        return std::to_string(written_.size() + 99);
    }
    std::optional<told> read(std::string_view text) const override {
        for (const auto& each : written_)
            if (write(each.generation, each.at) == text) return each;
        return std::nullopt;
    }

  private:
    mutable std::vector<told> written_;
};

// The whole way of a command over a log in memory, under the charter of Atouts pour Tous. An administrator acts.
class gateway_scene {
  public:
    static constexpr partition_number partitions = 4;
    static constexpr person_id administrator{{3, 6}};

    gateway_scene() {
        facts.known.issuer = account_fact{true, true, {"administrator"}, {}, {}};
        facts.known.audiences = {audience::administrator};
        hub.add({[this](std::span<const accepted> group) { uniques.on_accepted(group); }, {}, {}});
        hub.add({[this](std::span<const accepted> group) { models.on_accepted(group); }, {}, {}});
        hub.add({[this](std::span<const accepted> group) { executors.on_accepted(group); },
                 [this](const ignored& record) { executors.on_ignored(record); },
                 [this](partition_number partition, const failure& why) { executors.on_stopped(partition, why); }});
        check(models.add(make_folds).has_value() && models.start().has_value(), "the read side begins");
        records.start(hub, executors);
        check(executors.start().has_value(), "the executors begin");
    }
    ~gateway_scene() {
        executors.stop();
        records.stop();
        models.stop();
        uniques.stop();
    }

    static command_request request(std::string name, std::string body, std::string role = "administrator") {
        command_request made;
        made.name = std::move(name);
        made.body = std::move(body);
        made.by.who.account = administrator;
        made.by.who.role = std::move(role);
        return made;
    }
    static std::string candidate(const std::string& email) {
        return R"({"role":"candidate","identity":{"first_name":"Ana","last_name":"Roy","birth_date":"2005-02-28"},)"
               R"("contact":{"email":")" +
               email + R"("}})";
    }
    static command_request creating(const std::string& email, std::optional<std::string> key = std::nullopt) {
        auto made = request("account.create", candidate(email));
        made.idempotency_key = std::move(key);
        return made;
    }
    std::future<command_result> ask(command_request asked) {
        auto told = std::make_shared<std::promise<command_result>>();  // shared with the answer, which may come later
        commands.submit(std::move(asked), [told](command_result result) { told->set_value(std::move(result)); });
        return told->get_future();
    }
    command_result answer_to(command_request asked) {
        auto coming = ask(std::move(asked));
        check(coming.wait_for(std::chrono::seconds(20)) == std::future_status::ready, "a command is answered");
        return coming.get();
    }

    fake_clock time{{1'774'000'000'000}};
    keys_in_memory vault;
    fixed_entropy random;
    metrics counted;
    logger log{log_level::error};
    unique_index_in_memory values{time};
    tables_in_memory tables;
    accesses_in_memory accesses;
    std::shared_ptr<const charter> terms = std::make_shared<const charter>(atouts());
    const command_registry registry{all_families()};
    all_folds folds{registry};
    pumped_log records{{token128{3}, partitions}};
    log_hub hub{counted, log};
    read_side models{records.history(), time, tables, {{}, 5'000, relation_folds}, counted, log};
    unique_reservations uniques{values, records.history(), time, log};
    executor_loop executors{
        {records.history(), records, vault, time, random, folds}, writer_id{1}, executor_settings{}, terms, uniques};
    told_facts facts;
    numbered_positions positions;
    gateway commands{{registry,
                      facts,
                      {models, records.history(), vault, accesses, time, [this] { return terms; }},
                      vault,
                      uniques,
                      executors,
                      models,
                      records.history(),
                      positions,
                      time,
                      random,
                      counted,
                      log,
                      [] { return true; }},
                     {}};
};

}  // namespace parcours
