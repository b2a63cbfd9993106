// SPDX-License-Identifier: Apache-2.0
#include "infra/processes/session_endings.hpp"

#include "events/codec/codec.hpp"
#include "events/streams/account.hpp"
#include "infra/vault/records.hpp"
#include "projections/journal_feed.hpp"

namespace parcours {
namespace {

constexpr std::size_t frames_read_max = 256;
constexpr char form = 1;
constexpr std::size_t note_octets = 1 + 16 + 8;

bytes key_of(partition_number partition) {
    bytes key(1, static_cast<char>(record_space::followed));
    for (int shift = 24; shift >= 0; shift -= 8) key += static_cast<char>(partition >> shift & 0xff);
    return key;
}

bytes note_of(const token128& generation, std::int64_t next) {
    bytes value(1, form);
    value += view(generation);
    append_u64(value, static_cast<std::uint64_t>(next));
    return value;
}

}  // namespace

session_endings::session_endings(stored_credentials& accounts, vault_store& store, const journal& history, logger& log)
    : accounts_(accounts), store_(store), history_(history), log_(log), partitions_(history.shape().partitions) {}

// A note of another generation says nothing about this one.
expected<void> session_endings::read_notes() {
    const token128 generation = history_.shape().generation;
    for (partition_number partition = 0; partition < partitions_.size(); ++partition) {
        const auto stored = store_.get(key_of(partition));
        if (!stored) return tl::unexpected(stored.error());
        if (!*stored) continue;
        if ((*stored)->size() != note_octets || (*stored)->front() != form)
            return failed(failure_code::corrupt, "what was noted of ended sessions is of no known form");
        if (byte_view(**stored).substr(1, generation.size()) != view(generation)) continue;
        auto& here = partitions_[partition];
        here.next = static_cast<std::int64_t>(read_u64((*stored)->data() + 1 + generation.size()));
        here.noted = here.next;
    }
    return {};
}

expected<void> session_endings::catch_up() {
    {
        const std::lock_guard hold(guard_);
        if (auto read = read_notes(); !read) return read;
    }
    for (partition_number partition = 0; partition < partitions_.size(); ++partition) {
        while (true) {
            const auto group = read_journal_group(history_, partition, partitions_[partition].next, frames_read_max);
            if (!group) return tl::unexpected(group.error());
            if (group->empty()) break;
            on_accepted(*group);
        }
    }
    note();
    return {};
}

void session_endings::on_accepted(std::span<const accepted> group) {
    bool ended = false;
    {
        const std::lock_guard hold(guard_);
        for (const auto& each : group) {
            auto& here = partitions_[each.at.partition];
            if (each.at.offset < here.next) continue;
            failed_ = false;
            if (each.content)
                for (const auto& part : each.content->parts) ended = follow(part) || ended;
            here.stuck = here.stuck || failed_;
            here.next = each.at.offset + 1;
        }
    }
    if (ended) note();
}

bool session_endings::follow(const stream_part& part) {
    if (part.stream.kind != stream_kind::account) return false;
    const person_id account{part.stream.id};
    accounts_.forget(account);
    bool ended = false;
    for (const auto& each : part.events) {
        if (each.name != account_session_revoked::name && each.name != account_deactivated::name) continue;
        ended = true;
        const auto happened = decode_event<account_stream>(each);
        const auto* revoked = happened ? std::get_if<account_session_revoked>(&*happened) : nullptr;
        // What cannot be read ends more rather than less.
        const bool one = revoked != nullptr && revoked->session;
        end(account, one ? std::optional(id128::of(*revoked->session)) : std::nullopt);
    }
    return ended;
}

void session_endings::end(const person_id& account, const std::optional<id128>& session) {
    const auto ended = accounts_.end_sessions(account, session);
    if (ended) return;
    accounts_.withhold(account);
    failed_ = true;
    log_.write(log_level::error, "sessions_not_ended",
               {log_field::stream({stream_kind::account, account.value}), log_field::failed(ended.error())});
}

void session_endings::note() {
    const std::lock_guard hold(guard_);
    std::vector<store_change> changes;
    const token128 generation = history_.shape().generation;
    for (partition_number partition = 0; partition < partitions_.size(); ++partition) {
        auto& here = partitions_[partition];
        if (here.stuck || here.next == here.noted) continue;
        changes.push_back({key_of(partition), note_of(generation, here.next)});
        here.noted = here.next;
    }
    if (changes.empty()) return;
    // A note that is lost lets a later start end again what has ended.
    if (const auto written = store_.write(changes); !written)
        log_.write(log_level::warning, "session_endings_not_noted", {log_field::failed(written.error())});
}

}  // namespace parcours
