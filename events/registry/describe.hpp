// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>

#include "events/registry/event_description.hpp"

// From declarations to data, at the one place that needs the types.
namespace parcours {

template <class T>
inline constexpr bool is_typed_id_v = false;
template <class Kind>
inline constexpr bool is_typed_id_v<typed_id<Kind>> = true;
template <class T>
inline constexpr bool is_octets_v = false;
template <std::size_t Size>
inline constexpr bool is_octets_v<std::array<unsigned char, Size>> = true;

template <class T>
type_description describe_type() {
    type_description found;
    if constexpr (is_optional<T>) {
        found = describe_type<typename T::value_type>();
        found.optional = true;
    } else if constexpr (is_personal<T>) {
        found = describe_type<typename T::value_type>();
    } else if constexpr (std::is_same_v<T, std::string>) {
        found.kind = value_kind::text;
    } else if constexpr (std::is_same_v<T, bool>) {
        found.kind = value_kind::boolean;
    } else if constexpr (std::is_integral_v<T>) {
        found.kind = value_kind::integer;
        found.least = static_cast<std::int64_t>(std::numeric_limits<T>::min());
        found.most = static_cast<std::uint64_t>(std::numeric_limits<T>::max());
    } else if constexpr (std::is_floating_point_v<T>) {
        found.kind = value_kind::number;
    } else if constexpr (named_enum<T>) {
        found.kind = value_kind::enumeration;
        for (const auto& each : names_of(T{})) found.names.push_back(each.name);
    } else if constexpr (is_typed_id_v<T>) {
        found.kind = value_kind::id;
        found.id_prefix = T::prefix;
    } else if constexpr (std::is_same_v<T, instant>) {
        found.kind = value_kind::instant;
    } else if constexpr (std::is_same_v<T, calendar_day>) {
        found.kind = value_kind::day;
    } else if constexpr (is_octets_v<T>) {
        found.kind = value_kind::octets;
        found.octets = std::tuple_size_v<T>;
    } else if constexpr (is_vector<T>) {
        found.kind = value_kind::list;
        found.parts.push_back({{}, {}, describe_type<typename T::value_type>()});
    } else {
        static_assert(fully_declared_struct<T>, "a value that is described declares all its members, each once");
        found.kind = value_kind::structure;
        for_each_field<T>([&]<class Part>(const Part& each) {
            found.parts.push_back({each.name, each.meaning, describe_type<typename Part::value_type>()});
        });
    }
    return found;
}

template <event E>
event_description describe_event(stream_kind stream, bool superseded) {
    static_assert(fully_declared<E>, "an event declares all its members, each once, and whose keys seal them");
    event_description found{E::name, E::version, stream, E::in, E::meaning, superseded, {}};
    for_each_field<E>([&]<class Field>(const Field& each) {
        field_description one;
        one.name = each.name;
        one.meaning = each.meaning;
        one.in = each.in;
        one.type = describe_type<typename Field::value_type>();
        if constexpr (Field::personal) {
            one.category = each.exposure.name;
            one.own_key = each.exposure.own_key;
        } else {
            one.reader = each.exposure.reader;
        }
        found.fields.push_back(std::move(one));
    });
    return found;
}

template <stream_family S, class... E>
void describe_events(std::vector<event_description>& all, const std::variant<E...>*) {
    (all.push_back(describe_event<E>(S::kind, false)), ...);
}
template <stream_family S, class... E>
void describe_events(std::vector<event_description>& all, const type_list<E...>*) {
    (all.push_back(describe_event<E>(S::kind, true)), ...);
}

// The events of a family, present ones first.
template <stream_family S>
void describe_stream(std::vector<event_description>& all) {
    describe_events<S>(all, static_cast<const typename S::event*>(nullptr));
    describe_events<S>(all, static_cast<const typename S::superseded*>(nullptr));
}

}  // namespace parcours
