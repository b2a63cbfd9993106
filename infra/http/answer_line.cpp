// SPDX-License-Identifier: Apache-2.0
#include "infra/http/answer_line.hpp"

#include <utility>

#include "events/check.hpp"

namespace parcours::http {

namespace {

// The length of a whole body, or that of a source where it knows.
std::optional<std::uint64_t> length_of(const response_body& body) {
    if (const auto* text = std::get_if<std::string>(&body)) return text->size();
    if (const auto* shared = std::get_if<std::shared_ptr<const std::string>>(&body))
        return *shared ? (*shared)->size() : 0;
    if (const auto* source = std::get_if<std::unique_ptr<body_source>>(&body)) return *source ? (*source)->size() : 0;
    return std::nullopt;
}

}  // namespace

answer_line::answer_line(surroundings& around, std::uint64_t connection, output_queue& out)
    : around_(around), connection_(connection), out_(out), slots_(around.limits.pipelined_max) {}

std::uint32_t answer_line::expect(asked how) {
    check(!full(), "a request is taken only where its answer has a place");
    slot& s = at(next_);
    s.how = std::move(how);
    s.answer = response{};
    s.since_ms = around_.now_ms;
    s.ready = false;
    return next_++;
}

void answer_line::answer(std::uint32_t sequence, response&& what) {
    if (sequence - first_ >= next_ - first_ || at(sequence).ready) return;
    slot& s = at(sequence);
    s.answer = std::move(what);
    s.ready = true;
}

void answer_line::abandoned(std::uint32_t sequence) {
    if (sequence - first_ >= next_ - first_ || at(sequence).ready) return;
    counters::add(around_.counts.requests_refused);
    response problem = problem_of(around_.routes, 503, "no_answer", at(sequence).how.brief);
    if (!problem.headers.find("Retry-After")) problem.headers.add("Retry-After", "1");
    answer(sequence, std::move(problem));
}

void answer_line::failed(std::uint32_t sequence) {
    counters::add(around_.counts.requests_refused);
    at(sequence).ready = false;
    answer(sequence, problem_of(around_.routes, 500, "internal", at(sequence).how.brief));
}

void answer_line::pump() {
    while (!empty() && !ended_ && !streaming() && out_.size() < around_.limits.output_bytes_max) {
        slot& s = at(first_);
        if (!s.ready) return;
        begin(s);
        if (!streaming()) finish_first();
    }
}

void answer_line::begin(slot& s) {
    if (!is_sendable(s.answer)) s.answer = problem_of(around_.routes, 500, "internal", s.how.brief);
    counters::add(around_.counts.answers[static_cast<std::size_t>(s.answer.status / 100)]);
    answer_frame frame;
    frame.date = around_.date;
    frame.content_bytes = length_of(s.answer.body);
    frame.chunked = !frame.content_bytes && !s.how.http_1_0;
    frame.http_1_0 = s.how.http_1_0;
    const bool delimited = frame.content_bytes || frame.chunked || is_bodiless(s.answer.status);
    frame.keep_alive = s.how.keep_alive && delimited;
    ended_ = !frame.keep_alive;
    std::string& text = out_.text();
    const std::size_t before = text.size();
    append_head(text, s.answer, frame);
    if (around_.cors.applies()) around_.cors.append(text, s.how.origin);
    text += "\r\n";
    out_.text_grown(text.size() - before);
    if (s.how.brief.method != method::head && !is_bodiless(s.answer.status)) begin_body(s, frame);
}

void answer_line::begin_body(slot& s, const answer_frame& frame) {
    chunked_ = frame.chunked;
    owed_bytes_ = frame.content_bytes;
    if (auto* text = std::get_if<std::string>(&s.answer.body)) {
        out_.append_owned(std::move(*text));
    } else if (auto* shared = std::get_if<std::shared_ptr<const std::string>>(&s.answer.body)) {
        if (*shared) out_.append_shared(std::move(*shared));
    } else if (auto* source = std::get_if<std::unique_ptr<body_source>>(&s.answer.body)) {
        source_ = std::move(*source);
        if (source_) pull();
    } else if (auto* events = std::get_if<events_opened>(&s.answer.body)) {
        channel_ = std::make_shared<event_channel>(around_.box, connection_, around_.limits.event_bytes_max);
        heartbeat_at_ms_ = around_.now_ms + around_.limits.heartbeat_ms;
        counters::add(around_.counts.event_streams_open);
        const auto told = std::move(events->then);
        if (told) told(channel_);
    }
}

void answer_line::finish_first() {
    at(first_).answer = response{};
    at(first_).how = asked{};
    ++first_;
}

void answer_line::pull() {
    if (pulling_ || out_.size() >= around_.limits.piece_bytes) return;
    pulling_ = true;
    const std::uint64_t number = ++pull_;
    // The box is shared, for a piece may be made after the connection is gone.
    source_->pull(around_.limits.piece_bytes,
                  [box = around_.box, to = connection_, number](expected<body_source::piece> p) {
                      box->put({to, letter::pulled{number, std::move(p)}});
                  });
}

void answer_line::pulled(letter::pulled&& what) {
    if (!source_ || what.pull != pull_) return;
    pulling_ = false;
    if (!what.what) {
        broken_ = true;
        return;
    }
    const std::uint64_t bytes = what.what->bytes.size();
    const bool last = what.what->last;
    if (owed_bytes_) {
        const bool fits = bytes <= *owed_bytes_ && (!last || bytes == *owed_bytes_);
        if (!fits) broken_ = true;  // another length than was announced would be read as another answer
        if (broken_) return;
        *owed_bytes_ -= bytes;
    }
    append_piece(std::move(what.what->bytes), last);
    if (!last) return pull();
    source_.reset();
    finish_first();
}

void answer_line::append_piece(std::string&& bytes, bool last) {
    if (!chunked_) return out_.append_owned(std::move(bytes));
    if (!bytes.empty()) {
        std::string& text = out_.text();
        const std::size_t before = text.size();
        append_chunk_size(text, bytes.size());
        out_.text_grown(text.size() - before);
        out_.append_owned(std::move(bytes));
        out_.append("\r\n");
    }
    if (last) out_.append("0\r\n\r\n");
}

void answer_line::events_waiting() {
    if (!channel_) return;
    if (channel_->was_dropped()) {
        counters::add(around_.counts.event_streams_dropped);
        broken_ = true;
        return;
    }
    if (!out_.empty()) return;  // output_drained() takes them
    event_channel::batch batch = channel_->take();
    if (batch.text.empty() && !batch.last) return;
    heartbeat_at_ms_ = around_.now_ms + around_.limits.heartbeat_ms;
    append_piece(std::move(batch.text), batch.last);
    if (!batch.last) return;
    end_of_events();
    finish_first();
}

void answer_line::output_drained() {
    if (source_) pull();
    if (channel_) {
        channel_->sent();
        events_waiting();
    }
}

void answer_line::tick() {
    for (std::uint32_t sequence = first_; sequence != next_; ++sequence) {
        slot& s = at(sequence);
        if (!s.ready && around_.now_ms - s.since_ms > around_.limits.answer_timeout_ms) abandoned(sequence);
    }
    if (channel_ && out_.empty() && around_.now_ms >= heartbeat_at_ms_) {
        heartbeat_at_ms_ = around_.now_ms + around_.limits.heartbeat_ms;
        append_piece(":\n\n", false);
    }
}

void answer_line::close_after_newest() {
    if (!empty()) at(next_ - 1).how.keep_alive = false;
}

void answer_line::end_events() {
    if (channel_) channel_->close();
}

void answer_line::end_of_events() {
    counters::take(around_.counts.event_streams_open);
    std::exchange(channel_, nullptr)->shut();
}

void answer_line::shut() {
    source_.reset();
    if (channel_) end_of_events();
}

}  // namespace parcours::http
