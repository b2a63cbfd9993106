// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "commands/family.hpp"
#include "commands/permission.hpp"

namespace parcours {

// With what a request comes, beside its name and body.
struct request_context {
    actor by;
    bool system = false;  // a timer, a reactor or a route of the program's own: no charter is asked
    command_id id{};
    bool client_key = false;         // the client gave the Idempotency-Key that `id` follows from
    const charter* terms = nullptr;  // never null; outlives the prepared command
    instant now;
    std::optional<std::uint64_t> if_version;
    std::optional<position> read_after;
    token128 correlation{};
    event_id causation{};
    std::int64_t deadline_ms = 0;  // since boot
    // Of the calendar: whether this is an IANA name. Null: any name is taken.
    bool (*knows_zone)(const std::string& name) = nullptr;
};

// Why a request is no command that could be decided.
struct refusal {
    enum class reason : std::uint8_t {
        unknown_command,  // 404
        forbidden,        // 403
        malformed,        // 400
        invalid,          // 422
        hidden,           // 404
    };
    reason why = reason::malformed;
    field_faults faults;  // of malformed and invalid
};

// A parsed command of somebody who may issue such commands; it lacks its remote facts. The registry outlives it.
class prepared_command {
  public:
    prepared_command(const family_type& family, const command_type& type, std::unique_ptr<parsed_command> parsed,
                     request_context context, bytes request);

    // What must be read before `ready`.
    const fact_needs& needs() const { return needs_; }
    const command_id& id() const { return context_.id; }
    route_number route() const { return made_.route(); }
    // What the keyed digest covers: the request as sent. Personal and clear.
    const bytes& request() const { return request_; }
    // With the facts, and the keyed digest of `request()`: the command, or that this actor may not issue it here.
    tl::expected<ready_command, refusal> ready(remote_facts known, const keyed_digest& request) const;

  private:
    const family_type* family_;
    const command_type* type_;
    std::unique_ptr<parsed_command> parsed_;
    request_context context_;
    bytes request_;
    fact_needs needs_;
    id128 made_;
};

// All commands of this program: parsing, permission, catalogue. Immutable; threads: any.
class command_registry {
  public:
    explicit command_registry(std::vector<family_type> families);

    const std::vector<family_type>& families() const { return families_; }
    const command_type* find(std::string_view name) const;
    // Of those that a charter may name.
    std::set<std::string> names() const;

    // A refused request never enters the log.
    tl::expected<prepared_command, refusal> prepare(std::string_view name, std::string_view body,
                                                    const request_context& context) const;

    // The commands that this actor could issue now on the stream whose state this is: what charter and decider allow,
    // whatever the content. `known` holds the actor, the charter, the time, the actor's audiences and a route's state,
    // which may be empty: what it alone forbids is found when the command comes.
    std::vector<std::string> allowed(stream_kind kind, const stream_state& state, const facts& known) const;

  private:
    const family_type* family_of(stream_kind kind) const;
    std::vector<family_type> families_;
};

// How streams of all families fold.
class all_folds final : public stream_folds {
  public:
    explicit all_folds(const command_registry& registry) : registry_(registry) {}
    std::unique_ptr<stream_state> initial(stream_kind kind) const override;
    expected<void> evolve(route_state& state, const stored_event& happened, const stamp& at) const override;
    bool tells_route(stream_kind kind) const override;

  private:
    const family_type& family(stream_kind kind) const;
    const command_registry& registry_;  // outlives this
};

}  // namespace parcours
