// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <filesystem>

#include "events/ports/entropy.hpp"
#include "infra/vault/anchor.hpp"

namespace parcours {

// NOTE: the stored format. Two slots of 4096 octets:
//  0 magic "PARANC01" | 8 generation u64 | 16 secret 32 | 48 zeros | 4064 BLAKE2b-256 of all before
// A slot that holds no secret is random octets.
inline constexpr std::size_t anchor_slot_size = 4096;
bytes encode_anchor_slot(const anchor_secret& content);
// Nothing where the slot was torn, overwritten, or never written.
std::optional<anchor_secret> decode_anchor_slot(byte_view slot);

// An anchor in a file, whose slots are overwritten in place past all caches (O_DIRECT, O_DSYNC).
class anchor_file final : public anchor {
  public:
    anchor_file(std::filesystem::path path, entropy& random) : path_(std::move(path)), random_(random) {}

    expected<std::optional<anchor_secret>> read() override;
    expected<void> write(const anchor_secret& next) override;
    expected<void> destroy_earlier() override;
    anchor_ground ground() override;

  private:
    expected<std::array<std::optional<anchor_secret>, 2>> read_slots();
    expected<void> create(const anchor_secret& first);

    std::filesystem::path path_;
    entropy& random_;
};

}  // namespace parcours
