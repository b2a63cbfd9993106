// SPDX-License-Identifier: Apache-2.0
#include "infra/vault/vault.hpp"

// How a vault finds or makes the key to seal with.

namespace parcours {
namespace {

constexpr category_name documents{};  // in a ring: the key that wraps those of single texts and documents
constexpr std::size_t fresh_keys_max = 3;

tl::unexpected<failure> person_is_erased() { return failed(failure_code::invalid, "the person is erased"); }

}  // namespace

expected<sealing_key> vault::to_seal(const key_purpose& purpose) {
    auto& shard = persons_.of(purpose.person);
    for (int attempt = 0; attempt < readings_max; ++attempt) {
        std::uint64_t seen = 0;
        {
            const std::lock_guard hold(shard.guard);
            if (person_entry* entry = shard.find(purpose.person); entry != nullptr && entry->ring_known) {
                auto sealed = seal_with(*entry, purpose);
                if (!sealed) return tl::unexpected(sealed.error());
                if (*sealed) return **sealed;
                entry->ring_known = false;
            }
            seen = shard.changes;
        }
        auto read = read_person(purpose.person, true);
        if (!read) return tl::unexpected(read.error());
        admit(purpose.person, seen, *read);
        const auto* known =
            purpose.own_key ? read->entry.find(documents, {}) : read->entry.find(purpose.category, purpose.scope);
        if (known == nullptr) continue;
        held_secret secret;
        if (slab_.get(known->id, *secret)) continue;
        const auto opened = open_from_store(std::span(&known->id, 1));
        if (!opened) return tl::unexpected(opened.error());
    }
    return failed(failure_code::unavailable, "the vault's caches are too small for what is asked of it at once");
}

expected<std::optional<sealing_key>> vault::seal_with(person_entry& entry, const key_purpose& purpose) {
    const key_record wanted{
        purpose.own_key ? ring_use::own : ring_use::category, purpose.person, purpose.category, purpose.scope, {}};
    if (entry.is_closed(wanted, {})) return person_is_erased();
    const ring_key* known = purpose.own_key ? nullptr : entry.find(purpose.category, purpose.scope);
    if (known == nullptr) return mint(entry, purpose);
    sealing_key key{known->id, {}, store_->open_ticket(known->ticket)};
    if (!slab_.get(known->id, key.secret)) return std::nullopt;
    return key;
}

// One write: the key, and before it whatever it hangs on that is not there yet. The write is to memory (the store's log
// is written by whoever makes it durable), so the person's shard may stay locked: nobody makes the same key beside it.
expected<std::optional<sealing_key>> vault::mint(person_entry& entry, const key_purpose& purpose) {
    std::vector<store_change> changes;
    std::vector<std::pair<key_id, held_secret>> fresh;
    fresh.reserve(fresh_keys_max);
    std::vector<ring_key> grown;
    person_record record = entry.record;
    const auto proof = page_->latest(page_key_use::proofs);
    held_secret wrapping;
    if (!entry.exists) {
        const auto bucket = page_->latest_bucket(bucket_of(purpose.person));
        random_.fill(record.ring.data(), record.ring.size());
        record.person_key = make_key_id(record.ring, key_work::wraps, random_);
        record.bucket_generation = bucket.generation;
        wrapping = make_secret(random_);
        changes.push_back({person_key_of(bucket_of(purpose.person), purpose.person),
                           encode_person(record, purpose.person, *wrapping, *bucket.secret, *proof.secret, random_)});
        fresh.emplace_back(record.person_key, wrapping);
    } else if (!slab_.get(record.person_key, *wrapping)) {
        return std::nullopt;
    }
    key_id wrapped_by = record.person_key;
    const auto make = [&](ring_use use, key_work work, category_name category, const id128& scope) {
        const key_record made{use, purpose.person, category, scope, wrapped_by};
        const key_id id = make_key_id(record.ring, work, random_);
        const held_secret secret = make_secret(random_);
        changes.push_back({key_key_of(id), encode_key(made, id, *secret, *wrapping, *proof.secret, random_)});
        fresh.emplace_back(id, secret);
        if (use != ring_use::own) grown.push_back({category, scope, id, 0});
    };
    if (!purpose.own_key) {
        make(ring_use::category, key_work::seals, purpose.category, purpose.scope);
    } else {
        if (const ring_key* wraps = entry.find(documents, {}); wraps == nullptr) {
            make(ring_use::documents, key_work::wraps, documents, {});
            wrapped_by = fresh.back().first;
            wrapping = fresh.back().second;
        } else {
            wrapped_by = wraps->id;
            if (!slab_.get(wraps->id, *wrapping)) return std::nullopt;
        }
        make(ring_use::own, key_work::seals_alone, purpose.category, purpose.scope);
    }
    const auto ticket = store_->write(changes);
    if (!ticket) return tl::unexpected(ticket.error());
    ++persons_.of(purpose.person).changes;
    entry.exists = true;
    entry.record = record;
    for (auto& each : grown) {
        each.ticket = *ticket;
        entry.ring.push_back(each);
    }
    for (const auto& [id, secret] : fresh) slab_.put(id, *secret);
    return sealing_key{fresh.back().first, *fresh.back().second, store_->open_ticket(*ticket)};
}

}  // namespace parcours
