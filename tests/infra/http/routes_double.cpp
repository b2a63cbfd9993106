// SPDX-License-Identifier: Apache-2.0
#include "tests/infra/http/routes_double.hpp"

#include <thread>

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace parcours::http {
namespace {

response text_answer(std::string text) {
    response made;
    made.headers.add("Content-Type", "text/plain");
    made.body = std::move(text);
    return made;
}

std::string echoed(const request& what) {
    std::string text = std::string(to_string(what.head.method)) + " " + what.head.path;
    for (const parameter& each : what.head.query) text += " [" + each.name + "=" + each.value + "]";
    return text + " from " + what.head.peer + (what.head.tls ? " sealed" : " clear") + "\n" + what.body;
}

class octets_source final : public body_source {
  public:
    explicit octets_source(std::optional<std::uint64_t> count) : left_(count) {}
    std::optional<std::uint64_t> size() const override { return std::nullopt; }
    void pull(std::size_t bytes_max, ready done) override {
        const std::size_t count = left_ ? std::min<std::size_t>(bytes_max, *left_) : bytes_max;
        if (left_) *left_ -= count;
        done(piece{std::string(count, 'p'), left_ && *left_ == 0});
    }

  private:
    std::optional<std::uint64_t> left_;
};

class counting_sink final : public body_sink {
  public:
    explicit counting_sink(routes_double& of) : of_(of) {}
    ~counting_sink() override {
        if (!whole_) ++of_.uploads_discarded;
    }
    void write(std::string piece, taken done) override {
        of_.upload_bytes += piece.size();
        if (!of_.sink_refuses) return done(std::nullopt);
        response no;
        no.status = 422;
        done(std::move(no));
    }
    void keep() { whole_ = true; }

  private:
    routes_double& of_;
    bool whole_ = false;
};

std::uint64_t number_in(std::string_view path) { return std::stoull(std::string(path.substr(path.rfind('/') + 1))); }

}  // namespace

body_policy routes_double::policy(const request_head& head) {
    body_policy policy;
    if (head.path == "/small") policy.limit_bytes = 10;
    if (head.path == "/upload") {
        policy.limit_bytes = std::uint64_t{1} << 30;
        policy.sink = std::make_unique<counting_sink>(*this);
    }
    if (head.path == "/refused") policy.refusal = problem(415, "media_type", head);
    return policy;
}

void routes_double::handle(request what, responder respond) {
    const std::string path = what.head.path;
    if (path == "/echo" || path == "/small") return respond(text_answer(echoed(what)));
    if (path.starts_with("/text/")) return respond(text_answer(std::string(number_in(path), 't')));
    if (path.starts_with("/pieces/") || path == "/endless") {
        response made;
        const bool endless = path == "/endless";
        made.body = std::make_unique<octets_source>(endless ? std::nullopt : std::optional(number_in(path)));
        return respond(std::move(made));
    }
    if (path == "/events") {
        response made;
        made.headers.add("Content-Type", "text/event-stream");
        made.body = events_opened{[this](std::shared_ptr<event_stream> opened) {
            const std::lock_guard hold(guard_);
            streams_.push_back(std::move(opened));
            turn_.notify_all();
        }};
        return respond(std::move(made));
    }
    if (path == "/later") {
        const std::lock_guard hold(guard_);
        owed_.push_back(std::move(respond));
        return turn_.notify_all();
    }
    if (path == "/upload") {
        static_cast<counting_sink&>(*what.sink).keep();
        return respond(text_answer("taken"));
    }
    if (path == "/throw") throw std::runtime_error("a handler that fails");
    if (path == "/broken") {
        response made = text_answer("never seen");
        made.headers.add("X-Split", "a\r\nX-Smuggled: b");
        return respond(std::move(made));
    }
    if (path != "/drop") respond(problem(404, "not_found", what.head));
}

response routes_double::problem(int status, std::string_view code, const request_head& head) {
    response made;
    made.status = status;
    made.headers.add("Content-Type", "application/problem+json");
    made.headers.add("Content-Language", head.headers.find("Accept-Language").value_or("fr"));
    made.body = std::string(code);
    return made;
}

std::vector<responder> routes_double::take_owed(std::size_t count) {
    std::unique_lock hold(guard_);
    EXPECT_TRUE(turn_.wait_for(hold, std::chrono::seconds(10), [&] { return owed_.size() >= count; }));
    return std::exchange(owed_, {});
}

std::vector<std::shared_ptr<event_stream>> routes_double::take_streams(std::size_t count) {
    std::unique_lock hold(guard_);
    EXPECT_TRUE(turn_.wait_for(hold, std::chrono::seconds(10), [&] { return streams_.size() >= count; }));
    return std::exchange(streams_, {});
}

settings served::quick() {
    settings limits;
    limits.port = 0;
    limits.threads = 2;
    limits.linger_timeout_ms = 200;
    return limits;
}

served::served(settings limits, tls::identity* identity) : under_test(std::move(limits), routes, identity) {
    const auto bound = under_test.start();
    EXPECT_TRUE(bound.has_value());
    if (bound) port = bound->port;
}

bool comes_true(const std::function<bool()>& condition) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (!condition()) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        std::this_thread::yield();
    }
    return true;
}

std::string get(std::string_view target, std::string_view lines) {
    return fmt::format("GET {} HTTP/1.1\r\nHost: test\r\n{}\r\n", target, lines);
}

std::string post(std::string_view target, std::string_view body, std::string_view lines) {
    return fmt::format("POST {} HTTP/1.1\r\nHost: test\r\nContent-Length: {}\r\n{}\r\n{}", target, body.size(), lines,
                       body);
}

}  // namespace parcours::http
