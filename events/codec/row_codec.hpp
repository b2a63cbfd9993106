// SPDX-License-Identifier: Apache-2.0
// Include only in .cpp files: how a projection's rows and entry values are stored, from their declared members.
#pragma once

#include <exception>

#include "events/cell.hpp"
#include "events/codec/value_codec.hpp"
#include "events/failure.hpp"

namespace parcours {

template <declared Row>
void append_row(bytes& out, const Row& row) {
    codec::writer archive(out);
    codec::put(archive, row);
}

template <declared Row>
expected<Row> decode_row(byte_view stored) {
    try {
        codec::reader archive(stored);
        Row row{};
        codec::get(archive, row);
        if (archive.left() != 0) return failed(failure_code::corrupt, "a row with octets left over");
        return row;
    } catch (const std::exception& error) {
        return failed(failure_code::corrupt, std::string("a row cannot be decoded: ") + error.what());
    }
}

}  // namespace parcours
