// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "commands/facts.hpp"
#include "events/charter/gate.hpp"
#include "events/codec/codec.hpp"
#include "events/ports/keys.hpp"

// What the executor knows of a family: enough to load, decide, seal and append, and nothing of its types.
namespace parcours {

// The state of one stream, folded. Not thread-safe.
class stream_state {
  public:
    virtual ~stream_state() = default;
    virtual std::unique_ptr<stream_state> clone() const = 0;
    // `corrupt`: an event that this program cannot decode; nothing may be decided on the stream then.
    virtual expected<void> evolve(const stored_event& happened, const stamp& at) = 0;
    virtual std::size_t size_in_bytes() const = 0;  // about; for the cache's budget
    // By what each event so far is known: a version, as somebody sees it, counts only what they may know of.
    virtual const known_events& known() const = 0;
};

// Events that a decision made, still clear: sealed and encoded once the executor has the keys.
class new_event {
  public:
    virtual ~new_event() = default;
    virtual expected<stored_event> encode(const stream_id& stream, const sealer& seal) const = 0;
    virtual void apply(stream_state& state, const stamp& at) const = 0;
    virtual void apply(route_state& state, const stamp& at) const = 0;
};

// A decider's code, `wrong_state`, as it stands in the answer and in a recorded rejection.
struct rejection {
    std::string_view code;
};
using step_decision = tl::expected<std::vector<std::unique_ptr<new_event>>, rejection>;

// A command for one stream. A command may be several steps, all of one route, decided in order into one commit.
class command_step {
  public:
    virtual ~command_step() = default;
    virtual stream_id stream() const = 0;
    virtual std::unique_ptr<stream_state> initial() const = 0;  // the state of a stream without events
    virtual step_decision decide(const stream_state& state, const facts& known) const = 0;
};

// How to fold streams of any kind, for loading.
class stream_folds {
  public:
    virtual ~stream_folds() = default;
    virtual std::unique_ptr<stream_state> initial(stream_kind kind) const = 0;
    virtual expected<void> evolve(route_state& state, const stored_event& happened, const stamp& at) const = 0;
    // Whether streams of this kind change their route's state at all; those that do not are never read for it.
    virtual bool tells_route(stream_kind) const { return true; }
};

// A parsed, valid command with the ids it makes, ready for the executor of its partition.
struct ready_command {
    command_id id{};
    std::string name;
    keyed_digest request;     // of what the client sent
    bytes asked;              // what the client sent, to be digested again under the key of an earlier try
    bool client_key = false;  // came with an Idempotency-Key: then a rejection is recorded
    actor by;
    remote_facts remote;
    bool system = false;
    bool ends = false;  // a life, or somebody's part in it: decided though the stream is full
    std::vector<std::unique_ptr<command_step>> steps;  // at least one
    id128 made;
    std::string outcome;                      // JSON of the ids made
    std::optional<std::uint64_t> if_version;  // If-Match: the first step's stream as this actor sees it
    std::optional<position> read_after;       // of this partition
    token128 correlation{};
    event_id causation{};
    std::int64_t deadline_ms = 0;  // since boot; a command older than this is dropped
};

// What the client is told.
struct command_answer {
    enum class kind : std::uint8_t {
        done,           // a commit with these events is in history
        unchanged,      // it was so already; nothing was appended, or a commit without events
        rejected,       // by a decider
        version_moved,  // If-Match
        other_request,  // the same id with another digest
        unavailable,    // may be repeated under the same id
        in_doubt,
        expired,    // its deadline passed before it was decided
        too_large,  // it would make a commit larger than the log takes
    };
    kind what = kind::unavailable;
    position at;                            // where it holds
    std::shared_ptr<const commit> content;  // of done
    std::string code;                       // of a rejection
    std::string outcome;                    // JSON of the ids made
    std::string context;                    // of unavailable, for the operator's log
};
using answer = std::function<void(const command_answer&)>;

}  // namespace parcours
