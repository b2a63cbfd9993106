// SPDX-License-Identifier: Apache-2.0
// Include only in .cpp files of `events/codec`: one of them a stream family, which instantiates these templates.
#pragma once

#include <exception>
#include <unordered_map>

#include "events/cell.hpp"
#include "events/codec/codec.hpp"
#include "events/codec/value_codec.hpp"

namespace parcours {
namespace codec {

// The version of a sealed value's form; a type that needs another declares `sealed_version` and reads the old ones.
template <class T>
constexpr std::uint8_t sealed_version_of() {
    if constexpr (requires { T::sealed_version; })
        return T::sealed_version;
    else
        return 1;
}

template <class T>
expected<void> put_personal(writer& archive, const personal<T>& value, seal_request request, const sealer& seal) {
    if (value.is_sealed()) {
        archive(value.cell());
        return {};
    }
    const bytes clear = encode_sealed(value.clear());
    request.clear = clear;
    auto cell = seal(request);
    if (!cell) return tl::unexpected(std::move(cell).error());
    archive(*cell);
    return {};
}

template <class Field, class E>
expected<void> put_field(writer& archive, const Field& each, const E& value, const person_id& person,
                         const sealer& seal) {
    const auto& member = value.*each.member;
    if constexpr (!Field::personal) {
        put(archive, member);
        return {};
    } else {
        const seal_request request{each.exposure.name,
                                   each.exposure.own_key,
                                   person,
                                   E::name,
                                   static_cast<std::uint16_t>(E::version),
                                   field_tag(each.name),
                                   {}};
        if constexpr (is_optional<typename Field::value_type>) {
            archive(member.has_value());
            return member ? put_personal(archive, *member, request, seal) : expected<void>{};
        } else {
            return put_personal(archive, member, request, seal);
        }
    }
}

template <class T>
void get_personal(reader& archive, personal<T>& value) {
    sealed cell;
    archive(cell.octets);
    value = personal<T>(std::move(cell));
}

template <class E>
E get_event(reader& archive) {
    E value{};
    for_each_field<E>([&]<class Field>(const Field& each) {
        auto& member = value.*each.member;
        if constexpr (!Field::personal) {
            get(archive, member);
        } else if constexpr (is_optional<typename Field::value_type>) {
            bool present = false;
            archive(present);
            if (present) get_personal(archive, member.emplace());
        } else {
            get_personal(archive, member);
        }
    });
    return value;
}

// Whether the cells of a superseded version are bound as those of the version that its upcast makes: a row that keeps one
// writes beside it the name and the category that the present version has, without which it opens no more.
template <class Old, class New>
constexpr bool binds_alike() {
    bool alike = std::string_view(Old::name) == New::name;
    for_each_field<New>([&]<class Field>([[maybe_unused]] const Field& now) {
        if constexpr (Field::personal) {
            bool there = is_optional<typename Field::value_type>;  // one that is new is left out by the upcast
            for_each_field<Old>([&]<class Former>([[maybe_unused]] const Former& then) {
                if constexpr (Former::personal)
                    if (then.name == now.name) {
                        there = true;
                        alike = alike && then.exposure.name == now.exposure.name;
                    }
            });
            alike = alike && there;
        }
    });
    return alike;
}

// An event of any version, brought to the present one.
template <class Variant, class E>
Variant present(E&& value) {
    if constexpr (std::is_constructible_v<Variant, E>) {
        return Variant(std::forward<E>(value));
    } else {
        using next = std::remove_cvref_t<decltype(upcast(std::forward<E>(value)))>;
        static_assert(binds_alike<std::remove_cvref_t<E>, next>(),
                      "a later version keeps the event's name, and each cell its field's name and category");
        return present<Variant>(upcast(std::forward<E>(value)));
    }
}

template <class Variant>
using decode_function = Variant (*)(reader&);

inline std::string type_key(std::string_view name, int version) {
    std::string key(name);
    key += '\0';
    key += static_cast<char>(version);
    return key;
}

template <class Variant, class... E>
void add_types(std::unordered_map<std::string, decode_function<Variant>>& table, type_list<E...>) {
    (table.emplace(type_key(E::name, E::version),
                   [](reader& archive) { return present<Variant>(get_event<E>(archive)); }),
     ...);
}

template <class... E>
type_list<E...> list_of(const std::variant<E...>&);

template <class Stream>
const auto& decode_table() {
    using variant = typename Stream::event;
    static const auto table = [] {
        std::unordered_map<std::string, decode_function<variant>> all;
        add_types<variant>(all, decltype(list_of(std::declval<variant>())){});
        add_types<variant>(all, typename Stream::superseded{});
        return all;
    }();
    return table;
}

}  // namespace codec

template <class T>
bytes encode_sealed(const T& value) {
    bytes out;
    codec::writer archive(out);
    archive(codec::sealed_version_of<T>());
    codec::put(archive, value);
    return out;
}

template <class T>
expected<T> decode_sealed(byte_view clear) {
    try {
        codec::reader archive(clear);
        std::uint8_t version = 0;
        archive(version);
        if (version != codec::sealed_version_of<T>())
            return failed(failure_code::corrupt, "a sealed value of an unknown version");
        T value{};
        codec::get(archive, value);
        if (archive.left() != 0) return failed(failure_code::corrupt, "a sealed value with octets left over");
        return value;
    } catch (const std::exception& error) {
        return failed(failure_code::corrupt, std::string("a sealed value cannot be decoded: ") + error.what());
    }
}

template <stream_family Stream>
expected<stored_event> encode_event(const typename Stream::event& value, const stream_id& stream, const sealer& seal) {
    return std::visit(
        [&]<class E>(const E& happened) -> expected<stored_event> {
            stored_event stored{std::string(E::name), static_cast<std::uint16_t>(E::version), {}};
            codec::writer archive(stored.body);
            const person_id person = subject_of(happened, stream);
            expected<void> done;
            for_each_field<E>([&](const auto& each) {
                if (done) done = codec::put_field(archive, each, happened, person, seal);
            });
            if (!done) return tl::unexpected(std::move(done).error());
            return stored;
        },
        value);
}

template <stream_family Stream>
expected<typename Stream::event> decode_event(const stored_event& stored) {
    const auto& table = codec::decode_table<Stream>();
    const auto found = table.find(codec::type_key(stored.name, stored.version));
    if (found == table.end())
        return failed(failure_code::corrupt,
                      "an event of an unknown name or version: " + stored.name + " v" + std::to_string(stored.version));
    try {
        codec::reader archive(stored.body);
        auto value = found->second(archive);
        if (archive.left() != 0) return failed(failure_code::corrupt, stored.name + " with octets left over");
        return value;
    } catch (const std::exception& error) {
        return failed(failure_code::corrupt, stored.name + " cannot be decoded: " + error.what());
    }
}

}  // namespace parcours
