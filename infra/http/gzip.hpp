// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "infra/http/settings.hpp"
#include "query_api/http.hpp"

namespace parcours::http {

// Whether an Accept-Encoding field allows gzip: named, or covered by "*", with a weight above zero.
bool accepts_gzip(std::string_view accept_encoding);

// Compresses the body where that is allowed and pays, and says so in the headers. On the I/O thread that sends it.
void compress(response& answer, bool accepted, const settings& limits);

}  // namespace parcours::http
