// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "events/charter/charter.hpp"
#include "events/time.hpp"
#include "tests/workload/workload_settings.hpp"

namespace parcours::workload {

// One thing that somebody does: a command as it goes over the wire, with the ids that earlier ones made filled in.
struct step {
    std::size_t number = 0;
    instant at;
    std::string by;            // "person_…"; empty: a visitor
    std::string role;          // which they entered
    std::string organisation;  // "org_…", of the account; empty: none
    bool on_proof = false;     // by a link or as the first administrator: no charter is asked
    std::string command;
    std::string body;
    std::string key;  // Idempotency-Key
};

// What the platform said to a step.
struct step_answer {
    int status = 0;
    std::string code;     // of a refusal
    std::string outcome;  // JSON object of the ids made
};

// Somebody of this life, as a demo shows them.
struct inhabitant {
    std::string role;
    std::string id;
    std::string email;
    std::string organisation;
};

// Which part of time is lived, and from what everything follows.
struct life_span {
    instant begin;
    instant end;
    std::uint64_t seed = 1;
};

// A platform's life in virtual time: who does what and when follows from the settings and the seed alone, ids from the
// answers. It knows nothing of the system but its commands. Not thread-safe.
class life {
  public:
    life(const workload_settings& settings, const charter& terms, life_span span);
    ~life();

    // The next step at or before this time; nothing where there is none, or none before more is `told`.
    std::optional<step> next(instant until);
    // REQUIRES: once for each step that `next` gave.
    void told(std::size_t number, const step_answer& answer);
    instant end() const;

    // Accounts of a role that are active, those first whose story a demo tells: one candidate and their companion, that
    // companion's supervisor, two recruiters of one company.
    std::vector<inhabitant> inhabitants(const std::string& role) const;
    // How many steps were refused, by command and code.
    const std::map<std::string, std::size_t>& refusals() const;
    std::size_t steps() const;

  private:
    std::unique_ptr<class world> world_;
};

}  // namespace parcours::workload
