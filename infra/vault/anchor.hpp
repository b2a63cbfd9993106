// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "events/failure.hpp"
#include "infra/vault/box.hpp"

namespace parcours {

// The one secret that seals the vault's page, and how often it was replaced.
struct anchor_secret {
    std::uint64_t generation = 0;
    secret_key secret{};
};

// What the ground under an anchor promises: whether overwriting a secret there destroys it.
struct anchor_ground {
    std::uint64_t place = 0;  // made of where its octets lie on the device: another number, another place; 0: unknown
    std::vector<std::string> doubts;  // one sentence each; none: it is sound
};

// Where that secret is kept: the only place whose overwriting erasure relies on (privacy.md, L0). Not thread-safe.
class anchor {
  public:
    virtual ~anchor() = default;
    // The latest generation; nothing where none was ever made; `corrupt` where there was one and it is not readable.
    virtual expected<std::optional<anchor_secret>> read() = 0;
    // Durable beside the present one, and read back; from now on `read` answers it.
    virtual expected<void> write(const anchor_secret& next) = 0;
    // Overwrites every secret but the latest, and reads back that it is gone. Repeatable: a start does it again.
    virtual expected<void> destroy_earlier() = 0;
    virtual anchor_ground ground() = 0;
};

}  // namespace parcours
