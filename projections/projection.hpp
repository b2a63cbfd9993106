// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <functional>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "events/cell.hpp"
#include "events/declaration.hpp"
#include "projections/entry_key.hpp"

// A projection tells how one stream folds into a row, and which index entries and counts follow from a row.
// It never writes: the runner compares before and after and writes the difference (architecture.md, idea 4).
namespace parcours {

// The events that a projection folds; all others of its stream leave the row as it is.
template <class... Events>
struct handles {};

// All events of a stream, for a projection that leaves none out.
template <class Variant>
struct every_event;
template <class... Events>
struct every_event<std::variant<Events...>> {
    using type = handles<Events...>;
};
template <stream_family Stream>
using handles_all = typename every_event<typename Stream::event>::type;

// What follows from a row. An entry's key starts with a tag (entry_key); the runner appends the stream's id,
// so that entries of different streams never collide.
struct entry_sink {
    std::vector<std::pair<bytes, bytes>> entries;
    void operator()(entry_key key, bytes value = {}) {
        entries.emplace_back(std::move(key).octets(), std::move(value));
    }
};
struct count_sink {
    std::vector<std::pair<bytes, std::int64_t>> counts;
    void operator()(entry_key key, std::int64_t amount = 1) { counts.emplace_back(std::move(key).octets(), amount); }
};

template <class P, class Event>
concept folds_event =
    requires(typename P::row row, const Event& happened, const stamp& at) { P::on(row, happened, at); };
template <class P, class... Events>
constexpr bool folds_each(handles<Events...>) {
    return (folds_event<P, Events> && ...);
}

template <class P>
concept projection = stream_family<typename P::stream> && declared<typename P::row> &&
                     std::equality_comparable<typename P::row> && folds_each<P>(typename P::events{}) && requires {
                         { P::name } -> std::convertible_to<std::string_view>;
                         { P::version } -> std::convertible_to<int>;
                     };

// `static void entries(const row&, entry_sink&)`, `static void counts(const row&, count_sink&)`: optional.
template <class P>
concept has_entries = requires(const typename P::row row, entry_sink& put) { P::entries(row, put); };
template <class P>
concept has_counts = requires(const typename P::row row, count_sink& add) { P::counts(row, add); };
// `static void event_entries(const row&, const event&, const stamp&, entry_sink&)`: entries of a single event,
// with what tells events apart in their key; they stay for ever.
template <class P>
concept has_event_entries = requires(const typename P::row row, const typename P::stream::event& happened,
                                     const stamp& at, entry_sink& put) { P::event_entries(row, happened, at, put); };

// A sealed field of an event, copied unopened with what opening it needs. Nothing where the field is not sealed. Name and
// category are the present version's, to which every superseded one is bound alike (codec::binds_alike).
template <class E, class Member>
    requires holds_personal<Member>
kept_cell keep(const E& happened, Member E::*member, const stamp& at) {
    const auto* value = [&] {
        if constexpr (is_optional<Member>)
            return (happened.*member) ? &*(happened.*member) : nullptr;
        else
            return &(happened.*member);
    }();
    if (value == nullptr || !value->is_sealed()) return {};
    kept_cell kept{subject_of(happened, at.stream), {}, std::string(E::name), at.stored_version, value->cell()};
    for_each_field<E>([&](const auto& each) {
        if constexpr (std::is_same_v<decltype(each.member), Member E::*>)
            if (each.member == member) kept.category = each.exposure.name;
    });
    return kept;
}

}  // namespace parcours
