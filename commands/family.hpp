// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "commands/command.hpp"
#include "commands/decider.hpp"
#include "commands/fact_needs.hpp"
#include "commands/field_fault.hpp"
#include "commands/handler.hpp"

namespace boost::json {
class object;
}

// A family's commands free of their types: what the registry is made of.
namespace parcours {

// A command whose body was of the form that it declares.
class parsed_command {
  public:
    virtual ~parsed_command() = default;
    // Notes what the charter says against its values.
    virtual void check(const charter& terms, const actor& by, field_faults& faults) const = 0;
    // The stream that it goes to; nothing where it begins one.
    virtual std::optional<stream_id> target() const = 0;
    // Beside which stream it begins one; the actor's own where that is left open; nothing where the route is free.
    virtual std::optional<stream_id> beside(const actor& by) const = 0;
    // Of a stream that it begins; nothing where it follows from the command's id.
    virtual std::optional<route_number> route(const actor& by) const = 0;
    virtual void needs(fact_needs& needs, const id128& made) const = 0;
    virtual std::vector<std::unique_ptr<command_step>> steps(const actor& by, const id128& made) const = 0;
    // JSON object of the ids made.
    virtual std::string outcome(const id128& made) const = 0;
    // The time zone that it names; null where it names none.
    virtual const std::string* time_zone() const { return nullptr; }
};

struct input_description {
    std::string name;
    std::string schema;  // JSON Schema of the value, as JSON text
    std::string meaning;
    bool mandatory = false;
};

// A command as data, and how to parse it.
struct command_type {
    std::string_view name;
    std::string_view meaning;
    issued_by by = issued_by::people;
    bool ends = false;  // decided though its stream is full
    std::vector<input_description> inputs;
    std::vector<std::string> rejections;
    std::vector<std::string> results;  // names of the ids it makes
    std::string target;                // the input that holds the stream's id; empty where the command begins it
    // Null where there are faults.
    std::unique_ptr<parsed_command> (*parse)(const boost::json::object& body, field_faults& faults) = nullptr;
    // Whether this actor could issue it now, whatever its content.
    bool (*possible)(const stream_state& state, const facts& known) = nullptr;
};

struct family_type {
    stream_kind kind;
    group known_by;  // who may read this group may learn that the stream exists
    std::unique_ptr<stream_state> (*initial)();
    bool tells_route;  // whether its events change what the streams of a route know of each other
    expected<void> (*evolve_route)(route_state& state, const stored_event& happened, const stamp& at);
    std::vector<command_type> commands;
};

template <decider D>
family_type family_of();

}  // namespace parcours
