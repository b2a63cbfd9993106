// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "events/check.hpp"
#include "infra/vault/vault.hpp"

// How a vault reads persons from its store, and closes them.

namespace parcours {
namespace {

tl::unexpected<failure> corrupt(const char* what) { return failed(failure_code::corrupt, what); }

bool closes_all(const fence& what) { return what.category == category_name{} && what.own_key == key_id{}; }

}  // namespace

expected<vault::reading> vault::decode_reading(const person_id& person, const std::optional<bytes>& value) const {
    reading read;
    if (!value) return read;
    const auto proof = page_->latest(page_key_use::proofs);
    const auto record = decode_person(person, *value, *proof.secret);
    if (!record) return tl::unexpected(record.error());
    read.entry.exists = true;
    read.entry.record = *record;
    if (!record->erased) {
        const auto bucket = page_->bucket(bucket_of(person), record->bucket_generation);
        if (!bucket) return corrupt("a person's key in the vault is wrapped by a bucket key that is gone");
        auto secret = open_person_key(*value, person, **bucket);
        if (!secret) return tl::unexpected(secret.error());
        read.secret = *secret;
        wipe(*secret);
    }
    if (!record->fenced) return read;
    expected<void> whole;
    const bytes prefix = fence_prefix_of(person);
    const auto scanned = store_->scan(prefix, after_prefix(prefix), [&](byte_view key, byte_view each) {
        const auto found = decode_fence(key, each, *proof.secret);
        if (found)
            read.entry.fences.push_back(*found);
        else
            whole = tl::unexpected(found.error());
        return found.has_value();
    });
    if (!scanned) return tl::unexpected(scanned.error());
    if (!whole) return tl::unexpected(whole.error());
    const auto& fences = read.entry.fences;
    const bool all = std::any_of(fences.begin(), fences.end(), closes_all);
    if (fences.empty() || all != record->erased) return corrupt("a person's fences in the vault are gone");
    return read;
}

expected<void> vault::read_ring(const person_id& person, person_entry& entry) const {
    entry.ring_known = true;
    if (!entry.exists || entry.record.erased) return {};
    // Keys of single texts lie behind this range and are not needed to seal.
    key_id from{};
    std::copy(entry.record.ring.begin(), entry.record.ring.end(), from.begin());
    key_id until = from;
    until[8] = 0x80;
    const auto proof = page_->latest(page_key_use::proofs);
    expected<void> whole;
    const auto scanned = store_->scan(key_key_of(from), key_key_of(until), [&](byte_view key, byte_view value) {
        ring_key found;
        std::copy_n(key.begin() + 1, std::min(key.size() - 1, found.id.size()), found.id.begin());
        const auto record = decode_key(found.id, value, *proof.secret);
        if (!record) {
            whole = tl::unexpected(record.error());
            return false;
        }
        // Another person's ring may begin alike, and a key that is being wrapped anew lies beside its successor.
        if (record->person != person || record->wrapped_by != entry.record.person_key) return true;
        found.category = record->category;
        found.scope = record->scope;
        entry.ring.push_back(found);
        return true;
    });
    if (!scanned) return scanned;
    const std::uint64_t ticket = store_->open_ticket(store_->last_ticket());
    for (auto& each : entry.ring) each.ticket = ticket;
    return whole;
}

expected<vault::reading> vault::read_person(const person_id& person, bool with_ring) const {
    const auto value = store_->get(person_key_of(bucket_of(person), person));
    if (!value) return tl::unexpected(value.error());
    auto read = decode_reading(person, *value);
    if (read && with_ring)
        if (auto ring = read_ring(person, read->entry); !ring) return tl::unexpected(ring.error());
    return read;
}

void vault::admit(const person_id& person, std::uint64_t seen, const reading& read) {
    auto& shard = persons_.of(person);
    const std::lock_guard hold(shard.guard);
    if (shard.changes != seen) return;
    if (read.entry.exists && !read.entry.record.erased) slab_.put(read.entry.record.person_key, *read.secret);
    const person_entry* known = shard.find(person);
    if (known == nullptr || !known->ring_known) shard.put(person, read.entry);
}

void vault::keep_secret(const person_id& person, std::uint64_t seen, const key_id& id, const secret_key& secret) {
    auto& shard = persons_.of(person);
    const std::lock_guard hold(shard.guard);
    if (shard.changes == seen) slab_.put(id, secret);
}

// The person's record with the fence in it, and the fence.
std::vector<store_change> vault::closing(const fence& what, reading& read) {
    const auto bucket = page_->latest_bucket(bucket_of(what.person));
    const auto proof = page_->latest(page_key_use::proofs);
    person_record& record = read.entry.record;
    if (!read.entry.exists) {
        random_.fill(record.ring.data(), record.ring.size());
        record.person_key = make_key_id(record.ring, key_work::wraps, random_);
        read.secret = make_secret(random_);
    }
    record.bucket_generation = bucket.generation;
    record.fenced = true;
    record.erased = record.erased || closes_all(what);
    bytes person = record.erased
                       ? encode_erased_person(record, what.person, *proof.secret)
                       : encode_person(record, what.person, *read.secret, *bucket.secret, *proof.secret, random_);
    return {{person_key_of(bucket_of(what.person), what.person), std::move(person)},
            {fence_key_of(what), encode_fence(what, time_.now(), *proof.secret)}};
}

expected<void> vault::put_up(const fence& what) {
    check(what.scope.empty() || what.category != category_name{}, "a fence around a scope names its category");
    auto& shard = persons_.of(what.person);
    for (int attempt = 0; attempt < readings_max; ++attempt) {
        std::uint64_t seen = 0;
        {
            const std::lock_guard hold(shard.guard);
            seen = shard.changes;
        }
        auto read = read_person(what.person, false);
        if (!read) return tl::unexpected(read.error());
        // The first one's date stays; it may not be durable yet.
        const auto& there = read->entry.fences;
        const bool repeated = std::find(there.begin(), there.end(), what) != there.end();
        const auto changes = repeated ? std::vector<store_change>{} : closing(what, *read);
        std::uint64_t ticket = 0;
        {
            const std::lock_guard hold(shard.guard);
            if (shard.changes != seen) continue;
            ticket = store_->last_ticket();
            if (!repeated) {
                const auto written = store_->write(changes);
                if (!written) return tl::unexpected(written.error());
                ticket = *written;
                ++shard.changes;
            }
            shard.forget(what.person);
            slab_.erase_beginning(view(read->entry.record.ring));
        }
        return store_->make_durable(ticket);
    }
    return failed(failure_code::unavailable, "the vault is written too fast to close a person; try again");
}

}  // namespace parcours
