// SPDX-License-Identifier: Apache-2.0
#include "infra/journal/frame_journal.hpp"

#include <algorithm>

#include <rocksdb/db.h>
#include <rocksdb/write_batch.h>

#include "events/check.hpp"
#include "infra/journal/command_ages.hpp"
#include "infra/journal/families.hpp"
#include "infra/journal/journal_format.hpp"
#include "infra/rocksdb/database.hpp"

namespace parcours {
namespace {

namespace format = journal_format;

constexpr std::size_t blobs_from_octets = 256;
constexpr std::size_t index_memtable_octets = std::size_t{32} << 20;
constexpr std::size_t remembered_frames_max = 256;
// Compaction sees each outcome again within this time, so that what is forgotten also leaves the disk.
constexpr std::size_t forget_within_seconds = std::size_t{24} * 3600;

database_settings describe(const journal_settings& settings, const std::shared_ptr<command_ages>& ages) {
    database_settings whole;
    whole.folder = settings.folder;
    whole.environment = settings.environment;
    whole.refuse_damage = settings.refuse_damage;
    whole.families.resize(family_count);
    auto& index = whole.families[index_family];
    index.memtable_octets = index_memtable_octets;
    index.prefix_octets = format::stream_prefix_octets;
    auto& frames = whole.families[frames_family];
    frames.name = "frames";
    frames.memtable_octets = settings.memtable_octets;
    frames.blobs_from_octets = blobs_from_octets;
    auto& commands = whole.families[commands_family];
    commands.name = "commands";
    commands.memtable_octets = index_memtable_octets;
    commands.forget = command_ages::filter(ages);
    commands.forget_within_seconds = forget_within_seconds;
    return whole;
}

std::string generation_text(const log_shape& shape) {
    return to_hex(view(shape.generation)) + " of " + std::to_string(shape.partitions) + " partitions";
}

}  // namespace

frame_journal::frame_journal(const journal_settings& settings, std::unique_ptr<database> store,
                             std::shared_ptr<command_ages> ages)
    : settings_(settings), ages_(std::move(ages)), store_(std::move(store)) {}

frame_journal::~frame_journal() = default;

expected<std::unique_ptr<frame_journal>> frame_journal::open(const journal_settings& settings, const log_shape& shape,
                                                             const storage_memory& memory) {
    auto opened = open_any(settings, shape, memory);
    if (!opened) return opened;
    const log_shape found = (*opened)->shape();
    if (found.generation != shape.generation || found.partitions != shape.partitions)
        return failed(failure_code::invalid, settings.folder + " is the journal of generation " +
                                                 generation_text(found) + ", not of " + generation_text(shape));
    return opened;
}

expected<std::unique_ptr<frame_journal>> frame_journal::open_any(const journal_settings& settings,
                                                                 const log_shape& if_new,
                                                                 const storage_memory& memory) {
    check(if_new.partitions > 0, "a log has partitions");
    auto ages = std::make_shared<command_ages>();
    auto store = database::open(describe(settings, ages), memory);
    if (!store) return tl::unexpected(std::move(store).error());
    std::unique_ptr<frame_journal> opened(new frame_journal(settings, *std::move(store), std::move(ages)));
    if (auto done = opened->begin_with(if_new); !done) return tl::unexpected(std::move(done).error());
    return opened;
}

expected<std::unique_ptr<frame_journal>> frame_journal::open_beside(const journal_settings& settings,
                                                                    const std::string& own_folder,
                                                                    const storage_memory& memory) {
    auto ages = std::make_shared<command_ages>();
    auto store = database::open_beside(describe(settings, ages), own_folder, memory);
    if (!store) return tl::unexpected(std::move(store).error());
    std::unique_ptr<frame_journal> opened(new frame_journal(settings, *std::move(store), std::move(ages)));
    if (auto done = opened->load_ends(); !done) return tl::unexpected(std::move(done).error());
    return opened;
}

expected<void> frame_journal::begin_with(const log_shape& if_new) {
    std::string stored;
    const auto status = (*store_)->Get({}, rocksdb::Slice(format::shape_key), &stored);
    if (status.IsNotFound()) {
        rocksdb::WriteOptions durable;
        durable.sync = true;
        const auto written = (*store_)->Put(durable, rocksdb::Slice(format::shape_key), format::shape_value(if_new));
        if (!written.ok()) return failed_with(written, "cannot begin a journal in " + settings_.folder);
    } else if (!status.ok()) {
        return failed_with(status, "cannot read " + settings_.folder);
    }
    return load_ends();
}

expected<void> frame_journal::load_ends() {
    std::string stored;
    const auto status = (*store_)->Get({}, rocksdb::Slice(format::shape_key), &stored);
    if (!status.ok()) return failed_with(status, settings_.folder + " holds no journal");
    const auto shape = format::parse_shape(stored);
    if (!shape) return tl::unexpected(shape.error());
    if (shape_.partitions == 0) {  // never changes once it is known, so that it is read without a lock
        shape_ = *shape;
        ages_->set_partitions(shape_.partitions);
    }
    std::vector<history_end> ends(shape_.partitions);
    for (partition_number partition = 0; partition < shape_.partitions; ++partition) {
        ends[partition].at = first_head(shape_.generation, partition);
        const auto found = (*store_)->Get({}, format::end_key(partition), &stored);
        if (found.IsNotFound()) continue;
        if (!found.ok()) return failed_with(found, "cannot read how far the journal goes");
        auto end = format::parse_end(stored);
        if (!end) return tl::unexpected(std::move(end).error());
        if (auto sound = check_end(partition, *end); !sound) return sound;
        ends[partition] = *end;
    }
    const std::lock_guard hold(ends_guard_);
    ends_ = std::move(ends);
    return {};
}

expected<void> frame_journal::check_end(partition_number partition, const history_end& end) const {
    if (end.offset < 0) return {};
    rocksdb::PinnableSlice octets;
    const auto status =
        (*store_)->Get({}, store_->family(frames_family), format::frame_key({partition, end.offset}), &octets);
    if (!status.ok() && !status.IsNotFound()) return failed_with(status, "cannot read the last frame of the journal");
    const auto read = status.ok() ? read_frame(octets.ToStringView()) : not_a_frame::foreign;
    const auto* last = std::get_if<frame>(&read);
    if (last == nullptr || last->hash != end.at.hash)
        return failed(failure_code::corrupt, "partition " + std::to_string(partition) + " of " + settings_.folder +
                                                 " does not end with the frame whose hash is its head: it was changed");
    return {};
}

journal_group frame_journal::begin() const {
    return journal_group(
        {store_->family(index_family), store_->family(frames_family), store_->family(commands_family)});
}

expected<void> frame_journal::write(const journal_group& group, bool synced) {
    rocksdb::WriteOptions how;
    how.sync = synced;
    const auto status = (*store_)->Write(how, group.batch_.get());
    if (!status.ok()) return failed_with(status, "the journal cannot be written");
    // Only now: whoever sees the end must find what lies before it.
    const std::lock_guard hold(ends_guard_);
    for (const auto& [partition, end] : group.ends_) ends_[partition] = end;
    return {};
}

acceptance frame_journal::reader(partition_number partition, const journal_group& under_way) const {
    return reader(partition, std::vector{&under_way});
}

acceptance frame_journal::reader(partition_number partition, std::vector<const journal_group*> under_way) const {
    const auto last = [this, under_way = std::move(under_way)](const stream_id& stream) -> expected<std::uint64_t> {
        std::uint64_t pending = 0;
        for (const auto* group : under_way) pending = std::max(pending, group->last_version(stream).value_or(0));
        if (pending != 0) return pending;
        return last_version(stream);
    };
    acceptance made(partition, *end(partition), last);
    for (const auto& hash : last_hashes(partition, remembered_frames_max)) made.remember_accepted(hash);
    return made;
}

void frame_journal::forget_commands(instant now) {
    const std::lock_guard hold(ends_guard_);
    for (partition_number partition = 0; partition < ends_.size(); ++partition) {
        const std::int64_t both_say = std::min(ends_[partition].recorded_at.ms, now.ms);
        ages_->keep_from(partition, {both_say - settings_.commands_kept_ms});
    }
}

expected<void> frame_journal::compact_commands() {
    rocksdb::CompactRangeOptions options;
    options.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForce;
    const auto status = (*store_)->CompactRange(options, store_->family(commands_family), nullptr, nullptr);
    if (!status.ok()) return failed_with(status, "the outcomes of commands cannot be compacted");
    return {};
}

}  // namespace parcours
