// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include <tl/expected.hpp>

namespace parcours {

// What a port can answer when it cannot do what it was asked: a matter of machines, never of the domain's rules.
enum class failure_code : std::uint8_t {
    unavailable,  // may succeed later: a broker, a vault, a full queue
    in_doubt,     // may or may not have happened
    corrupt,      // what was read is not what was written
    invalid,      // what was given can never succeed
    io,           // a disk, a file, a socket
    stopped,      // the part is shutting down, or stopped for a reason it has reported
};

std::string_view to_string(failure_code code);

struct failure {
    failure_code code;
    std::string context;  // one sentence for an operator; never personal values
};

template <class T>
using expected = tl::expected<T, failure>;

inline tl::unexpected<failure> failed(failure_code code, std::string context) {
    return tl::unexpected<failure>(failure{code, std::move(context)});
}

}  // namespace parcours
