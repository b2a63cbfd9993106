// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/fwd.hpp>

#include "query_api/command_gateway.hpp"

namespace parcours {

class call;

// Reads a small JSON object by its known fields; what is missing, unknown, said twice, ill-typed or too long is noted
// with its place. A getter whose field is wrong returns an empty value, so that reading goes on.
class body_reader {
  public:
    explicit body_reader(std::string_view text);
    ~body_reader();

    std::string text(std::string_view name, std::size_t octets_max);
    std::optional<std::string> optional_text(std::string_view name, std::size_t octets_max);
    bool has(std::string_view name) const;
    void note(std::string_view name, std::string code, std::string limit = {});

    // False where the body was as it must be; else answers 400 (its form) or 422 (its values) with all that is wrong.
    bool refuse(call& asked);

  private:
    std::unique_ptr<boost::json::object> body_;  // null: no JSON object
    std::vector<std::string> known_;
    std::vector<field_problem> malformed_;
    std::vector<field_problem> invalid_;
};

}  // namespace parcours
