// SPDX-License-Identifier: Apache-2.0
#include "events/commit/acceptance.hpp"

namespace parcours {
namespace {

constexpr std::size_t remembered_versions_max = 65536;
constexpr std::size_t remembered_ignored_max = 4096;
constexpr std::size_t remembered_accepted_max = 4096;

// Who wrote a frame, and for which height; zero where the body cannot be decoded.
struct frame_origin {
    writer_id writer{};
    std::uint64_t height = 0;
};

template <class Body>
frame_origin origin_in(const expected<Body>& content) {
    return content ? frame_origin{content->writer, content->height} : frame_origin{};
}

frame_origin origin_of(const frame& next) {
    switch (next.kind) {
        case frame_kind::commit: return origin_in(decode_commit(next.body));
        case frame_kind::mark: return origin_in(decode_mark(next.body));
        case frame_kind::closing: return origin_in(decode_closing(next.body));
    }
    return {};
}

}  // namespace

acceptance::acceptance(partition_number partition, const history_end& from, version_lookup last_version)
    : partition_(partition), end_(from), last_version_(std::move(last_version)) {}

acceptance::verdict acceptance::take(std::int64_t offset, byte_view record) {
    const auto read = read_frame(record);
    if (const auto* reason = std::get_if<not_a_frame>(&read)) {
        if (*reason == not_a_frame::unknown_version)
            return failure{failure_code::corrupt, "a frame of an unknown version: a newer program writes this log"};
        end_.next = offset + 1;
        return foreign{};
    }
    const auto& next = std::get<frame>(read);
    const auto after = accept(end_.at, next);
    return after ? extend(offset, next, *after) : set_aside(offset, next);
}

acceptance::verdict acceptance::extend(std::int64_t offset, const frame& next, const head& after) {
    ignored_writers_.erase(
        std::string(view(next.hash)));  // a copy that came too early is no fork once another is accepted
    accepted taken{{partition_, offset}, next.kind, end_.at, after, nullptr, {}, {}};
    if (next.kind == frame_kind::commit) return extend_commit(std::move(taken), next.body);
    if (next.kind == frame_kind::mark) {
        auto content = decode_mark(next.body);
        if (!content) return std::move(content).error();
        taken.marked = *content;
    } else {
        auto content = decode_closing(next.body);
        if (!content) return std::move(content).error();
        taken.closed = *content;
    }
    end_ = {after, offset, offset + 1, end_.height + 1, end_.recorded_at};
    remember_accepted(after.hash);
    return taken;
}

acceptance::verdict acceptance::extend_commit(accepted&& next, byte_view body) {
    auto content = decode_commit(body);
    if (!content) return std::move(content).error();
    if (content->recorded_at < end_.recorded_at)
        return failure{failure_code::corrupt, "a commit that was recorded before the one it extends"};
    if (content->height != end_.height + 1)
        return failure{failure_code::corrupt, "a commit whose height does not follow the one it extends"};
    if (auto fault = versions_follow(*content)) return *std::move(fault);
    end_ = {next.after, next.at.offset, next.at.offset + 1, end_.height + 1, content->recorded_at};
    remember_accepted(next.after.hash);
    next.content = std::make_shared<const commit>(*std::move(content));
    return std::move(next);
}

std::optional<failure> acceptance::versions_follow(const commit& content) {
    if (versions_.size() > remembered_versions_max) versions_.clear();
    for (const auto& part : content.parts) {
        auto known = versions_.find(part.stream);
        if (known == versions_.end()) {
            auto last = last_version_(part.stream);
            if (!last) return std::move(last).error();
            known = versions_.emplace(part.stream, *last).first;
        }
        if (part.first_version != known->second + 1)
            return failure{failure_code::corrupt, "a commit whose events do not follow their stream " +
                                                      to_string(part.stream) + ": some executor is wrong"};
        known->second += part.events.size();
    }
    return std::nullopt;
}

void acceptance::remember_accepted(const digest& hash) {
    if (accepted_.emplace(view(hash)).second) accepted_order_.emplace_back(view(hash));
    if (accepted_order_.size() > remembered_accepted_max) {
        accepted_.erase(accepted_order_.front());
        accepted_order_.pop_front();
    }
}

acceptance::verdict acceptance::set_aside(std::int64_t offset, const frame& next) {
    const auto [writer, height] = origin_of(next);
    const auto extended = ignored_writers_.find(std::string(view(next.previous)));
    if (extended != ignored_writers_.end() && extended->second != writer && writer != writer_id{} &&
        extended->second != writer_id{})
        return failure{failure_code::corrupt,
                       "a record extends another writer's record that was never accepted here: the log has forked"};
    // Below the frames remembered nobody can tell whether this is a copy, so it proves nothing.
    const bool remembered = height + accepted_order_.size() > end_.height;
    const bool copy = accepted_.contains(std::string(view(next.hash)));
    if (remembered && !copy && ignored_writers_.emplace(view(next.hash), writer).second)
        ignored_order_.emplace_back(view(next.hash));
    if (ignored_order_.size() > remembered_ignored_max) {
        ignored_writers_.erase(ignored_order_.front());
        ignored_order_.pop_front();
    }
    end_.next = offset + 1;
    return ignored{{partition_, offset}, next.hash, next.previous, writer};
}

}  // namespace parcours
