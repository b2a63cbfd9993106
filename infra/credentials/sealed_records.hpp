// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "events/ports/entropy.hpp"
#include "events/ports/keys.hpp"
#include "infra/vault/store.hpp"

namespace parcours {

// Which records these are. NOTE: the numbers are the stored format.
enum class sealed_kind : std::uint8_t { password = 1, session = 2, session_of = 3, token = 4, token_of = 5 };

// A record as it is written or was read: whose it is, and what it says.
struct sealed_record {
    person_id person;
    bytes clear;
};
struct sealed_change {
    sealed_kind kind{};
    bytes key;
    std::optional<sealed_record> value;  // nothing: removed
};

// Records of the vault's store, sealed under the `contact` key of the person whose they are: once that key is gone, so
// are they. NOTE: the stored format: key 's' | kind u8 | key; value version u8 | person 16 | key id 16 | box bound to the
// key and all before it. Threads: any.
class sealed_records {
  public:
    // All outlive it.
    sealed_records(vault_store& store, keys& vault, entropy& random) : store_(store), vault_(vault), random_(random) {}

    // Together, in order. The ticket: durable once `make_durable` has returned for it.
    expected<std::uint64_t> write(const std::vector<sealed_change>& changes);
    expected<void> make_durable(std::uint64_t ticket) { return store_.make_durable(ticket); }
    // Nothing where there is none, or its person is erased.
    expected<std::optional<sealed_record>> read(sealed_kind kind, byte_view key) const;
    // Keys below a prefix, without the prefix's own octets 's' and kind; at most `records_max`.
    expected<std::vector<bytes>> keys_below(sealed_kind kind, byte_view prefix, std::size_t records_max) const;

  private:
    vault_store& store_;
    keys& vault_;
    entropy& random_;
};

}  // namespace parcours
