// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <mutex>

#include "events/ports/clock.hpp"
#include "events/ports/unique_index.hpp"
#include "infra/vault/kept_page.hpp"
#include "infra/vault/store.hpp"
#include "infra/vault/unique_records.hpp"

namespace parcours {

// The unique index as records of the vault's store (unique_records.hpp), where values stand as HMACs under the page's
// blind-index keys alone. What lies under an earlier key is found, and moved to the present one when somebody names
// the value; an earlier key under which nothing lies any more is destroyed. Threads: any.
class unique_index_store final : public unique_index {
  public:
    // All outlive it.
    unique_index_store(vault_store& store, kept_page& page, const clock& time)
        : store_(store), page_(page), time_(time) {}

    expected<bool> reserve(unique_kind kind, std::string_view value, const command_id& command,
                           partition_number partition, const id128& holder) override;
    // Not synced: one that a crash loses is open again, and settled from history.
    expected<void> confirm(const command_id& command, unique_kind kind, const id128& holder) override;
    expected<void> release(const command_id& command) override;
    expected<std::optional<id128>> find(unique_kind kind, std::string_view value) const override;
    // Whoever was first comes first. Tidies on the way, since it is asked now and then.
    expected<std::vector<open_reservation>> open_reservations(instant reserved_before) const override;

    // What a stream is known to hold, from the stream itself: for a restored vault, and to move what nobody names to
    // the present key. False: another holds it.
    expected<bool> restate(unique_kind kind, std::string_view value, const id128& holder);
    // Frees all that it holds; durable when it returns: a step of erasing.
    expected<void> forget(const id128& holder);
    // Frees, durably, what streams hold that are not there: the end of their log was given up. Answers how many values.
    using stream_is_there = std::function<expected<bool>(unique_kind, const id128&)>;
    expected<std::size_t> forget_absent(const stream_is_there& is_there);
    // Forgets what was settled long ago, and destroys blind-index keys that nothing needs.
    expected<void> tidy() const;

  private:
    using changes = std::vector<store_change>;
    // A value's place, and what is there.
    struct place {
        bytes present;  // where it lies or would lie under the present key
        bytes key;      // where it lies; empty: nowhere
        unique_record record;
    };

    // REQUIRES, of these: `guard_` is held.
    expected<place> look_up(unique_kind kind, std::string_view value) const;
    // To the present key, where no reservation names it.
    expected<void> move(const place& from) const;
    expected<std::optional<unique_reservation>> reservation(byte_view key) const;
    expected<unique_record> record_at(byte_view key) const;
    // Appends what follows from the holder's giving up of what lies at `key`.
    expected<void> give_up(byte_view key, changes& to) const;
    expected<void> tidy_locked() const;
    held_secret proof() const { return page_.latest(page_key_use::proofs).secret; }

    vault_store& store_;
    kept_page& page_;
    const clock& time_;
    mutable std::mutex guard_;  // reading and writing are one step
};

}  // namespace parcours
