// SPDX-License-Identifier: Apache-2.0
// Include only in .cpp files of `events` (cereal is a vendor).
#pragma once

#include <cstring>
#include <string>
#include <vector>

#include <cereal/cereal.hpp>

#include "events/bytes.hpp"

namespace parcours::codec {

// Writes cereal's binary form, numbers little-endian, to a byte string.
class writer : public cereal::OutputArchive<writer, cereal::AllowEmptyClassElision> {
  public:
    explicit writer(bytes& out) : OutputArchive(this), out_(out) {}
    void octets(const void* from, std::size_t size) { out_.append(static_cast<const char*>(from), size); }

  private:
    bytes& out_;
};

// Reads it back and trusts nothing: no length may exceed the octets that are left. Throws cereal::Exception alone.
class reader : public cereal::InputArchive<reader, cereal::AllowEmptyClassElision> {
  public:
    explicit reader(byte_view from) : InputArchive(this), left_(from) {}
    void octets(void* to, std::size_t size) {
        if (size > left_.size()) throw cereal::Exception("the record ends too early");
        std::memcpy(to, left_.data(), size);
        left_.remove_prefix(size);
    }
    std::size_t left() const { return left_.size(); }
    // A vector of `count` values, each at least `octets_each` long, must fit in what is left.
    void bounded(std::uint64_t count, std::size_t octets_each) const {
        if (count > left_.size() / octets_each) throw cereal::Exception("a length exceeds the record");
    }

  private:
    byte_view left_;
};

template <class Number>
    requires std::is_arithmetic_v<Number>
void CEREAL_SAVE_FUNCTION_NAME(writer& archive, const Number& value) {
    archive.octets(&value, sizeof value);
}
template <class Number>
    requires(std::is_arithmetic_v<Number> && !std::is_same_v<Number, bool>)
void CEREAL_LOAD_FUNCTION_NAME(reader& archive, Number& value) {
    archive.octets(&value, sizeof value);
}
inline void CEREAL_LOAD_FUNCTION_NAME(reader& archive, bool& value) {
    unsigned char octet = 0;
    archive.octets(&octet, 1);
    if (octet > 1) throw cereal::Exception("a truth value is neither 0 nor 1");
    value = octet == 1;
}

inline void CEREAL_SAVE_FUNCTION_NAME(writer& archive, const std::string& value) {
    archive(static_cast<std::uint32_t>(value.size()));
    archive.octets(value.data(), value.size());
}
inline void CEREAL_LOAD_FUNCTION_NAME(reader& archive, std::string& value) {
    std::uint32_t size = 0;
    archive(size);
    archive.bounded(size, 1);
    value.resize(size);
    archive.octets(value.data(), size);
}

template <std::size_t Size>
void CEREAL_SAVE_FUNCTION_NAME(writer& archive, const std::array<unsigned char, Size>& value) {
    archive.octets(value.data(), Size);
}
template <std::size_t Size>
void CEREAL_LOAD_FUNCTION_NAME(reader& archive, std::array<unsigned char, Size>& value) {
    archive.octets(value.data(), Size);
}

template <class T>
void CEREAL_SAVE_FUNCTION_NAME(writer& archive, const std::vector<T>& values) {
    archive(static_cast<std::uint32_t>(values.size()));
    for (const auto& value : values) archive(value);
}
template <class T>
void CEREAL_LOAD_FUNCTION_NAME(reader& archive, std::vector<T>& values) {
    std::uint32_t count = 0;
    archive(count);
    archive.bounded(count, 1);
    values.clear();
    // Grown as it is read: a forged count below the bound must not reserve a multiple of the record.
    for (std::uint32_t i = 0; i < count; ++i) {
        T value{};
        archive(value);
        values.push_back(std::move(value));
    }
}

}  // namespace parcours::codec

CEREAL_SETUP_ARCHIVE_TRAITS(parcours::codec::reader, parcours::codec::writer)
