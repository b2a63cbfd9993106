// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include "commands/decider.hpp"
#include "tests/support/print_events.hpp"

// Given these events, when this command comes, then these events happen: a decider's rules as sentences.
namespace parcours {

// What is true around a decision; a copy belongs to each scenario.
struct circumstances {
    charter terms;
    route_state route;
    facts known;
};

template <decider D>
class scenario {
  public:
    using event = typename D::stream::event;
    using events = std::vector<event>;

    scenario(events history, circumstances around, id128 stream, const char* file, int line)
        : around_(std::move(around)), stream_(stream), trace_(file, line, "scenario") {
        around_.known.terms = &around_.terms;
        around_.known.route = &around_.route;
        for (const auto& each : history) apply(each);
    }
    scenario(const scenario&) = delete;
    scenario& operator=(const scenario&) = delete;

    scenario& when(typename D::command asked) {
        asked_ = std::move(asked);
        outcome_ = D::decide(state_, asked_, around_.known);
        return *this;
    }

    void then(const events& wanted) {
        if (!outcome_) {
            ADD_FAILURE() << "rejected: " << name_of(outcome_.error());
            return;
        }
        EXPECT_EQ(*outcome_, wanted);
        holds_retry_law();
    }
    void then_nothing() { then({}); }
    void then_rejected(typename D::rejection wanted) {
        ASSERT_FALSE(outcome_) << "accepted";
        EXPECT_EQ(name_of(outcome_.error()), name_of(wanted));
    }
    // For what a test judges by itself.
    const decision<event, typename D::rejection>& outcome() const { return outcome_; }

  private:
    void apply(const event& happened) {
        ++version_;
        stamp at;
        at.stream = {D::stream::kind, stream_};
        at.version = version_;
        at.at = around_.known.now;
        at.by = &around_.known.by;
        state_ = D::evolve(std::move(state_), happened, at);
        if constexpr (requires { D::evolve_route(around_.route, happened, at); })
            D::evolve_route(around_.route, happened, at);
    }

    // The same command once more changes nothing: no event, a rejection, or events that leave the state as it is.
    void holds_retry_law() {
        for (const auto& each : *outcome_) apply(each);
        const auto before = state_;
        const auto again = D::decide(state_, asked_, around_.known);
        if (!again) return;
        for (const auto& each : *again) apply(each);
        EXPECT_TRUE(state_ == before) << "a repeated command changed the state";
    }

    circumstances around_;
    id128 stream_;
    std::uint64_t version_ = 0;
    typename D::state state_ = D::initial();
    typename D::command asked_;
    decision<event, typename D::rejection> outcome_;
    testing::ScopedTrace trace_;
};

// `stream`: whose events these are; the command's lines are the test's.
template <decider D>
scenario<D> given(std::vector<typename D::stream::event> history, circumstances around = {}, id128 stream = {},
                  const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
    return scenario<D>(std::move(history), std::move(around), stream, file, line);
}

}  // namespace parcours
