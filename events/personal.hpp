// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <utility>
#include <variant>

#include "events/bytes.hpp"
#include "events/check.hpp"

namespace parcours {

// The octets of a cell (events/cell.hpp).
struct sealed {
    bytes octets;
    bool operator==(const sealed&) const = default;
};
// The key is destroyed: nobody will ever read it again.
struct erased {
    bool operator==(const erased&) const = default;
};
// The vault did not answer: it may be readable later.
struct unavailable {
    bool operator==(const unavailable&) const = default;
};

// A personal value: clear only between a command and the log and after opening, else sealed, erased or unavailable.
// There is no implicit way to its value, and nothing prints it.
template <class T>
class personal {
  public:
    using value_type = T;
    personal() = default;
    personal(T clear) : state_(std::move(clear)) {}  // sealing what is clear needs no ceremony; the way back does
    personal(sealed cell) : state_(std::move(cell)) {}
    personal(erased gone) : state_(gone) {}
    personal(unavailable later) : state_(later) {}

    bool is_clear() const { return std::holds_alternative<T>(state_); }
    bool is_sealed() const { return std::holds_alternative<sealed>(state_); }
    bool is_erased() const { return std::holds_alternative<erased>(state_); }
    bool is_unavailable() const { return std::holds_alternative<unavailable>(state_); }

    // REQUIRES: is_clear().
    const T& clear() const {
        check(is_clear(), "a personal value is read only where it is clear");
        return std::get<T>(state_);
    }
    // REQUIRES: is_sealed().
    const bytes& cell() const {
        check(is_sealed(), "a cell is taken only from what is sealed");
        return std::get<sealed>(state_).octets;
    }
    bool operator==(const personal&) const = default;

  private:
    std::variant<T, sealed, erased, unavailable> state_;
};

template <class T>
inline constexpr bool is_personal = false;
template <class T>
inline constexpr bool is_personal<personal<T>> = true;

}  // namespace parcours
