// SPDX-License-Identifier: Apache-2.0
#include "infra/vault/vault.hpp"

// How a vault reads persons from its store, and closes them.

namespace parcours {
namespace {

// A shard that is written all the time makes a reading worthless again and again; then the caller may come back.
constexpr int readings_max = 64;

tl::unexpected<failure> corrupt(const char* what) { return failed(failure_code::corrupt, what); }

}  // namespace

expected<vault::reading> vault::decode_reading(const person_id& person, const std::optional<bytes>& value) const {
    reading read;
    if (!value) return read;
    const auto record = decode_person(*value);
    if (!record) return corrupt("a person's record in the vault has an unknown form");
    read.entry.exists = true;
    read.entry.record = *record;
    if (!record->erased) {
        auto bucket = page_->bucket(bucket_of(person), record->bucket_generation);
        if (!bucket) return corrupt("a person's key in the vault is wrapped by a bucket key that is gone");
        const auto secret = open_person_key(*value, person, *bucket);
        wipe(*bucket);
        if (!secret) return tl::unexpected(secret.error());
        read.secret = *secret;
    }
    if (!record->fenced) return read;
    auto proof = page_->latest(page_key_use::fences);
    expected<void> whole;
    const bytes prefix = fence_prefix_of(person);
    const auto scanned = store_->scan(prefix, after_prefix(prefix), [&](byte_view key, byte_view each) {
        const auto found = decode_fence(key, each, proof.secret);
        if (found)
            read.entry.fences.push_back(*found);
        else
            whole = tl::unexpected(found.error());
        return found.has_value();
    });
    if (!scanned) return tl::unexpected(scanned.error());
    if (!whole) return tl::unexpected(whole.error());
    if (read.entry.fences.empty()) return corrupt("a person's fences in the vault are gone");
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
    expected<void> whole;
    const auto scanned = store_->scan(key_key_of(from), key_key_of(until), [&](byte_view key, byte_view value) {
        const auto record = decode_key(value);
        if (!record || key.size() != 1 + from.size()) {
            whole = corrupt("a key's record in the vault has an unknown form");
            return false;
        }
        if (record->person != person || record->wrapped_by != entry.record.person_key) return true;
        ring_key found{record->category, record->scope, {}, 0};
        std::copy(key.begin() + 1, key.end(), found.id.begin());
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
    if (read.entry.exists && !read.entry.record.erased) slab_.put(read.entry.record.person_key, read.secret);
    const person_entry* known = shard.find(person);
    if (known == nullptr || !known->ring_known) shard.put(person, read.entry);
}

void vault::keep_secret(const person_id& person, std::uint64_t seen, const key_id& id, const secret_key& secret) {
    auto& shard = persons_.of(person);
    const std::lock_guard hold(shard.guard);
    if (shard.changes == seen) slab_.put(id, secret);
}

expected<void> vault::put_up(const fence& what) {
    auto& shard = persons_.of(what.person);
    for (int attempt = 0; attempt < readings_max; ++attempt) {
        std::uint64_t seen = 0;
        {
            const std::lock_guard hold(shard.guard);
            seen = shard.changes;
        }
        auto read = read_person(what.person, false);
        if (!read) return tl::unexpected(read.error());
        auto bucket = page_->latest_bucket(bucket_of(what.person));
        person_record record = read->entry.record;
        if (!read->entry.exists) {
            random_.fill(record.ring.data(), record.ring.size());
            record.person_key = make_key_id(record.ring, false, random_);
            read->secret = make_secret(random_);
        }
        record.bucket_generation = bucket.generation;
        record.fenced = true;
        record.erased = record.erased || (what.category == category_name{} && what.own_key == key_id{});
        auto proof = page_->latest(page_key_use::fences);
        const std::vector<store_change> changes{
            {person_key_of(bucket_of(what.person), what.person),
             record.erased ? encode_erased_person(record)
                           : encode_person(record, what.person, read->secret, bucket.secret, random_)},
            {fence_key_of(what), encode_fence(what, time_.now(), proof.secret)}};
        wipe(read->secret);
        std::uint64_t ticket = 0;
        {
            const std::lock_guard hold(shard.guard);
            if (shard.changes != seen) continue;
            const auto written = store_->write(changes);
            if (!written) return tl::unexpected(written.error());
            ticket = *written;
            ++shard.changes;
            shard.forget(what.person);
            slab_.erase_beginning(view(record.ring));
        }
        return store_->make_durable(ticket);
    }
    return failed(failure_code::unavailable, "the vault is written too fast to close a person; try again");
}

}  // namespace parcours
