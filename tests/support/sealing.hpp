// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/cell.hpp"
#include "events/codec/codec.hpp"
#include "events/declaration.hpp"
#include "events/ports/keys.hpp"
#include "tests/support/fixed_entropy.hpp"

namespace parcours {

// Values of an event as they lie in the log: really sealed, so that openers open them. Not thread-safe.
class sealing {
  public:
    explicit sealing(keys& vault) : vault_(vault) {}

    // For the field `member` of the event E, of this person; `scope`: the application or sponsorship whose event it is.
    template <class E, class T>
    personal<T> operator()(const person_id& of, personal<T> E::*member, const std::type_identity_t<T>& clear,
                           id128 scope = {}) {
        return seal<E>(of, member, clear, scope);
    }
    template <class E, class T>
    std::optional<personal<T>> operator()(const person_id& of, std::optional<personal<T>> E::*member,
                                          const std::type_identity_t<T>& clear, id128 scope = {}) {
        return seal<E>(of, member, clear, scope);
    }

  private:
    template <class E, class Member, class T>
    personal<T> seal(const person_id& of, Member E::*member, const T& clear, const id128& scope) {
        personal<T> made;
        for_each_field<E>([&]<class Field>(const Field& each) {
            if constexpr (Field::personal && std::is_same_v<decltype(Field::member), Member E::*>)
                if (each.member == member) made = sealed_as(of, E::name, E::version, each, clear, scope);
        });
        check(made.is_sealed(), "a personal field of the event is named");
        return made;
    }
    template <class Field, class T>
    personal<T> sealed_as(const person_id& of, std::string_view event, int version, const Field& field, const T& clear,
                          const id128& scope) {
        const category_name category = field.exposure.name;
        const bool scoped = category == category_name::application;
        const auto key = vault_.to_seal({of, category, scoped ? scope : id128{}, field.exposure.own_key});
        check(key.has_value(), "a test seals for who is not erased");
        event_id id{};
        random_.fill(id.data(), id.size());
        const cell_context context{of, category, event, static_cast<std::uint16_t>(version)};
        return sealed{seal_cell(*key, context, id, field_tag(field.name), encode_sealed(clear), random_)};
    }
    keys& vault_;
    fixed_entropy random_{11};
};

}  // namespace parcours
