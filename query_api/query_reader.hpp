// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "events/declaration.hpp"
#include "query_api/call.hpp"

namespace parcours {

// Reads the parameters of a query as what they are; the first that is malformed is told.
class query_reader {
  public:
    explicit query_reader(call& asked) : asked_(asked) {}  // the call outlives it

    template <class Id>
    std::optional<Id> id(std::string_view name) {
        const auto text = asked_.query(name);
        return text ? noted(name, parse_id<Id>(*text)) : std::nullopt;
    }
    template <named_enum Enum>
    std::optional<Enum> one_of(std::string_view name) {
        const auto text = asked_.query(name);
        return text ? noted(name, parse_name<Enum>(*text)) : std::nullopt;
    }
    // RFC 3339.
    std::optional<instant> time(std::string_view name) {
        const auto text = asked_.query(name);
        return text ? noted(name, parse_instant(*text)) : std::nullopt;
    }
    // False where all were well formed; else 400 is answered.
    bool refuse();

  private:
    template <class T>
    std::optional<T> noted(std::string_view name, std::optional<T> value) {
        if (!value && malformed_.empty()) malformed_ = name;
        return value;
    }
    call& asked_;
    std::string malformed_;
};

// `after` and `limit`, as the document describes them.
std::vector<query_parameter> page_parameters(std::size_t limit_max = 100);

}  // namespace parcours
