// SPDX-License-Identifier: Apache-2.0
// Include only in .cpp files of `events/json`, one of them a stream family, which instantiates these templates.
#pragma once

#include <vector>

#include "events/cell.hpp"
#include "events/codec/codec.hpp"
#include "events/json/event_json.hpp"
#include "events/json/value_json.hpp"

namespace parcours {

using render_stored_function = expected<void> (*)(const stored_event&, const field_filter&, const cell_opener&,
                                                  boost::json::object&);
using render_clear_function = expected<void> (*)(byte_view clear, boost::json::value& into);

// What the JSON of a family consists of, free of its types.
struct sealed_field_json {
    std::string_view event_name;
    int event_version = 1;
    std::uint32_t tag = 0;
    render_clear_function render = nullptr;
};
struct stream_json {
    stream_kind kind;
    render_stored_function render;
    std::vector<sealed_field_json> sealed_fields;
};
template <stream_family S>
stream_json json_of();

namespace json_form {

template <class T>
expected<void> render_sealed(byte_view clear, boost::json::value& into) {
    const auto value = decode_sealed<T>(clear);
    if (!value) return tl::unexpected(value.error());
    write_json(*value, into);
    return {};
}

template <class T>
expected<void> put_cell(const personal<T>& value, const cell_place& place, const cell_opener& open,
                        boost::json::object& into) {
    cell_content opened = withheld{};
    if (value.is_sealed())
        opened = open(place);
    else if (value.is_erased())
        opened = erased{};
    else if (value.is_unavailable())
        opened = unavailable{};
    else
        return failed(failure_code::invalid, "a clear personal value is not rendered without its opener");
    if (std::holds_alternative<withheld>(opened)) return {};
    if (std::holds_alternative<unavailable>(opened))
        return failed(failure_code::unavailable, "a cell cannot be opened just now");
    if (std::holds_alternative<erased>(opened)) {
        render_erased(into[place.field]);
        return {};
    }
    return render_sealed<T>(std::get<bytes>(opened), into[place.field]);
}

template <class Field, class E>
expected<void> put_field(const Field& each, const E& happened, cell_place place, const field_filter& shown,
                         const cell_opener& open, boost::json::object& into) {
    const auto& member = happened.*each.member;
    field_facts facts{each.name, each.in, std::nullopt, outside_reader::internal};
    if constexpr (!Field::personal) {
        facts.reader = each.exposure.reader;
        if (!shown(facts)) return {};
        if constexpr (is_optional<typename Field::value_type>) {
            if (member) write_json(*member, into[each.name]);
        } else {
            write_json(member, into[each.name]);
        }
        return {};
    } else {
        facts.category = each.exposure.name;
        if (!shown(facts)) return {};
        place.category = each.exposure.name;
        place.own_key = each.exposure.own_key;
        place.field = each.name;
        const auto put = [&](const auto& value) {
            if (value.is_sealed()) place.cell = value.cell();
            return put_cell(value, place, open, into);
        };
        if constexpr (is_optional<typename Field::value_type>)
            return member ? put(*member) : expected<void>{};
        else
            return put(member);
    }
}

template <event E>
void add_sealed_fields(std::vector<sealed_field_json>& all) {
    for_each_field<E>([&]<class Field>(const Field& each) {
        if constexpr (Field::personal) {
            using member = typename Field::value_type;
            if constexpr (is_optional<member>)
                all.push_back({E::name, E::version, field_tag(each.name),
                               &render_sealed<typename member::value_type::value_type>});
            else
                all.push_back({E::name, E::version, field_tag(each.name), &render_sealed<typename member::value_type>});
        }
    });
}
template <class... E>
void add_all_sealed(std::vector<sealed_field_json>& all, const std::variant<E...>*) {
    (add_sealed_fields<E>(all), ...);
}
template <class... E>
void add_all_sealed(std::vector<sealed_field_json>& all, const type_list<E...>*) {
    (add_sealed_fields<E>(all), ...);
}

template <stream_family S>
expected<void> render_stored(const stored_event& stored, const field_filter& shown, const cell_opener& open,
                             boost::json::object& into) {
    const auto decoded = decode_event<S>(stored);
    if (!decoded) return tl::unexpected(decoded.error());
    return render_event<S>(*decoded, stored.name, stored.version, shown, open, into);
}

}  // namespace json_form

template <stream_family S>
expected<void> render_event(const typename S::event& happened, std::string_view name, std::uint16_t version,
                            const field_filter& shown, const cell_opener& open, boost::json::object& into) {
    return std::visit(
        [&]<class E>(const E& one) {
            expected<void> done;
            for_each_field<E>([&](const auto& each) {
                if (!done) return;
                cell_place place;
                place.event_name = name;
                place.event_version = version;
                done = json_form::put_field(each, one, place, shown, open, into);
            });
            return done;
        },
        happened);
}

template <stream_family S>
stream_json json_of() {
    stream_json found{S::kind, &json_form::render_stored<S>, {}};
    json_form::add_all_sealed(found.sealed_fields, static_cast<const typename S::event*>(nullptr));
    json_form::add_all_sealed(found.sealed_fields, static_cast<const typename S::superseded*>(nullptr));
    return found;
}

}  // namespace parcours
