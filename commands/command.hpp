// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string_view>
#include <tuple>
#include <type_traits>

#include <boost/pfr/tuple_size.hpp>

#include "commands/input.hpp"
#include "events/id.hpp"

namespace parcours {

enum class issued_by : std::uint8_t {
    people,  // whom the charter names
    system,  // timers, reactors and the program's own routes; no charter lets a person issue it
    step,    // only as a part of another command
};

// The id that a command makes, as the answer names it: `static constexpr makes_id<meeting_id> makes{"meeting"};`.
template <class Id>
struct makes_id {
    std::string_view name;
    using id = Id;
    explicit constexpr makes_id(std::string_view name_) : name(name_) {}
};

// A command is declared once: its name, its meaning and its inputs; parsing, validation, OpenAPI and the catalogue
// follow. It may also declare
//   target   a pointer to the member that holds the id of its stream; where that member is optional and empty, or none
//            is declared, the command begins a stream, whose id is the one it makes;
//   beside   a pointer to the member whose route a stream that it begins takes, and by which its actor is judged; an
//            optional and empty one stands for the actor; none: the route comes from the command's id;
//   route(actor)  the route of a stream that it begins, where `beside` does not say it;
//   makes    the id that it makes;
//   by       who issues it, people if not said;
//   ends     true where it ends a life, or somebody's part in it: it is decided though its stream holds as many events
//            as people may fill it with (`executor_settings::stream_events_max`);
//   needs(fact_needs&, made)        which remote facts its guards read;
//   check(charter, actor, faults)   what the charter says of its values, beyond their limits;
//   further_steps(actor, made)      what else happens in the same commit.
template <class C>
concept command_declaration = std::is_aggregate_v<C> && requires {
    { C::name } -> std::convertible_to<std::string_view>;
    { C::meaning } -> std::convertible_to<std::string_view>;
    C::inputs();
} && std::tuple_size_v<decltype(C::inputs())> == boost::pfr::tuple_size_v<C>;

template <class C>
concept has_target = requires { C::target; };
template <class C>
concept begins_beside = requires { C::beside; };
template <class C>
concept makes_something = requires { C::makes; };

template <command_declaration C, class Visit>
constexpr void for_each_input(Visit&& visit) {
    std::apply([&](const auto&... each) { (visit(each), ...); }, C::inputs());
}

template <command_declaration C>
constexpr issued_by issuer_of() {
    if constexpr (requires { C::by; })
        return C::by;
    else
        return issued_by::people;
}

// The value of an id that may be optional.
template <class Kind>
std::optional<id128> id_in(const typed_id<Kind>& id) {
    return id.value;
}
template <class Kind>
std::optional<id128> id_in(const std::optional<typed_id<Kind>>& id) {
    return id ? std::optional<id128>(id->value) : std::nullopt;
}

}  // namespace parcours
