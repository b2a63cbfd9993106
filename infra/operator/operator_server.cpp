// SPDX-License-Identifier: Apache-2.0
#include "infra/operator/operator_server.hpp"

#include <csignal>
#include <deque>
#include <future>
#include <shared_mutex>
#include <thread>

#include <pistache/endpoint.h>
#include <pistache/http.h>
#include <pistache/peer.h>
#include <sys/socket.h>

#include "infra/operator/readiness_json.hpp"
#include "infra/operator/request_line.hpp"
#include "infra/operator/unread_answers.hpp"

namespace parcours {
namespace {

namespace web = Pistache::Http;
using peer = std::shared_ptr<Pistache::Tcp::Peer>;

constexpr std::size_t target_max = 2048;
constexpr std::size_t head_max = 8192;
constexpr std::size_t connections_max = 256;            // beyond it the oldest is cut
constexpr std::size_t octets_after_answer_max = 65536;  // that a client may still send before it is cut
constexpr std::chrono::seconds silence_max{60};         // longer than an answer may wait to be read
static_assert(silence_max > 2 * unread_answers::write_timeout);

// What is shown, for as long as it may be: nothing of it is called once it is closed.
class shown_views {
  public:
    explicit shown_views(operator_views views) : views_(std::move(views)) {}

    // False: it is closed.
    template <class Use>
    bool use(const Use& use) const {
        const std::shared_lock hold(guard_);
        if (closed_) return false;
        use(views_);
        return true;
    }
    // False: it was still in use when the time was over.
    bool close(std::chrono::milliseconds wait) {
        const std::unique_lock hold(guard_, wait);
        if (hold) closed_ = true;
        return hold.owns_lock();
    }

  private:
    const operator_views views_;
    mutable std::shared_timed_mutex guard_;
    bool closed_ = false;
};

// What a connection sent before it was answered.
struct unanswered {
    std::string text;
    bool answered = false;  // one answer is all that a connection gets
    std::size_t octets_after = 0;
};

// Reads requests itself: this version's parser never comes back from a chunk that ends between CR and LF, and ends the
// process in its router. Writes answers itself: this version turns for ever at one that its client does not read. One
// thread answers, synchronously, and each connection once, so that nobody keeps it for long.
class pages : public web::Handler {
  public:
    HTTP_PROTOTYPE(pages)
    pages(std::shared_ptr<const shown_views> views, std::shared_ptr<unread_answers> unread)
        : views_(std::move(views)), unread_(std::move(unread)) {}

    void onConnection(const peer& from) override {
        from->putData(ParserData, std::make_shared<web::RequestParser>(head_max));  // whose clock Pistache looks at
        std::erase_if(connected_, [](const auto& each) { return each.expired(); });
        if (connected_.size() >= connections_max) {
            if (const auto oldest = connected_.front().lock()) ::shutdown(oldest->fd(), SHUT_RDWR);
            connected_.pop_front();
        }
        connected_.push_back(from);
    }
    void onDisconnection(const peer& from) override { unread_->forget(from->fd()); }
    void onInput(const char* octets, std::size_t count, const peer& from) override {
        try {
            take({octets, count}, from);
        } catch (const std::exception&) {
            // The connection is gone, and with it whoever wanted an answer.
        }
    }
    // Pistache calls it from its own `onInput` alone.
    void onRequest(const web::Request&, web::ResponseWriter response) override {
        response.send(web::Code::Not_Implemented, "");
    }

  private:
    struct page {
        web::Code code;
        std::string text;
        std::string type = "text/plain; charset=utf-8";
    };

    void take(std::string_view octets, const peer& from) {
        const auto waits = waiting_of(from);
        if (waits->answered) {
            waits->octets_after += octets.size();
            if (waits->octets_after > octets_after_answer_max) ::shutdown(from->fd(), SHUT_RDWR);
            return;
        }
        waits->text += octets;
        const auto end = waits->text.find("\r\n\r\n");
        if (end == std::string::npos && waits->text.size() <= head_max) return;
        const std::string head = std::exchange(waits->text, {}).substr(0, end);
        waits->answered = true;
        const auto line = read_request_line(head);
        const bool without_body = line && line->method == "HEAD";
        send(end == std::string::npos ? refusal(web::Code::Request_Header_Fields_Too_Large) : answer_to(line, head),
             without_body, from);
    }
    static std::shared_ptr<unanswered> waiting_of(const peer& from) {
        constexpr const char* name = "unanswered";
        if (auto known = from->tryGetData(name)) return std::static_pointer_cast<unanswered>(known);
        auto fresh = std::make_shared<unanswered>();
        from->putData(name, fresh);
        return fresh;
    }

    static page refusal(web::Code code) { return {code, "this port takes GET without a body\n"}; }
    page answer_to(const std::optional<request_line>& line, std::string_view head) const {
        if (!line) return refusal(web::Code::Bad_Request);
        if (announces_body(head)) return refusal(web::Code::Request_Entity_Too_Large);
        return answer(*line);
    }
    void send(const page& made, bool without_body, const peer& to) {
        std::string text = "HTTP/1.1 " + std::to_string(static_cast<int>(made.code)) + ' ' + codeString(made.code);
        text += "\r\nConnection: close\r\nContent-Type: " + made.type;
        if (made.code == web::Code::Method_Not_Allowed) text += "\r\nAllow: GET";
        text += "\r\nContent-Length: " + std::to_string(made.text.size()) + "\r\n\r\n";
        if (!without_body) text += made.text;
        // From here on Pistache ends a connection that is silent, and says nothing to it.
        getParser(to)->reset();
        to->setIdle(true);
        unread_->write(to->fd(), std::move(text));
    }

    page answer(const request_line& asked) const {
        try {
            if (asked.method != "GET") return {web::Code::Method_Not_Allowed, "this port only shows\n"};
            if (asked.target.size() > target_max) return {web::Code::RequestURI_Too_Long, "the target is too long\n"};
            page made{web::Code::Service_Unavailable, "the process stops\n"};
            views_->use([&](const operator_views& views) { made = show(asked.path(), views); });
            return made;
        } catch (const std::exception&) {
            return {web::Code::Internal_Server_Error, "the page could not be made\n"};
        }
    }

    static page show(std::string_view path, const operator_views& views) {
        if (path == "/healthz") return {web::Code::Ok, "ok\n"};
        if (path == "/metrics") return {web::Code::Ok, views.metrics_text(), "text/plain; version=0.0.4"};
        if (path == "/log-level") return {web::Code::Ok, views.log_level() + "\n"};
        if (path != "/readyz") return {web::Code::Not_Found, "pages: /metrics /healthz /readyz /log-level\n"};
        const auto checks = views.checks();
        bool all = true;
        for (const auto& check : checks) all = all && check.ready;
        return {all ? web::Code::Ok : web::Code::Service_Unavailable, readiness_json(checks), "application/json"};
    }

    // Shared, for Pistache clones its handler for its thread.
    std::shared_ptr<const shown_views> views_;
    std::shared_ptr<unread_answers> unread_;
    std::deque<std::weak_ptr<Pistache::Tcp::Peer>>
        connected_;  // the oldest first; Pistache's, and gone when it says so
};

}  // namespace

class operator_server::listener {
  public:
    listener(const std::string& address, std::uint16_t port, operator_views views)
        : endpoint_(std::make_unique<web::Endpoint>(Pistache::Address(address, Pistache::Port(port)))),
          views_(std::make_shared<shown_views>(std::move(views))) {}

    expected<std::uint16_t> start() {
        try {
            std::signal(SIGPIPE, SIG_IGN);
            unread_ = std::make_shared<unread_answers>();
            endpoint_->init(web::Endpoint::options()
                                .threads(1)
                                .maxRequestSize(head_max)
                                .keepaliveTimeout(silence_max)
                                .flags(Pistache::Tcp::Options::ReuseAddr));
            endpoint_->setHandler(web::make_handler<pages>(views_, unread_));
            endpoint_->serveThreaded();
            started_ = true;
            return static_cast<std::uint16_t>(endpoint_->getPort());
        } catch (const std::exception& error) {
            return failed(failure_code::io, std::string("the operator's port cannot be opened: ") + error.what());
        }
    }
    // On a thread of its own, for a server that does not come back must keep nobody.
    operator_server::ending stop(std::chrono::milliseconds wait) {
        if (!started_) return ending::whole;
        started_ = false;
        const bool closed = views_->close(wait);
        unread_->stop();
        auto told = std::make_shared<std::promise<void>>();
        auto ended = told->get_future();
        std::thread([told, endpoint = std::shared_ptr<web::Endpoint>(std::move(endpoint_))]() mutable {
            endpoint->shutdown();
            endpoint.reset();
            told->set_value();
        }).detach();
        if (!closed) return ending::in_use;
        return ended.wait_for(wait) == std::future_status::ready ? ending::whole : ending::left_running;
    }

  private:
    std::unique_ptr<web::Endpoint> endpoint_;
    std::shared_ptr<shown_views> views_;
    std::shared_ptr<unread_answers> unread_;
    bool started_ = false;
};

operator_server::operator_server(std::string address, std::uint16_t port, operator_views views)
    : listener_(std::make_unique<listener>(std::move(address), port, std::move(views))) {}

operator_server::~operator_server() { stop(); }
expected<std::uint16_t> operator_server::start() { return listener_->start(); }
operator_server::ending operator_server::stop(std::chrono::milliseconds wait) { return listener_->stop(wait); }

}  // namespace parcours
