// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <exception>
#include <utility>

#include "infra/http/gzip.hpp"
#include "infra/http/session.hpp"
#include "infra/http/target.hpp"

namespace parcours::http {

namespace {

constexpr std::uint64_t upload_progress_bytes = 16 * 1024;  // that must come within one request timeout

instant wall_clock() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::milliseconds>(since).count()};
}

}  // namespace

bool session::can_parse() const {
    const bool expecting = phase_ == phase::head || phase_ == phase::body || phase_ == phase::upload;
    return expecting && !starved_ && !sinking_ && !in_.empty() && !answers_.full() && !answers_.ended() &&
           out_.size() < around_.limits.output_bytes_max;
}

bool session::parse() {
    bool progressed = false;
    while (can_parse() && (phase_ == phase::head ? parse_head() : parse_body())) progressed = true;
    return progressed;
}

bool session::parse_head() {
    const request_parser::step step = parser_.parse_head(in_.view(), head_);
    in_.consume(step.consumed);
    switch (step.what) {
        case request_parser::outcome::head: take_head(); return true;
        case request_parser::outcome::refused: refuse(parser_.refused().status, parser_.refused().code); return true;
        default: starved_ = true; return false;
    }
}

void session::take_head() {
    counters::add(around_.counts.requests);
    head_.peer = peer_text_;
    head_.tls = line_->is_tls();
    head_.arrived_at = wall_clock();
    std::optional<decoded_target> target = decode_target(head_.target, around_.limits.query_parameters_max);
    if (!target || (target->path == "*" && head_.method != method::options)) return refuse(400, "malformed_request");
    head_.path = std::move(target->path);
    head_.query = std::move(target->query);
    around_.proxies.apply(peer_, head_);
    if (around_.cors.is_preflight(head_)) {
        return answer_now(around_.cors.preflight(around_.cors.allowed_origin(head_)), parser_.frame().has_body());
    }
    if (head_.path == "*") {
        response of_the_server;
        of_the_server.status = 204;
        of_the_server.headers.add("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
        return answer_now(std::move(of_the_server), parser_.frame().has_body());
    }
    take_policy();
}

void session::take_policy() {
    const framing& frame = parser_.frame();
    body_policy policy;
    try {
        policy = around_.routes.policy(head_);
    } catch (const std::exception&) {
        return refuse(500, "internal");
    }
    if (policy.refusal) return answer_now(std::move(*policy.refusal), frame.has_body());
    if (frame.content_bytes.value_or(0) > policy.limit_bytes) return refuse(413, "body_too_large");
    sink_ = std::move(policy.sink);
    if (!frame.has_body()) return dispatch();
    phase_ = sink_ ? phase::upload : phase::body;
    body_limit_ = policy.limit_bytes;
    body_received_ = 0;
    progress_bytes_ = 0;
    progress_since_ms_ = around_.now_ms;
    upload_whole_ = false;
    continue_due_ = frame.expects_continue && in_.empty();
}

bool session::parse_body() {
    continue_due_ = false;
    const request_parser::step step = parser_.parse_body(in_.view());
    switch (step.what) {
        case request_parser::outcome::need_more:
            in_.consume(step.consumed);
            starved_ = true;
            if (in_.full()) refuse(400, "malformed_request");  // a chunk's head of that length is no chunk's head
            return false;
        case request_parser::outcome::piece:
        case request_parser::outcome::finished:
            in_.consume(step.consumed);  // the bytes of the piece stay where they are until more is read
            take_piece(step.what == request_parser::outcome::finished);
            return true;
        default: refuse(parser_.refused().status, parser_.refused().code); return true;
    }
}

void session::take_piece(bool finished) {
    const std::string_view piece = parser_.piece();
    body_received_ += piece.size();
    if (body_received_ > body_limit_) return refuse(413, "body_too_large");
    if (phase_ == phase::body) {
        body_.append(piece);
        if (finished) dispatch();
        return;
    }
    upload_whole_ = finished;
    progress_bytes_ += piece.size();
    if (progress_bytes_ >= upload_progress_bytes) {
        progress_bytes_ = 0;
        progress_since_ms_ = around_.now_ms;
    }
    if (piece.empty()) {
        if (finished) dispatch();
        return;
    }
    sinking_ = true;
    // The box is shared, for the sink may have done after the connection is gone.
    sink_->write(std::string(piece), [box = around_.box, to = id_, number = ++upload_](std::optional<response> no) {
        box->put({to, letter::sunk{number, std::move(no)}});
    });
}

void session::sunk(letter::sunk&& what) {
    if (!sinking_ || what.upload != upload_) return;
    sinking_ = false;
    if (phase_ != phase::upload) return;
    progress_since_ms_ = around_.now_ms;  // the time that the sink took is not the client's
    if (what.refusal) {
        sink_.reset();
        answer_now(std::move(*what.refusal), !upload_whole_);
    } else if (upload_whole_) {
        dispatch();
    }
}

answer_line::asked session::asked(bool keep_alive) {
    answer_line::asked how;
    how.keep_alive = keep_alive;
    how.http_1_0 = parser_.frame().http_1_0;
    how.brief.method = head_.method;
    for (const std::string_view name : {std::string_view("Accept-Language"), std::string_view("traceparent")}) {
        if (const auto value = head_.headers.find(name)) how.brief.headers.add(name, *value);
    }
    if (around_.cors.applies()) how.origin = around_.cors.allowed_origin(head_);
    return how;
}

void session::dispatch() {
    const bool keep_alive = parser_.frame().keep_alive && !draining_;
    const std::optional<std::string_view> encodings = head_.headers.find("Accept-Encoding");
    const bool gzip = encodings && accepts_gzip(*encodings);
    handling_ = answers_.expect(asked(keep_alive));
    responder respond(around_.box, {id_, handling_, gzip});
    request what{std::move(head_), std::move(body_), std::move(sink_)};
    phase_ = keep_alive ? phase::head : phase::finished;
    next_request();
    session* const before = std::exchange(around_.dispatching, this);
    try {
        around_.routes.handle(std::move(what), std::move(respond));
    } catch (const std::exception&) {
        answers_.failed(handling_);
    }
    around_.dispatching = before;
}

void session::answer_now(response&& what, bool close) {
    const bool keep_alive = parser_.frame().keep_alive && !draining_ && !close;
    const std::uint32_t place = answers_.expect(asked(keep_alive));
    answers_.answer(place, std::move(what));
    phase_ = keep_alive ? phase::head : phase::finished;
    next_request();
}

void session::refuse(int status, std::string_view code) {
    counters::add(around_.counts.requests_refused);
    const std::uint32_t place = answers_.expect(asked(false));
    answers_.answer(place, problem_of(around_.routes, status, code, head_));
    phase_ = phase::finished;
    in_.clear();
    next_request();
}

void session::next_request() {
    head_ = request_head{};
    body_.clear();
    sink_.reset();
    continue_due_ = false;
    served_before_ = true;
    quiet_since_ms_ = around_.now_ms;
    request_since_ms_ = around_.now_ms;
    parser_.start();
}

}  // namespace parcours::http
