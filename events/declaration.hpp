// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <variant>
#include <vector>

#include <boost/pfr/tuple_size.hpp>

#include "events/category.hpp"
#include "events/commit/commit.hpp"
#include "events/group.hpp"
#include "events/personal.hpp"

// An event is declared once: name, version, fields. Storage, sealing, JSON, schemas, the catalogue, masked printing
// and the golden tests all follow from that declaration (architecture.md, idea 2).
namespace parcours {

// Who outside the program may read a clear field.
enum class outside_reader : std::uint8_t {
    internal,  // nobody
    auditor,   // auditors
    public_,   // consumers of public events, and auditors
};

template <outside_reader Reader>
struct clear_tag {
    static constexpr outside_reader reader = Reader;
};
namespace clear {
inline constexpr clear_tag<outside_reader::internal> internal;
inline constexpr clear_tag<outside_reader::auditor> auditor;
inline constexpr clear_tag<outside_reader::public_> public_;
}  // namespace clear

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <class T>
inline constexpr bool is_vector = false;
template <class T>
inline constexpr bool is_vector<std::vector<T>> = true;

// personal<T> or optional<personal<T>>: that an optional cell is there is itself in clear (it proves that a text was given).
template <class T>
inline constexpr bool holds_personal = is_personal<T>;
template <class T>
inline constexpr bool holds_personal<std::optional<T>> = is_personal<T>;

template <class Exposure>
concept category_exposure = requires {
    { Exposure::name } -> std::convertible_to<category_name>;
    { Exposure::own_key } -> std::convertible_to<bool>;
};
template <class Exposure>
concept clear_exposure = requires {
    { Exposure::reader } -> std::convertible_to<outside_reader>;
};

// One field of an event: its stored name, where it lies, who may read it, and what it means in one line.
// A personal member names its category, a clear one its outside reader; anything else does not compile.
template <class Owner, class T, class Exposure>
    requires(holds_personal<T> ? category_exposure<Exposure> : clear_exposure<Exposure>)
struct field {
    std::string_view name;
    T Owner::*member;
    Exposure exposure;
    group in;
    std::string_view meaning;

    constexpr field(std::string_view name_, T Owner::*member_, Exposure exposure_, group in_, std::string_view meaning_)
        : name(name_), member(member_), exposure(exposure_), in(in_), meaning(meaning_) {}
    using owner = Owner;
    using value_type = T;
    static constexpr bool personal = holds_personal<T>;
};
template <class Owner, class T, class Exposure>
field(std::string_view, T Owner::*, Exposure, group, std::string_view) -> field<Owner, T, Exposure>;

// A member of a small struct that stands inside a cell or a clear field: name, place, meaning.
template <class Owner, class T>
struct part {
    std::string_view name;
    T Owner::*member;
    std::string_view meaning;
    using value_type = T;

    constexpr part(std::string_view name_, T Owner::*member_, std::string_view meaning_)
        : name(name_), member(member_), meaning(meaning_) {}
};
template <class Owner, class T>
part(std::string_view, T Owner::*, std::string_view) -> part<Owner, T>;

// A struct that declares its members.
template <class T>
concept declared = requires { T::fields(); };

template <class T>
inline constexpr bool fully_declared_fields = std::tuple_size_v<decltype(T::fields())> == boost::pfr::tuple_size_v<T>;

template <declared T, class Visit>
constexpr void for_each_field(Visit&& visit) {
    std::apply([&](const auto&... each) { (visit(each), ...); }, T::fields());
}

template <declared T>
constexpr bool names_are_unique() {
    bool unique = true;
    std::size_t i = 0;
    for_each_field<T>([&](const auto& one) {
        std::size_t j = 0;
        for_each_field<T>([&](const auto& other) { unique = unique && (i == j++ || one.name != other.name); });
        ++i;
    });
    return unique;
}

template <declared T>
constexpr bool has_personal_fields() {
    bool found = false;
    for_each_field<T>([&](const auto& one) { found = found || std::remove_cvref_t<decltype(one)>::personal; });
    return found;
}

// The stream's own id is the person whose keys seal: accounts and candidate files.
struct stream_person {};

// Whose keys seal the personal fields: `subject` is a member that holds a person_id, or `stream_person{}`.
template <class E>
concept has_subject = requires { E::subject; };

// An event: its stored name and version, group, meaning and fields, each declared.
template <class E>
concept event = declared<E> && requires {
    { E::name } -> std::convertible_to<std::string_view>;
    { E::version } -> std::convertible_to<int>;
    { E::in } -> std::convertible_to<group>;
    { E::meaning } -> std::convertible_to<std::string_view>;
};

// No member is forgotten and no name is said twice; asserted where a struct is described (counting members is slow to
// compile, and headers of events are everywhere).
template <class T>
concept fully_declared_struct = declared<T> && fully_declared_fields<T> && names_are_unique<T>();
// The same of an event, whose personal fields have a subject.
template <class E>
concept fully_declared = event<E> && fully_declared_struct<E> && (!has_personal_fields<E>() || has_subject<E>);

template <class E>
person_id subject_of(const E& value, const stream_id& stream) {
    if constexpr (!has_subject<E>) {
        return {};
    } else if constexpr (std::is_same_v<std::remove_cvref_t<decltype(E::subject)>, stream_person>) {
        return person_id{stream.id};
    } else {
        static_assert(std::is_same_v<std::remove_cvref_t<decltype(value.*E::subject)>, person_id>,
                      "a subject is a person's id in clear");
        return value.*E::subject;
    }
}

// One value of an enumeration and its name on the wire. NOTE: numbers and names are the stored format.
template <class Enum>
struct named {
    Enum value;
    std::string_view name;
    constexpr named(Enum value_, std::string_view name_) : value(value_), name(name_) {}
};
// An enumeration whose values are listed by `names_of(Enum)`, found by argument-dependent look-up.
template <class T>
concept named_enum = std::is_enum_v<T> && requires(T value) { names_of(value).size(); };

template <named_enum Enum>
constexpr std::string_view name_of(Enum value) {
    for (const auto& each : names_of(value))
        if (each.value == value) return each.name;
    return "unknown";
}
template <named_enum Enum>
constexpr std::optional<Enum> parse_name(std::string_view text) {
    for (const auto& each : names_of(Enum{}))
        if (each.name == text) return each.value;
    return std::nullopt;
}

template <class... Types>
struct type_list {};

// A kind of stream: its number, the type of its ids, its events as a variant, and superseded versions of them
// (each with a free function `upcast(old) -> newer`).
template <class S>
concept stream_family = requires {
    { S::kind } -> std::convertible_to<stream_kind>;
    typename S::id;
    typename S::event;
    typename S::superseded;
};

// Where, when and by whom an event happened: what a fold may know beside the event.
struct stamp {
    stream_id stream;
    std::uint64_t version = 0;  // of the stream, this event included
    event_id id{};
    instant at;  // when the commit was recorded
    struct position position;
    const actor* by = nullptr;  // of the commit; lives as long as the call
    command_id command{};
    std::uint16_t stored_version = 1;  // of the event as it was written, before any upcasting
};

}  // namespace parcours
