// SPDX-License-Identifier: Apache-2.0
#include "tests/support/written_history.hpp"

namespace parcours {

accepted written_history::add_parts(std::vector<stream_part> parts, actor by) {
    const partition_number partition = parts.front().stream.route() % history_.shape().partitions;
    const auto end = history_.end(partition).value();
    auto content = std::make_shared<commit>();
    bytes number;
    append_u64(number, all_.size() + 1);
    std::copy(number.begin(), number.end(), content->command.begin());
    content->command_name = "written.by_a_test";
    content->by = std::move(by);
    content->recorded_at = time_of(all_.size());
    content->height = end.height + 1;
    content->parts = std::move(parts);
    for (const auto& part : content->parts)
        versions_[part.stream] = std::max(versions_[part.stream], part.first_version - 1 + part.events.size());
    const auto frame = make_frame(frame_kind::commit, end.at.hash, encode(*content));
    accepted next{{partition, end.offset + 1}, frame_kind::commit, end.at, {frame.hash, false}, content, {}, {}};
    history_.take(next, frame.octets);
    all_.push_back(next);
    return next;
}

std::vector<position> written_history::ends() const {
    std::vector<position> found;
    for (partition_number each = 0; each < history_.shape().partitions; ++each)
        found.push_back({each, history_.end(each).value().offset});
    return found;
}

}  // namespace parcours
