// SPDX-License-Identifier: Apache-2.0
#include "infra/http/session.hpp"

#include <algorithm>
#include <utility>

#include "infra/http/gzip.hpp"

namespace parcours::http {

namespace {

constexpr std::size_t input_bytes_min = 16 * 1024;         // so that a small head limit does not make bodies slow
constexpr std::uint64_t lingered_bytes_max = 1024 * 1024;  // of a client which sends on after it was refused

}  // namespace

session::session(surroundings& around, connection_place& place, std::unique_ptr<transport> line, const ip_address& peer)
    : around_(around),
      place_(place),
      id_(place.number),
      line_(std::move(line)),
      peer_(peer),
      peer_text_(to_string(peer.counted_as())),
      in_(std::max(around.limits.head_bytes_max + 1, input_bytes_min)),
      parser_(around.limits),
      answers_(around, place.number, out_),
      quiet_since_ms_(around.now_ms) {}

session::~session() { answers_.shut(); }

void session::start() { run(); }

void session::on_read(std::size_t bytes) {
    reading_ = false;
    around_.look_at_clock();
    if (phase_ == phase::over) return;
    if (bytes == 0) {
        ended_input_ = true;
        if (phase_ == phase::lingering || answers_.listening()) return abort();
        sink_.reset();
        phase_ = phase::finished;
        return run();
    }
    counters::add(around_.counts.bytes_received, bytes);
    if (phase_ == phase::lingering) {
        lingered_bytes_ += bytes;
        return lingered_bytes_ > lingered_bytes_max ? abort() : settle();
    }
    if (phase_ == phase::head && in_.empty() && !parser_.started()) request_since_ms_ = around_.now_ms;
    in_.commit(bytes);
    starved_ = false;
    run();
}

void session::on_written(std::size_t bytes) {
    writing_ = false;
    around_.look_at_clock();
    if (phase_ == phase::over) return;
    if (bytes == 0) return abort();
    counters::add(around_.counts.bytes_sent, bytes);
    out_.consume(bytes);
    if (out_.empty()) all_sent();
    run();
}

// Nothing waits to be sent any more: bodies that come piece by piece may go on.
void session::all_sent() {
    quiet_since_ms_ = around_.now_ms;
    answers_.output_drained();
    answers_.pump();
}

void session::receive(letter&& what) {
    if (phase_ == phase::over) return;
    around_.look_at_clock();
    if (auto* answered = std::get_if<letter::answered>(&what.what)) {
        compress(answered->what, answered->gzip, around_.limits);
        answers_.answer(answered->sequence, std::move(answered->what));
    } else if (auto* abandoned = std::get_if<letter::abandoned>(&what.what)) {
        answers_.abandoned(abandoned->sequence);
    } else if (auto* pulled = std::get_if<letter::pulled>(&what.what)) {
        answers_.pulled(std::move(*pulled));
    } else if (auto* sunk_piece = std::get_if<letter::sunk>(&what.what)) {
        sunk(std::move(*sunk_piece));
    } else {
        answers_.events_waiting();
    }
    run();
}

bool session::take_now(letter& what) {
    if (what.connection != id_) return false;
    if (auto* answered = std::get_if<letter::answered>(&what.what)) {
        if (answered->sequence != handling_) return false;
        compress(answered->what, answered->gzip, around_.limits);
        answers_.answer(handling_, std::move(answered->what));
        return true;
    }
    const auto* abandoned = std::get_if<letter::abandoned>(&what.what);
    if (abandoned == nullptr || abandoned->sequence != handling_) return false;
    answers_.abandoned(handling_);
    return true;
}

// Everything that can go on goes on: requests out of the bytes, answers into the output, the output to the client.
void session::run() {
    bool progressed = true;
    while (phase_ != phase::over && (progressed || can_parse())) {
        progressed = parse();
        answers_.pump();
        if (continue_due_ && answers_.empty()) {
            continue_due_ = false;
            out_.append("HTTP/1.1 100 Continue\r\n\r\n");
        }
        if (!progressed || out_.size() >= around_.limits.output_bytes_max) flush();
    }
    settle();
    tell_whether_it_waits();
}

bool session::waits_for_client() const {
    if (phase_ == phase::lingering) return true;
    const bool asked_half = phase_ == phase::head || phase_ == phase::body;
    return asked_half && reading_ && !writing_ && answers_.empty() && out_.empty();
}

void session::tell_whether_it_waits() {
    const bool begun = phase_ == phase::body || !in_.empty() || parser_.started();
    const std::int64_t since_ms = begun ? request_since_ms_ : quiet_since_ms_;
    const std::int64_t told = waits_for_client() ? std::max<std::int64_t>(since_ms, 1) : 0;
    if (place_.waits_since_ms.load(std::memory_order_relaxed) != told)
        place_.waits_since_ms.store(told, std::memory_order_relaxed);
}

// Sends what the system takes at once, which is nearly always all; the rest when it can.
void session::flush() {
    if (writing_ || phase_ == phase::over) return;
    while (!out_.empty()) {
        const auto pieces = out_.front();
        std::size_t offered = 0;
        for (const std::string_view piece : pieces) offered += piece.size();
        const std::size_t taken = line_->write_now(pieces);
        if (taken > 0) {
            counters::add(around_.counts.bytes_sent, taken);
            out_.consume(taken);
        }
        if (taken < offered) {
            writing_ = true;
            write_since_ms_ = around_.now_ms;
            line_->write(out_.front(), *this);
            return;
        }
        if (out_.empty()) all_sent();
    }
}

// Decides what the connection waits for next.
void session::settle() {
    if (phase_ == phase::over) return;
    if (answers_.broken()) return abort();
    const bool said_all = (answers_.ended() && !answers_.streams()) || (phase_ == phase::finished && answers_.empty());
    if (said_all && out_.empty() && !writing_ && phase_ != phase::lingering) return linger();
    if (reading_ || ended_input_ || phase_ == phase::finished || sinking_) return;
    const bool has_work = !in_.empty() && !starved_;
    if (phase_ != phase::lingering && (has_work || answers_.full())) return;
    if (out_.size() >= around_.limits.output_bytes_max) return;
    reading_ = true;
    line_->read(in_.space(), *this);
}

// Closing at once would make the system discard what the client has not yet read, had it sent more than we took.
void session::linger() {
    if (ended_input_) return abort();
    phase_ = phase::lingering;
    linger_since_ms_ = around_.now_ms;
    in_.clear();
    line_->end_writing();
    settle();
}

void session::tick() {
    if (phase_ == phase::over) return;
    const std::int64_t now = around_.now_ms;
    if (writing_ && now - write_since_ms_ > around_.limits.write_timeout_ms) {
        counters::add(around_.counts.timeouts);
        return abort();
    }
    if (phase_ == phase::lingering && now - linger_since_ms_ > around_.limits.linger_timeout_ms) return abort();
    answers_.tick();
    if (reading_ && read_timed_out()) {
        counters::add(around_.counts.timeouts);
        const bool begun = phase_ != phase::head || !in_.empty() || parser_.started();
        if (!begun) return abort();
        refuse(408, "request_timeout");
    }
    run();
}

bool session::read_timed_out() const {
    const auto& limits = around_.limits;
    const std::int64_t now = around_.now_ms;
    switch (phase_) {
        case phase::head:
            if (!in_.empty() || parser_.started()) return now - request_since_ms_ > limits.request_timeout_ms;
            if (!answers_.empty() || !out_.empty()) return false;
            return now - quiet_since_ms_ > (served_before_ ? limits.idle_timeout_ms : limits.request_timeout_ms);
        case phase::body: return now - request_since_ms_ > limits.request_timeout_ms;
        case phase::upload:
            return now - progress_since_ms_ > limits.request_timeout_ms ||
                   now - request_since_ms_ > limits.upload_timeout_ms;
        default: return false;
    }
}

void session::drain() {
    if (phase_ == phase::over) return;
    draining_ = true;
    answers_.end_events();
    if (phase_ == phase::head && in_.empty() && !parser_.started()) {
        if (answers_.empty() && out_.empty()) return abort();
        answers_.close_after_newest();
        phase_ = phase::finished;
    }
    run();
}

void session::abort() {
    if (phase_ == phase::over) return;
    phase_ = phase::over;
    place_.waits_since_ms.store(0, std::memory_order_relaxed);
    sink_.reset();
    line_->close();
    answers_.shut();
    around_.ended(id_);
}

}  // namespace parcours::http
