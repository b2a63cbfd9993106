// SPDX-License-Identifier: Apache-2.0
#include "infra/journal/journal_group.hpp"

#include <rocksdb/write_batch.h>

#include "infra/journal/journal_format.hpp"

namespace parcours {

namespace format = journal_format;

journal_group::journal_group(const families& into) : into_(into), batch_(std::make_unique<rocksdb::WriteBatch>()) {}
journal_group::~journal_group() = default;
journal_group::journal_group(journal_group&&) noexcept = default;

void journal_group::accept(const accepted& what, byte_view octets) {
    batch_->Put(into_.frames, format::frame_key(what.at), rocksdb::Slice(octets));
    if (what.kind != frame_kind::commit) return;
    const commit& content = *what.content;
    if (content.command != command_id{})
        batch_->Put(into_.commands, format::command_key(what.at.partition, content.command),
                    format::command_value(what.at.offset, content));
    const bytes offset = format::offset_value(what.at.offset);
    for (const auto& part : content.parts) {
        const std::uint64_t last = part.first_version + part.events.size() - 1;
        batch_->Put(into_.index, format::stream_key(part.stream, last), offset);
        last_versions_[part.stream] = last;
    }
}

void journal_group::set_aside(const position& at, byte_view octets) {
    batch_->Put(into_.index, format::aside_key(at), rocksdb::Slice(octets));
}

void journal_group::move_end(partition_number partition, const history_end& end) {
    batch_->Put(into_.index, format::end_key(partition), format::end_value(end));
    ends_.emplace_back(partition, end);
}

std::optional<std::uint64_t> journal_group::last_version(const stream_id& stream) const {
    const auto found = last_versions_.find(stream);
    return found == last_versions_.end() ? std::nullopt : std::optional(found->second);
}

std::size_t journal_group::octets() const { return batch_->GetDataSize(); }
bool journal_group::empty() const { return batch_->Count() == 0; }

void journal_group::clear() {
    batch_->Clear();
    ends_.clear();
    last_versions_.clear();
}

}  // namespace parcours
