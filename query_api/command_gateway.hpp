// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "events/commit/commit.hpp"
#include "query_api/caller.hpp"

namespace parcours {

// One field of a command's body, for validation messages and OpenAPI.
struct command_field {
    std::string name;
    std::string schema;  // JSON Schema of the value, as JSON text
    std::string meaning;
    bool mandatory = false;
};

// A command as `query_api` knows it: data, received at start.
struct command_description {
    std::string name;  // "application.submit"
    std::string meaning;
    std::vector<command_field> fields;
    std::vector<std::string> rejections;
    std::vector<std::string> results;  // names of the ids it makes
    std::string target;                // the field that holds the stream's id; empty where the command makes the stream
    bool visitors = false;             // may be issued without a session where the charter says so
};

// A command as a client sent it.
struct command_request {
    std::string name;
    std::string body;  // the JSON text
    std::optional<std::string> idempotency_key;
    std::optional<std::uint64_t> if_version;
    std::vector<position> read_after;
    caller by;
    // Issued by a route of ours after a proof of its own (a single-use token, a right password): the charter is not asked.
    bool on_proof = false;
};

// What is wrong with a field: where (JSON pointer), which text of ours says it, and its arguments.
struct field_problem {
    std::string pointer;
    std::string code;   // "unknown_field", "wrong_type", "blank", "too_long" …
    std::string limit;  // the limit that was passed, where there is one
    bool operator==(const field_problem&) const = default;
};

struct made_event {
    std::string id;
    std::string type;
    std::string stream;
    std::uint64_t version = 0;  // as this actor sees the stream
};

struct command_result {
    int status = 503;  // as HTTP names it
    std::string code;  // of a problem: "malformed", "forbidden", a rejection's code, "in_doubt" …
    std::vector<field_problem> fields;
    std::string command;  // "command_…": told also with a 5xx, to repeat under
    std::optional<position> at;
    std::vector<made_event> events;
    std::string outcome;   // JSON object of the ids made
    bool pending = false;  // a reaction follows
    int retry_after_s = 0;
};

// Issues commands. Threads: any; `then` is called once, from any thread.
class command_gateway {
  public:
    virtual ~command_gateway() = default;
    virtual const std::vector<command_description>& catalogue() const = 0;
    virtual void submit(command_request request, std::function<void(command_result)> then) = 0;
    // The commands that this viewer could issue now on this stream, from decider and charter: for `allowed_actions`.
    // `unavailable`: what they depend on cannot be told now.
    virtual expected<std::vector<std::string>> allowed(const caller& by, const stream_id& stream) const = 0;
    // Positions as clients carry them, sealed, and back: nothing where the text is none that was written, `false` in
    // `same_generation` where it is of another generation. Several stand in one text,
    // between commas.
    virtual std::string write_position(const position& at) const = 0;
    virtual std::optional<std::vector<position>> read_positions(std::string_view text, bool& same_generation) const = 0;
};

}  // namespace parcours
