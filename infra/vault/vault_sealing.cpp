// SPDX-License-Identifier: Apache-2.0
#include "infra/vault/vault.hpp"

// How a vault finds or makes the key to seal with.

namespace parcours {
namespace {

constexpr int attempts_max = 64;
constexpr category_name documents{};  // in a ring: the key that wraps those of single texts and documents

tl::unexpected<failure> person_is_erased() { return failed(failure_code::invalid, "the person is erased"); }

}  // namespace

expected<sealing_key> vault::to_seal(const key_purpose& purpose) {
    auto& shard = persons_.of(purpose.person);
    for (int attempt = 0; attempt < attempts_max; ++attempt) {
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
        wipe(read->secret);
        const auto* known =
            purpose.own_key ? read->entry.find(documents, {}) : read->entry.find(purpose.category, purpose.scope);
        secret_key secret;
        if (known != nullptr && !slab_.get(known->id, secret)) {
            const auto opened = open_from_store(std::span(&known->id, 1));
            if (!opened) return tl::unexpected(opened.error());
        }
        wipe(secret);
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

// One write: the key, and before it whatever it hangs on that is not there yet.
expected<std::optional<sealing_key>> vault::mint(person_entry& entry, const key_purpose& purpose) {
    std::vector<store_change> changes;
    std::vector<std::pair<key_id, secret_key>> fresh;
    std::vector<ring_key> grown;
    person_record record = entry.record;
    secret_key wrapping;
    if (!entry.exists) {
        auto bucket = page_->latest_bucket(bucket_of(purpose.person));
        random_.fill(record.ring.data(), record.ring.size());
        record.person_key = make_key_id(record.ring, false, random_);
        record.bucket_generation = bucket.generation;
        wrapping = make_secret(random_);
        changes.push_back({person_key_of(bucket_of(purpose.person), purpose.person),
                           encode_person(record, purpose.person, wrapping, bucket.secret, random_)});
        fresh.emplace_back(record.person_key, wrapping);
        wipe(bucket.secret);
    } else if (!slab_.get(record.person_key, wrapping)) {
        return std::nullopt;
    }
    key_id wrapped_by = record.person_key;
    const auto make = [&](ring_use use, category_name category, const id128& scope) {
        const key_record made{use, purpose.person, category, scope, wrapped_by};
        const key_id id = make_key_id(record.ring, use == ring_use::own, random_);
        const secret_key secret = make_secret(random_);
        changes.push_back({key_key_of(id), encode_key(made, id, secret, wrapping, random_)});
        fresh.emplace_back(id, secret);
        if (use != ring_use::own) grown.push_back({category, scope, id, 0});
    };
    if (!purpose.own_key) {
        make(ring_use::category, purpose.category, purpose.scope);
    } else {
        const ring_key* wraps = entry.find(documents, {});
        if (wraps == nullptr) {
            make(ring_use::documents, documents, {});
            std::tie(wrapped_by, wrapping) = fresh.back();
        } else {
            wrapped_by = wraps->id;
            if (!slab_.get(wraps->id, wrapping)) return std::nullopt;
        }
        make(ring_use::own, purpose.category, purpose.scope);
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
    for (const auto& [id, secret] : fresh) slab_.put(id, secret);
    sealing_key key{fresh.back().first, fresh.back().second, store_->open_ticket(*ticket)};
    for (auto& each : fresh) wipe(each.second);
    wipe(wrapping);
    return key;
}

}  // namespace parcours
