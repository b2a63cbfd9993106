// SPDX-License-Identifier: Apache-2.0
// Emits the codecs of all values that stand inside cells, so that openers elsewhere need no codec of their own.
#include "events/all_streams.hpp"
#include "events/codec/stream_codec.hpp"

namespace parcours::codec {

using any_function = void (*)();

template <class Member>
void add_sealed(std::vector<any_function>& all) {
    if constexpr (is_optional<Member>) {
        add_sealed<typename Member::value_type>(all);
    } else {
        using value = typename Member::value_type;
        all.push_back(reinterpret_cast<any_function>(&encode_sealed<value>));
        all.push_back(reinterpret_cast<any_function>(&decode_sealed<value>));
    }
}

template <class Event>
void add_fields(std::vector<any_function>& all) {
    for_each_field<Event>([&]<class Field>(const Field&) {
        if constexpr (Field::personal) add_sealed<typename Field::value_type>(all);
    });
}
template <class... E>
void add_events([[maybe_unused]] std::vector<any_function>& all, type_list<E...>) {
    (add_fields<E>(all), ...);
}

template <class... S>
std::vector<any_function> functions_of(type_list<S...>) {
    std::vector<any_function> all;
    (add_events(all, decltype(list_of(std::declval<typename S::event>())){}), ...);
    (add_events(all, typename S::superseded{}), ...);
    return all;
}

// Taking their addresses makes the compiler emit them; nothing calls this.
std::vector<any_function> sealed_value_functions() { return functions_of(all_streams{}); }

}  // namespace parcours::codec
