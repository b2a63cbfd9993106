// SPDX-License-Identifier: Apache-2.0
#include "replay_tools/chain_check.hpp"

#include <map>

namespace parcours::replay {

void chain_check::remember(const digest& hash) {
    if (hashes_.emplace(view(hash)).second) order_.emplace_back(view(hash));
    if (order_.size() <= hashes_kept_max) return;
    hashes_.erase(order_.front());
    order_.pop_front();
}

void chain_check::take_accepted(const met_record& met) {
    ++height_;
    remember(met.what.hash);
}

void chain_check::take_other(const met_record& met) {
    if (met.is == standing::unknown_version)
        faults_.add({"unknown_frame_version", met.at, "",
                     "a frame of an unknown version: a newer program writes this log, and nothing after it was read"});
    if (met.is == standing::damaged)
        faults_.add(
            {"damaged_record", met.at, "", "a record of ours whose length or digest is not what its header says"});
    if (met.is != standing::ignored) return;
    if (!hashes_.contains(std::string(view(met.what.previous))) && strangers_.size() < strangers_max)
        strangers_.push_back({met.at, met.what.previous});
    remember(met.what.hash);
}

void chain_check::hold_against_last(const met_record& met, std::uint64_t height, std::optional<instant> recorded_at) {
    if (height != height_)
        faults_.add({"wrong_height", met.at, "",
                     "a frame of height " + std::to_string(height) + " stands at height " + std::to_string(height_)});
    if (!recorded_at) return;
    if (*recorded_at < last_)
        faults_.add({"wrong_time", met.at, "", "a commit was recorded before the one that it extends"});
    last_ = *recorded_at;
}

void chain_check::undecodable(const met_record& met, const failure& why, bool tells) {
    if (tells)
        faults_.add({"undecodable_frame", met.at, "", "an accepted frame that cannot be decoded: " + why.context});
}

std::optional<commit> chain_check::decode(const met_record& met, bool tells) {
    if (met.what.kind == frame_kind::commit) {
        auto content = decode_commit(met.what.body);
        if (!content) {
            undecodable(met, content.error(), tells);
            return std::nullopt;
        }
        if (tells) hold_against_last(met, content->height, content->recorded_at);
        return *std::move(content);
    }
    const auto height_in = [&](const auto& content) {
        if (!content)
            undecodable(met, content.error(), tells);
        else if (tells)
            hold_against_last(met, content->height, std::nullopt);
    };
    if (met.what.kind == frame_kind::mark)
        height_in(decode_mark(met.what.body));
    else
        height_in(decode_closing(met.what.body));
    return std::nullopt;
}

expected<void> chain_check::settle(const log_reader& records, partition_number partition, fault_list& faults) const {
    if (strangers_.empty()) return {};
    std::map<digest, std::int64_t> lies_at;  // of the frames that strangers extend: the first place
    for (const auto& each : strangers_) lies_at[each.previous] = -1;
    const digest first = first_head(records.shape().generation, partition).hash;
    const auto read = walk(records, partition, [&](const met_record& met) {
        if (met.is != standing::accepted && met.is != standing::ignored) return true;
        const auto found = lies_at.find(met.what.hash);
        if (found != lies_at.end() && found->second < 0) found->second = met.at.offset;
        return true;
    });
    if (!read) return tl::unexpected(read.error());
    for (const auto& each : strangers_) {
        const std::int64_t extends = lies_at[each.previous];
        if (each.previous == first || (extends >= 0 && extends < each.at.offset)) continue;
        faults.add({"broken_chain", each.at, "",
                    extends < 0 ? "the record extends one that is not in the log: one before it was changed or removed"
                                : "the record extends one that lies behind it, at offset " + std::to_string(extends) +
                                      ": records were moved"});
    }
    return {};
}

}  // namespace parcours::replay
