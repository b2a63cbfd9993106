// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "events/bytes.hpp"
#include "events/ports/entropy.hpp"

namespace parcours {

// The trace id of a W3C traceparent ("00-<32 hex>-<16 hex>-<2 hex>"); nothing where it is none, or all zero.
std::optional<token128> trace_of(std::string_view traceparent);

// What an answer carries: the same trace, a span of ours.
std::string traceparent_for(const token128& trace, entropy& random);

}  // namespace parcours
