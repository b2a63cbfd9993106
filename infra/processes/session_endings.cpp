// SPDX-License-Identifier: Apache-2.0
#include "infra/processes/session_endings.hpp"

#include <algorithm>

#include "events/codec/codec.hpp"
#include "events/streams/account.hpp"
#include "infra/vault/followed_notes.hpp"
#include "projections/journal_feed.hpp"

namespace parcours {
namespace {

constexpr std::size_t frames_read_max = 256;

}  // namespace

session_endings::session_endings(stored_credentials& accounts, vault_store& store, const journal& history, logger& log)
    : accounts_(accounts), store_(store), history_(history), log_(log), partitions_(history.shape().partitions) {}

// A note of another generation says nothing about this one. One that is further than a log whose end was given up would
// let pass what happens next.
expected<void> session_endings::read_notes(bool journal_is_log) {
    const token128 generation = history_.shape().generation;
    for (partition_number partition = 0; partition < partitions_.size(); ++partition) {
        const auto stored = store_.get(followed_key(partition));
        if (!stored) return tl::unexpected(stored.error());
        if (!*stored) continue;
        const auto note = parse_followed(partition, **stored);
        if (!note) return tl::unexpected(note.error());
        if (note->generation != generation) continue;
        const auto end = history_.end(partition);
        if (!end) return tl::unexpected(end.error());
        auto& here = partitions_[partition];
        here.next = journal_is_log ? std::min(note->next, end->next) : note->next;
        here.noted = note->next;
    }
    return {};
}

expected<void> session_endings::catch_up(bool journal_is_log) {
    {
        const std::lock_guard hold(guard_);
        if (auto read = read_notes(journal_is_log); !read) return read;
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
        changes.push_back({followed_key(partition), followed_value({generation, partition, here.next})});
        here.noted = here.next;
    }
    if (changes.empty()) return;
    // A note that is lost lets a later start end again what has ended.
    if (const auto written = store_.write(changes); !written)
        log_.write(log_level::warning, "session_endings_not_noted", {log_field::failed(written.error())});
}

}  // namespace parcours
