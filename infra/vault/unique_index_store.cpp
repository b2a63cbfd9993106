// SPDX-License-Identifier: Apache-2.0
#include "infra/vault/unique_index_store.hpp"

#include <algorithm>

#include "infra/vault/records.hpp"

namespace parcours {
namespace {

constexpr char version = 1;
constexpr std::size_t record_octets = 1 + 1 + 16 + 4 + 8 + 16;

struct unique_record {
    bool confirmed = false;
    command_id command{};
    partition_number partition = 0;
    instant reserved_at;
    id128 holder;
};

bytes encode(const unique_record& record) {
    bytes out(1, version);
    out += static_cast<char>(record.confirmed ? 1 : 0);
    out += view(record.command);
    append_u32(out, record.partition);
    append_u64(out, static_cast<std::uint64_t>(record.reserved_at.ms));
    return out += view(record.holder.octets());
}

token128 octets_at(byte_view from, std::size_t at) {
    token128 out{};
    std::copy_n(from.begin() + static_cast<std::ptrdiff_t>(at), out.size(), out.begin());
    return out;
}

expected<unique_record> decode(byte_view stored) {
    if (stored.size() != record_octets || stored.front() != version)
        return failed(failure_code::corrupt, "a record of the unique index has no form of ours");
    unique_record record;
    record.confirmed = stored[1] != 0;
    record.command = octets_at(stored, 2);
    record.partition = read_u32(stored.data() + 18);
    record.reserved_at = {static_cast<std::int64_t>(read_u64(stored.data() + 22))};
    record.holder = id128::of(octets_at(stored, 30));
    return record;
}

bytes space(record_space which) { return bytes(1, static_cast<char>(which)); }

bytes command_prefix(const command_id& command) { return space(record_space::unique_command) += view(command); }
bytes command_key(const command_id& command, unique_kind kind) {
    return command_prefix(command) += static_cast<char>(kind);
}
bytes holder_key(unique_kind kind, const id128& holder) {
    bytes key = space(record_space::unique_holder);
    key += static_cast<char>(kind);
    return key += view(holder.octets());
}

}  // namespace

bytes unique_index_store::key_of(unique_kind kind, std::string_view value) const {
    bytes said(1, static_cast<char>(kind));
    said += value;
    bytes key = space(record_space::unique);
    key += static_cast<char>(kind);
    return key += view(page_.keyed(page_key_use::blind_index, said).value);
}

expected<bool> unique_index_store::reserve(unique_kind kind, std::string_view value, const command_id& command,
                                           partition_number partition, const id128& holder) {
    const bytes key = key_of(kind, value);
    std::uint64_t ticket = 0;
    {
        const std::lock_guard hold(guard_);
        const auto stored = store_.get(key);
        if (!stored) return tl::unexpected(stored.error());
        if (*stored) {
            const auto found = decode(**stored);
            if (!found) return tl::unexpected(found.error());
            if (found->confirmed) return found->command == command || found->holder == holder;
            if (found->command != command) return false;
        }
        const unique_record record{false, command, partition, time_.now(), holder};
        const auto written = store_.write({{key, encode(record)}, {command_key(command, kind), key}});
        if (!written) return tl::unexpected(written.error());
        ticket = *written;
    }
    if (const auto durable = store_.make_durable(ticket); !durable) return tl::unexpected(durable.error());
    return true;
}

expected<void> unique_index_store::confirm(const command_id& command, unique_kind kind, const id128& holder) {
    std::uint64_t ticket = 0;
    {
        const std::lock_guard hold(guard_);
        const auto key = store_.get(command_key(command, kind));
        if (!key) return tl::unexpected(key.error());
        if (!*key) return {};  // it is confirmed, or was never reserved
        const auto stored = store_.get(**key);
        if (!stored) return tl::unexpected(stored.error());
        if (!*stored) return failed(failure_code::corrupt, "the unique index lacks what it reserved");
        auto record = decode(**stored);
        if (!record) return tl::unexpected(record.error());
        record->confirmed = true;
        record->holder = holder;
        std::vector<store_change> changes{
            {**key, encode(*record)}, {command_key(command, kind), std::nullopt}, {holder_key(kind, holder), **key}};
        const auto earlier = store_.get(holder_key(kind, holder));
        if (!earlier) return tl::unexpected(earlier.error());
        if (*earlier && **earlier != **key) changes.push_back({**earlier, std::nullopt});
        const auto written = store_.write(changes);
        if (!written) return tl::unexpected(written.error());
        ticket = *written;
    }
    return store_.make_durable(ticket);
}

expected<void> unique_index_store::release(const command_id& command) {
    const std::lock_guard hold(guard_);
    std::vector<store_change> changes;
    const bytes prefix = command_prefix(command);
    const auto scanned = store_.scan(prefix, after_prefix(prefix), [&](byte_view at, byte_view key) {
        changes.push_back({bytes(key), std::nullopt});
        changes.push_back({bytes(at), std::nullopt});
        return true;
    });
    if (!scanned) return scanned;
    if (changes.empty()) return {};
    // Lost in a crash it is released again, by the sweep.
    const auto written = store_.write(changes);
    return written ? expected<void>{} : tl::unexpected(written.error());
}

expected<std::optional<id128>> unique_index_store::find(unique_kind kind, std::string_view value) const {
    const auto stored = store_.get(key_of(kind, value));
    if (!stored) return tl::unexpected(stored.error());
    if (!*stored) return std::nullopt;
    const auto record = decode(**stored);
    if (!record) return tl::unexpected(record.error());
    return record->confirmed ? std::optional(record->holder) : std::nullopt;
}

expected<std::vector<open_reservation>> unique_index_store::open_reservations(instant reserved_before) const {
    std::vector<open_reservation> found;
    std::optional<failure> why;
    const bytes prefix = space(record_space::unique_command);
    const auto scanned = store_.scan(prefix, after_prefix(prefix), [&](byte_view at, byte_view key) {
        const auto stored = store_.get(key);
        if (!stored) return why = stored.error(), false;
        if (!*stored) return true;
        const auto record = decode(**stored);
        if (!record) return why = record.error(), false;
        if (record->reserved_at < reserved_before)
            found.push_back({octets_at(at, 1), record->partition, record->reserved_at});
        return true;
    });
    if (!scanned) return tl::unexpected(scanned.error());
    if (why) return tl::unexpected(*why);
    return found;
}

}  // namespace parcours
