// SPDX-License-Identifier: Apache-2.0
#include "projections/journal_feed.hpp"

namespace parcours {

expected<std::vector<accepted>> read_journal_group(const journal& history, partition_number partition,
                                                   std::int64_t from, std::size_t frames_max) {
    std::vector<accepted> group;
    expected<void> sound;
    auto done = history.read(partition, from, frames_max, [&](const position& at, byte_view octets) {
        if (!sound) return;
        const auto read = read_frame(octets);
        const auto* found = std::get_if<frame>(&read);
        if (found == nullptr) {
            sound = failed(failure_code::corrupt, "the journal holds what is no frame");
            return;
        }
        accepted each{at, found->kind, {}, {found->hash, found->kind == frame_kind::closing}, nullptr, {}, {}};
        if (found->kind == frame_kind::commit) {
            auto content = decode_commit(found->body);
            if (!content) {
                sound = tl::unexpected(std::move(content).error());
                return;
            }
            each.content = std::make_shared<const commit>(*std::move(content));
        }
        group.push_back(std::move(each));
    });
    if (!done) return tl::unexpected(std::move(done).error());
    if (!sound) return tl::unexpected(std::move(sound).error());
    return group;
}

}  // namespace parcours
