// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace parcours::http {

// Whether the bytes are UTF-8 by RFC 3629: no overlong form, no surrogate, nothing beyond U+10FFFF.
bool is_utf8(std::string_view bytes);

}  // namespace parcours::http
