// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "commands/facts.hpp"

namespace parcours {

// What came of a decision: the events that happened (none: what was asked is so already), or why not.
template <class Event, class Rejection>
using decision = tl::expected<std::vector<Event>, Rejection>;

// One stream family's rules, pure: no clock, no I/O, no ids made inside. `evolve` never fails and reads no personal value.
template <class D>
concept decider = stream_family<typename D::stream> && named_enum<typename D::rejection> &&
                  requires(typename D::state state, const typename D::command& command, const facts& known,
                           const typename D::stream::event& happened, const stamp& at) {
                      { D::initial() } -> std::same_as<typename D::state>;
                      { D::evolve(std::move(state), happened, at) } -> std::same_as<typename D::state>;
                      {
                          D::decide(state, command, known)
                      } -> std::same_as<decision<typename D::stream::event, typename D::rejection>>;
                  };

}  // namespace parcours
