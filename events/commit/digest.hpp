// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/bytes.hpp"

namespace parcours {

// SHA-256 (FIPS 180-4). Threads: any.
digest sha256(byte_view octets);

}  // namespace parcours
