// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "commands/handler.hpp"

// A stream family for tests of what drives deciders: a tally takes values until it is full. Each of its events says on
// which states of its stream and route it was decided, so that a history can be held against its own decisions.
namespace parcours {

// NOTE: the stored form of the events "tally_put" and "tally_cleared" of these tests: five numbers, then what is sealed.
struct tally_event {
    std::uint64_t decided_on = 0;        // the stream's fingerprint
    std::uint64_t decided_on_route = 0;  // the route's
    bool clears = false;
    std::uint64_t value = 0;
    std::uint64_t padding = 0;  // octets that only make it large
    bool seals = false;         // a cell of the person {1, 1} follows
    bool operator==(const tally_event&) const = default;
};
stored_event store(const tally_event& happened);
// Nothing where it is none: `stored` is another's.
std::optional<tally_event> read_tally(const stored_event& stored);

class tally_state final : public stream_state {
  public:
    static constexpr std::uint64_t full_at = 3;

    std::unique_ptr<stream_state> clone() const override { return std::make_unique<tally_state>(*this); }
    expected<void> evolve(const stored_event& happened, const stamp& at) override;
    std::size_t size_in_bytes() const override { return sizeof *this + known_.size_in_bytes(); }
    const known_events& known() const override { return known_; }

    void apply(const tally_event& happened, const stamp& at);
    std::uint64_t fingerprint() const { return fingerprint_; }
    std::uint64_t count() const { return count_; }
    std::uint64_t last() const { return last_; }

  private:
    std::uint64_t fingerprint_ = 0;
    std::uint64_t count_ = 0;
    std::uint64_t last_ = 0;
    known_events known_;  // a value is everybody's, a clearing the administrator's
};

// What the tallies of a route are together; no two routes that were reached differently are alike.
std::uint64_t fingerprint(const route_state& route);

// Puts a value (again the same: already so; into a full tally: "full"; where the route holds eight: "route_full"), or clears.
struct tally_step final : command_step {
    explicit tally_step(const stream_id& into, bool clears = false, std::uint64_t value = 0)
        : into_(into), what_{0, 0, clears, value, 0, false} {}
    tally_step(const stream_id& into, const tally_event& what) : into_(into), what_(what) {}

    stream_id stream() const override { return into_; }
    std::unique_ptr<stream_state> initial() const override { return std::make_unique<tally_state>(); }
    step_decision decide(const stream_state& state, const facts& known) const override;

  private:
    stream_id into_;
    tally_event what_;
};

struct tally_folds final : stream_folds {
    std::unique_ptr<stream_state> initial(stream_kind) const override { return std::make_unique<tally_state>(); }
    expected<void> evolve(route_state& state, const stored_event& happened, const stamp& at) const override;
    bool tells_route(stream_kind kind) const override { return kind != silent; }
    stream_kind silent = stream_kind::platform;  // tells its route nothing
};

}  // namespace parcours
