// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mutex>

#include "events/ports/clock.hpp"
#include "events/ports/unique_index.hpp"
#include "infra/vault/kept_page.hpp"
#include "infra/vault/store.hpp"

namespace parcours {

// The unique index as records of the vault's store; values stand there as HMACs under the page's blind-index key alone.
// NOTE: the stored format, numbers little-endian:
//   'u' | kind u8 | HMAC 32        → version u8 | confirmed u8 | command 16 | partition u32 | reserved at i64 | holder 16
//   'c' | command 16 | kind u8     → HMAC 32, while it is not confirmed
//   'h' | kind u8 | holder 16      → HMAC 32, once it is confirmed: a holder has one value of a kind
// Threads: any.
class unique_index_store final : public unique_index {
  public:
    // All outlive it.
    unique_index_store(vault_store& store, const kept_page& page, const clock& time)
        : store_(store), page_(page), time_(time) {}

    expected<bool> reserve(unique_kind kind, std::string_view value, const command_id& command,
                           partition_number partition, const id128& holder) override;
    expected<void> confirm(const command_id& command, unique_kind kind, const id128& holder) override;
    expected<void> release(const command_id& command) override;
    expected<std::optional<id128>> find(unique_kind kind, std::string_view value) const override;
    expected<std::vector<open_reservation>> open_reservations(instant reserved_before) const override;

  private:
    bytes key_of(unique_kind kind, std::string_view value) const;

    vault_store& store_;
    const kept_page& page_;
    const clock& time_;
    std::mutex guard_;  // reading and writing are one step
};

}  // namespace parcours
