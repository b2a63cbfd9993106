// SPDX-License-Identifier: Apache-2.0
#include "infra/vault/unique_index_store.hpp"

#include <algorithm>

namespace parcours {
namespace {

tl::unexpected<failure> corrupt(const char* what) { return failed(failure_code::corrupt, what); }

}  // namespace

expected<unique_index_store::place> unique_index_store::look_up(unique_kind kind, std::string_view value) const {
    std::vector<bytes> keys;
    for (const auto& each : page_.all(page_key_use::blind_index))
        keys.push_back(unique_key(each.name, *each.secret, kind, value));
    const auto values = store_.get_many(keys);
    if (!values) return tl::unexpected(values.error());
    place found{keys.front(), {}, {}};
    for (std::size_t i = 0; i < keys.size() && found.key.empty(); ++i) {
        if (!(*values)[i]) continue;
        const auto record = decode_unique(keys[i], *(*values)[i], *proof());
        if (!record) return tl::unexpected(record.error());
        found.key = keys[i];
        found.record = *record;
    }
    return found;
}

expected<unique_record> unique_index_store::record_at(byte_view key) const {
    const auto value = store_.get(key);
    if (!value) return tl::unexpected(value.error());
    if (!*value) return corrupt("the unique index lacks a value that it names");
    return decode_unique(key, **value, *proof());
}

expected<std::optional<unique_reservation>> unique_index_store::reservation(byte_view key) const {
    const auto value = store_.get(key);
    if (!value) return tl::unexpected(value.error());
    if (!*value) return std::nullopt;
    const auto record = decode_reservation(key, **value, *proof());
    if (!record) return tl::unexpected(record.error());
    return *record;
}

expected<bool> unique_index_store::reserve(unique_kind kind, std::string_view value, const command_id& command,
                                           partition_number partition, const id128& holder) {
    std::uint64_t ticket = 0;
    {
        const std::lock_guard hold(guard_);
        const bytes by_command = unique_command_key(command, kind);
        const auto earlier = reservation(by_command);
        if (!earlier) return tl::unexpected(earlier.error());
        // Its commit is in history: it gets the answer that it got, and reserves nothing any more.
        if (*earlier && (*earlier)->settled) return true;
        auto there = look_up(kind, value);
        if (!there) return tl::unexpected(there.error());
        const bool again = *earlier && (*earlier)->key == there->key;
        // One command under two values is a client's mistake; the first may still be under way.
        if (*earlier && !again) return false;
        unique_record& record = there->record;
        if (!there->key.empty() && !again && record.holder != holder) return false;
        const bytes key = there->key.empty() ? there->present : there->key;
        // A repeat may come for an id of its own making; what is held stays whose it is.
        if (!record.held) record.holder = holder;
        if (!again) ++record.reservations;
        const instant at = again ? (*earlier)->at : time_.now();
        const auto by = proof();
        const auto written =
            store_.write({{key, encode_unique(key, record, *by)},
                          {by_command, encode_reservation(by_command, {false, partition, at, key}, *by)}});
        if (!written) return tl::unexpected(written.error());
        ticket = *written;
    }
    if (const auto durable = store_.make_durable(ticket); !durable) return tl::unexpected(durable.error());
    return true;
}

expected<void> unique_index_store::give_up(byte_view key, changes& to) const {
    auto record = record_at(key);
    if (!record) return tl::unexpected(record.error());
    record->held = false;
    to.push_back(
        {bytes(key), record->reservations == 0 ? std::nullopt : std::optional(encode_unique(key, *record, *proof()))});
    return {};
}

expected<void> unique_index_store::confirm(const command_id& command, unique_kind kind, const id128& holder) {
    const std::lock_guard hold(guard_);
    const bytes by_command = unique_command_key(command, kind);
    auto reserved = reservation(by_command);
    if (!reserved) return tl::unexpected(reserved.error());
    if (!*reserved || (*reserved)->settled) return {};
    const bytes key = (*reserved)->key;
    auto record = record_at(key);
    if (!record) return tl::unexpected(record.error());
    if (record->held && record->holder != holder)
        return corrupt("what a commit holds is another's in the unique index");
    *record = {true, holder, record->reservations - 1};
    const auto by = proof();
    const bytes by_holder = unique_holder_key(kind, holder);
    changes all{{key, encode_unique(key, *record, *by)},
                {by_command, encode_reservation(by_command, {true, (*reserved)->partition, time_.now(), key}, *by)},
                {by_holder, encode_held(by_holder, key, *by)}};
    const auto stored = store_.get(by_holder);
    if (!stored) return tl::unexpected(stored.error());
    if (*stored) {
        const auto earlier = decode_held(by_holder, **stored, *by);
        if (!earlier) return tl::unexpected(earlier.error());
        if (*earlier != key)
            if (auto freed = give_up(*earlier, all); !freed) return freed;
    }
    const auto written = store_.write(all);
    return written ? expected<void>{} : tl::unexpected(written.error());
}

expected<void> unique_index_store::release(const command_id& command) {
    const std::lock_guard hold(guard_);
    const auto by = proof();
    changes all;
    expected<void> whole;
    const bytes prefix = unique_command_prefix_of(command);
    const auto scanned = store_.scan(prefix, after_prefix(prefix), [&](byte_view at, byte_view value) {
        const auto reserved = decode_reservation(at, value, *by);
        if (reserved && reserved->settled) return true;
        auto record = reserved ? record_at(reserved->key) : tl::unexpected(reserved.error());
        if (!record) {
            whole = tl::unexpected(record.error());
            return false;
        }
        --record->reservations;
        const bool free = !record->held && record->reservations == 0;
        all.push_back({reserved->key, free ? std::nullopt : std::optional(encode_unique(reserved->key, *record, *by))});
        all.push_back({bytes(at), std::nullopt});
        return true;
    });
    if (!scanned) return scanned;
    if (!whole || all.empty()) return whole;
    // One that a crash loses is open again, and released again.
    const auto written = store_.write(all);
    return written ? expected<void>{} : tl::unexpected(written.error());
}

expected<std::optional<id128>> unique_index_store::find(unique_kind kind, std::string_view value) const {
    const std::lock_guard hold(guard_);
    const auto there = look_up(kind, value);
    if (!there) return tl::unexpected(there.error());
    if (there->key.empty() || !there->record.held) return std::nullopt;
    if (auto moved = move(*there); !moved) return tl::unexpected(moved.error());
    return there->record.holder;
}

}  // namespace parcours
