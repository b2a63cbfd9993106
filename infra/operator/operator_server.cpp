// SPDX-License-Identifier: Apache-2.0
#include "infra/operator/operator_server.hpp"

#include <csignal>
#include <future>
#include <shared_mutex>
#include <thread>

#include <pistache/endpoint.h>
#include <pistache/http.h>
#include <pistache/peer.h>

#include "infra/operator/readiness_json.hpp"
#include "infra/operator/request_line.hpp"

namespace parcours {
namespace {

namespace web = Pistache::Http;
using peer = std::shared_ptr<Pistache::Tcp::Peer>;

constexpr std::size_t target_max = 2048;
constexpr std::size_t head_max = 8192;

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

// What a connection sent and nobody answered yet.
struct unanswered {
    std::string text;
    bool refused = false;  // whatever it sends now may be part of a body
};

// Reads requests itself: this version's parser never comes back from a chunk that ends between CR and LF, and ends the
// process in its router. One thread answers, synchronously, for answering from another is unsafe in this version.
class pages : public web::Handler {
  public:
    HTTP_PROTOTYPE(pages)
    explicit pages(std::shared_ptr<const shown_views> views) : views_(std::move(views)) {}

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
        if (waits->refused) return;
        waits->text += octets;
        for (auto end = waits->text.find("\r\n\r\n"); end != std::string::npos; end = waits->text.find("\r\n\r\n")) {
            const std::string head = waits->text.substr(0, end);
            waits->text.erase(0, end + 4);
            if (!answer_to(head, *waits, from)) return;
        }
        if (waits->text.size() > head_max) refuse(web::Code::Request_Header_Fields_Too_Large, *waits, from);
    }
    static std::shared_ptr<unanswered> waiting_of(const peer& from) {
        constexpr const char* name = "unanswered";
        if (auto known = from->tryGetData(name)) return std::static_pointer_cast<unanswered>(known);
        auto fresh = std::make_shared<unanswered>();
        from->putData(name, fresh);
        return fresh;
    }

    // False: nothing more is read of this connection.
    bool answer_to(std::string_view head, unanswered& waits, const peer& from) {
        const auto line = read_request_line(head);
        if (!line) return refuse(web::Code::Bad_Request, waits, from);
        if (announces_body(head)) return refuse(web::Code::Request_Entity_Too_Large, waits, from);
        from->setIdle(false);
        send(answer(*line), web::ConnectionControl::KeepAlive, from);
        getParser(from)->reset();  // from here on Pistache counts how long the connection is silent
        from->setIdle(true);
        return true;
    }
    bool refuse(web::Code code, unanswered& waits, const peer& from) {
        waits = {{}, true};
        send({code, "this port takes GET without a body\n"}, web::ConnectionControl::Close, from);
        return false;
    }
    void send(const page& made, web::ConnectionControl then, const peer& to) {
        web::ResponseWriter response(web::Version::Http11, transport(), this, to);
        response.headers().add<web::Header::Connection>(then);
        response.headers().add<web::Header::ContentType>(web::Mime::MediaType::fromString(made.type));
        response.send(made.code, made.text);
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

    std::shared_ptr<const shown_views> views_;  // shared: Pistache clones its handler for its thread
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
            endpoint_->init(
                web::Endpoint::options().threads(1).maxRequestSize(head_max).flags(Pistache::Tcp::Options::ReuseAddr));
            endpoint_->setHandler(web::make_handler<pages>(views_));
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
    bool started_ = false;
};

operator_server::operator_server(std::string address, std::uint16_t port, operator_views views)
    : listener_(std::make_unique<listener>(std::move(address), port, std::move(views))) {}

operator_server::~operator_server() { stop(); }
expected<std::uint16_t> operator_server::start() { return listener_->start(); }
operator_server::ending operator_server::stop(std::chrono::milliseconds wait) { return listener_->stop(wait); }

}  // namespace parcours
