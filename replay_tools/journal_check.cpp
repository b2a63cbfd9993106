// SPDX-License-Identifier: Apache-2.0
#include "replay_tools/journal_check.hpp"

#include "events/commit/digest.hpp"
#include "infra/journal/frame_journal.hpp"
#include "replay_tools/stream_name.hpp"

namespace parcours::replay {
namespace {

constexpr std::size_t frames_of_a_read = 512;

}  // namespace

void journal_check::differs(const position& at, std::string what) {
    differs_ = true;
    faults_.add({"journal_differs", at, "", std::move(what)});
}

void journal_check::read_on() {
    if (!ahead_.empty() || read_to_end_) return;
    const auto next = kept_.read(partition_, next_, frames_of_a_read, [this](const position& at, byte_view octets) {
        ahead_.push_back({at.offset, sha256(octets.substr(0, std::min(octets.size(), frame_header_size)))});
    });
    if (!next) return differs({partition_, next_}, "the journal cannot be read from here on: " + next.error().context);
    read_to_end_ = *next == next_;
    next_ = *next;
}

void journal_check::take_frame(const met_record& met) {
    read_on();
    const bool kept = !ahead_.empty() && ahead_.front().offset == met.at.offset;
    if (kept && met.is == standing::accepted) {
        if (ahead_.front().hash != met.what.hash) differs(met.at, "the journal holds another frame here than the log");
        ahead_.pop_front();
    } else if (kept) {
        differs(met.at, "the journal holds as accepted what the rule does not accept");
    } else if (met.is == standing::accepted) {
        differs(met.at, "the journal lacks an accepted frame");
    } else if (!ahead_.empty() && ahead_.front().offset < met.at.offset) {
        differs({partition_, ahead_.front().offset}, "the journal holds a frame that is not in the log");
    }
}

void journal_check::take(const met_record& met, const commit* content) {
    if (differs_) return;
    take_frame(met);
    if (!differs_ && content != nullptr) take_index(met, *content);
}

void journal_check::take_index(const met_record& met, const commit& content) {
    const auto outcome = kept_.find(partition_, content.command, met.at.offset);
    const auto end = kept_.end(partition_);
    const bool old = end && end->recorded_at.ms - content.recorded_at.ms >= journal_settings{}.commands_kept_ms;
    if (!outcome || (!*outcome && !old) || (*outcome && (*outcome)->at != met.at))
        faults_.add({"index_differs", met.at, "",
                     "the journal does not find the command " + command_text(content.command) + " here"});
    for (const auto& part : content.parts) {
        bool found = false;
        const auto read = kept_.read_stream(part.stream, part.first_version, met.at.offset,
                                            [&](const position& at, const commit&, const stream_part& shown) {
                                                found = at == met.at && shown.first_version == part.first_version;
                                                return false;
                                            });
        if (!read || !found)
            faults_.add({"index_differs", met.at, to_string(part.stream),
                         "the journal does not find version " + std::to_string(part.first_version) + " of " +
                             told(part.stream) + " here"});
    }
}

void journal_check::end(const read_partition& read) {
    if (differs_) return;
    read_on();
    if (!ahead_.empty()) return differs({partition_, ahead_.front().offset}, "the journal goes on where the log ends");
    const auto end = kept_.end(partition_);
    if (!end) return differs({partition_, read.last_offset}, "the journal has no end: " + end.error().context);
    if (end->offset != read.last_offset || end->at != read.at || end->height != read.accepted ||
        end->recorded_at != read.recorded_at)
        differs({partition_, end->offset},
                "the journal says that the history ends at offset " + std::to_string(end->offset) + " and height " +
                    std::to_string(end->height) + "; the log's ends at offset " + std::to_string(read.last_offset) +
                    " and height " + std::to_string(read.accepted));
}

}  // namespace parcours::replay
