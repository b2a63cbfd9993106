// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/cell.hpp"
#include "events/codec/codec.hpp"

// Cells that seal nothing but say what they were asked to seal, so that tests see whether the request was right.
namespace parcours {

inline constexpr std::size_t plain_cell_head = 24;

inline bytes plain_cell(const seal_request& request) {
    bytes cell;
    cell += static_cast<char>(request.category);
    cell += request.own_key ? '\1' : '\0';
    append_u16(cell, request.event_version);
    append_u32(cell, request.field);
    append_u64(cell, request.person.value.high);
    append_u64(cell, request.person.value.low);
    return cell += request.clear;
}
inline byte_view inside_plain_cell(byte_view cell) {
    return cell.size() < plain_cell_head ? byte_view{} : cell.substr(plain_cell_head);
}
inline sealer plain_sealer() {
    return [](const seal_request& request) -> expected<bytes> { return plain_cell(request); };
}
inline sealer failing_sealer() {
    return [](const seal_request&) -> expected<bytes> { return failed(failure_code::unavailable, "no key"); };
}

// The event with each clear personal field in the cell that its declaration asks for.
template <event E>
E with_plain_cells(E value, const stream_id& stream) {
    const person_id person = subject_of(value, stream);
    for_each_field<E>([&]<class Field>(const Field& each) {
        if constexpr (Field::personal) {
            const auto seal = [&](auto& clear) {
                seal_request request{each.exposure.name, each.exposure.own_key, person, E::name, E::version, 0, {}};
                const bytes inside = encode_sealed(clear.clear());
                request.field = field_tag(each.name);
                request.clear = inside;
                clear = sealed{plain_cell(request)};
            };
            auto& member = value.*each.member;
            if constexpr (is_optional<typename Field::value_type>) {
                if (member) seal(*member);
            } else {
                seal(member);
            }
        }
    });
    return value;
}

// And back: each cell of plain_sealer opened.
template <event E>
E opened(E value) {
    for_each_field<E>([&]<class Field>(const Field& each) {
        if constexpr (Field::personal) {
            const auto open = [&]<class T>(personal<T>& cell) {
                auto inside = decode_sealed<T>(inside_plain_cell(cell.cell()));
                if (inside) cell = personal<T>(*std::move(inside));
            };
            auto& member = value.*each.member;
            if constexpr (is_optional<typename Field::value_type>) {
                if (member) open(*member);
            } else {
                open(member);
            }
        }
    });
    return value;
}

}  // namespace parcours
