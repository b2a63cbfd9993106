// SPDX-License-Identifier: Apache-2.0
#include "events/failure.hpp"

namespace parcours {

std::string_view to_string(failure_code code) {
    switch (code) {
        case failure_code::unavailable: return "unavailable";
        case failure_code::in_doubt: return "in_doubt";
        case failure_code::corrupt: return "corrupt";
        case failure_code::invalid: return "invalid";
        case failure_code::io: return "io";
        case failure_code::stopped: return "stopped";
    }
    return "unknown";
}

}  // namespace parcours
