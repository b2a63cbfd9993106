// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "infra/vault/unique_index_store.hpp"

// How the unique index is kept: moved to the present key, tidied, mended, and emptied for who is erased.

namespace parcours {
namespace {

// Retries of a command get its answer for 7 days (log.md, "Command ids").
constexpr std::int64_t settled_kept_for_ms = std::int64_t{8} * 24 * 3'600'000;
constexpr std::size_t settled_forgotten_max = 10'000;  // in one go

}  // namespace

expected<void> unique_index_store::move(const place& from) const {
    if (from.key == from.present || from.record.reservations > 0) return {};
    const auto by = proof();
    changes all{{from.key, std::nullopt}, {from.present, encode_unique(from.present, from.record, *by)}};
    if (from.record.held) {
        const bytes by_holder = unique_holder_key(kind_of_unique_key(from.present), from.record.holder);
        all.push_back({by_holder, encode_held(by_holder, from.present, *by)});
    }
    const auto written = store_.write(all);
    return written ? expected<void>{} : tl::unexpected(written.error());
}

expected<bool> unique_index_store::restate(unique_kind kind, std::string_view value, const id128& holder) {
    const std::lock_guard hold(guard_);
    auto there = look_up(kind, value);
    if (!there) return tl::unexpected(there.error());
    if (!there->key.empty() && there->record.holder != holder) return false;
    const bytes key = there->key.empty() ? there->present : there->key;
    const bytes by_holder = unique_holder_key(kind, holder);
    const auto stored = store_.get(by_holder);
    if (!stored) return tl::unexpected(stored.error());
    const auto by = proof();
    if (!there->record.held) {
        there->record.held = true;
        there->record.holder = holder;
        changes all{{key, encode_unique(key, there->record, *by)}, {by_holder, encode_held(by_holder, key, *by)}};
        if (*stored) {
            const auto earlier = decode_held(by_holder, **stored, *by);
            if (!earlier) return tl::unexpected(earlier.error());
            if (*earlier != key)
                if (auto freed = give_up(*earlier, all); !freed) return tl::unexpected(freed.error());
        }
        if (const auto written = store_.write(all); !written) return tl::unexpected(written.error());
    }
    there->key = key;
    if (auto moved = move(*there); !moved) return tl::unexpected(moved.error());
    return true;
}

expected<void> unique_index_store::forget(const id128& holder) {
    std::uint64_t ticket = 0;
    {
        const std::lock_guard hold(guard_);
        const auto by = proof();
        changes all;
        for (const auto kind : {unique_kind::email, unique_kind::siret}) {
            const bytes by_holder = unique_holder_key(kind, holder);
            const auto stored = store_.get(by_holder);
            if (!stored) return tl::unexpected(stored.error());
            if (!*stored) continue;
            const auto held = decode_held(by_holder, **stored, *by);
            if (!held) return tl::unexpected(held.error());
            if (auto freed = give_up(*held, all); !freed) return freed;
            all.push_back({by_holder, std::nullopt});
        }
        const auto written = store_.write(all);
        if (!written) return tl::unexpected(written.error());
        ticket = *written;
    }
    return store_.make_durable(ticket);
}

expected<std::size_t> unique_index_store::forget_absent(const stream_is_there& is_there) {
    std::size_t freed = 0;
    {
        const std::lock_guard hold(guard_);
        const auto by = proof();
        changes all;
        expected<void> whole;
        const bytes prefix = unique_holder_prefix();
        const auto scanned = store_.scan(prefix, after_prefix(prefix), [&](byte_view at, byte_view value) {
            const auto there = is_there(kind_of_holder_key(at), holder_of_key(at));
            const auto held = decode_held(at, value, *by);
            if (!there || !held) {
                whole = tl::unexpected(there ? held.error() : there.error());
            } else if (!*there) {
                whole = give_up(*held, all);
                all.push_back({bytes(at), std::nullopt});
                ++freed;
            }
            return whole.has_value();
        });
        if (!scanned) return tl::unexpected(scanned.error());
        if (!whole) return tl::unexpected(whole.error());
        if (all.empty()) return freed;
        if (const auto written = store_.write(all); !written) return tl::unexpected(written.error());
    }
    if (auto durable = store_.make_durable(store_.last_ticket()); !durable) return tl::unexpected(durable.error());
    return freed;
}

expected<std::vector<open_reservation>> unique_index_store::open_reservations(instant reserved_before) const {
    const std::lock_guard hold(guard_);
    if (auto tidied = tidy_locked(); !tidied) return tl::unexpected(tidied.error());
    std::vector<open_reservation> found;
    expected<void> whole;
    const auto by = proof();
    const bytes prefix = unique_command_prefix();
    const auto scanned = store_.scan(prefix, after_prefix(prefix), [&](byte_view at, byte_view value) {
        const auto record = decode_reservation(at, value, *by);
        if (!record) {
            whole = tl::unexpected(record.error());
            return false;
        }
        const command_id command = command_of_key(at);
        const bool told = !found.empty() && found.back().command == command;
        if (!record->settled && record->at < reserved_before && !told)
            found.push_back({command, record->partition, record->at});
        return true;
    });
    if (!scanned) return tl::unexpected(scanned.error());
    if (!whole) return tl::unexpected(whole.error());
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& one, const auto& other) { return one.reserved_at < other.reserved_at; });
    return found;
}

expected<void> unique_index_store::tidy() const {
    const std::lock_guard hold(guard_);
    return tidy_locked();
}

expected<void> unique_index_store::tidy_locked() const {
    const auto by = proof();
    const std::int64_t now_ms = time_.now().ms;
    changes all;
    const bytes prefix = unique_command_prefix();
    auto scanned = store_.scan(prefix, after_prefix(prefix), [&](byte_view at, byte_view value) {
        const auto record = decode_reservation(at, value, *by);
        if (record && record->settled && now_ms - record->at.ms > settled_kept_for_ms)
            all.push_back({bytes(at), std::nullopt});
        return all.size() < settled_forgotten_max;
    });
    if (!scanned) return scanned;
    if (!all.empty())
        if (const auto written = store_.write(all); !written) return tl::unexpected(written.error());
    const auto keys = page_.all(page_key_use::blind_index);
    for (std::size_t i = 1; i < keys.size(); ++i) {
        bool empty = true;
        const bytes below = unique_prefix_of(keys[i].name);
        scanned = store_.scan(below, after_prefix(below), [&](byte_view, byte_view) { return empty = false; });
        if (!scanned) return scanned;
        if (!empty) continue;
        // What was moved away from under it is on disk before it is gone.
        if (auto durable = store_.make_durable(store_.last_ticket()); !durable) return durable;
        if (auto gone = page_.destroy(page_key_use::blind_index, keys[i].name); !gone) return gone;
    }
    return {};
}

}  // namespace parcours
