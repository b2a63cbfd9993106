// SPDX-License-Identifier: Apache-2.0
#include "infra/operator/operator_server.hpp"

#include <csignal>

#include <pistache/endpoint.h>
#include <pistache/http.h>

#include "infra/operator/readiness_json.hpp"

namespace parcours {
namespace {

// Pistache's own router ends the process on a path of many slashes, so paths are compared here, after their length.
constexpr std::size_t target_max = 2048;
constexpr std::size_t request_max = 8192;

// One thread answers; every handler is synchronous, for answering from another thread is unsafe in this version.
class pages : public Pistache::Http::Handler {
  public:
    HTTP_PROTOTYPE(pages)
    explicit pages(std::shared_ptr<const operator_views> views) : views_(std::move(views)) {}

    void onRequest(const Pistache::Http::Request& request, Pistache::Http::ResponseWriter response) override {
        response.headers().remove<Pistache::Http::Header::Connection>();
        response.headers().add<Pistache::Http::Header::Connection>(Pistache::Http::ConnectionControl::KeepAlive);
        const auto answered = answer(request);
        response.headers().add<Pistache::Http::Header::ContentType>(
            Pistache::Http::Mime::MediaType::fromString(answered.type));
        response.send(answered.code, answered.text);
    }

  private:
    struct page {
        Pistache::Http::Code code;
        std::string text;
        std::string type = "text/plain; charset=utf-8";
    };

    page answer(const Pistache::Http::Request& request) const {
        try {
            if (request.method() != Pistache::Http::Method::Get)
                return {Pistache::Http::Code::Method_Not_Allowed, "this port only shows\n"};
            if (request.resource().size() > target_max)
                return {Pistache::Http::Code::RequestURI_Too_Long, "the target is too long\n"};
            return show(request.resource());
        } catch (const std::exception&) {
            return {Pistache::Http::Code::Internal_Server_Error, "the page could not be made\n"};
        }
    }

    page show(const std::string& path) const {
        if (path == "/healthz") return {Pistache::Http::Code::Ok, "ok\n"};
        if (path == "/metrics") return {Pistache::Http::Code::Ok, views_->metrics_text(), "text/plain; version=0.0.4"};
        if (path == "/log-level") return {Pistache::Http::Code::Ok, views_->log_level() + "\n"};
        if (path != "/readyz")
            return {Pistache::Http::Code::Not_Found, "pages: /metrics /healthz /readyz /log-level\n"};
        const auto checks = views_->checks();
        bool all = true;
        for (const auto& check : checks) all = all && check.ready;
        return {all ? Pistache::Http::Code::Ok : Pistache::Http::Code::Service_Unavailable, readiness_json(checks),
                "application/json"};
    }

    std::shared_ptr<const operator_views> views_;  // shared: Pistache clones its handler for its thread
};

}  // namespace

class operator_server::listener {
  public:
    listener(const std::string& address, std::uint16_t port, operator_views views)
        : endpoint_(Pistache::Address(address, Pistache::Port(port))),
          views_(std::make_shared<const operator_views>(std::move(views))) {}

    expected<std::uint16_t> start() {
        try {
            std::signal(SIGPIPE, SIG_IGN);
            endpoint_.init(Pistache::Http::Endpoint::options()
                               .threads(1)
                               .maxRequestSize(request_max)
                               .flags(Pistache::Tcp::Options::ReuseAddr));
            endpoint_.setHandler(Pistache::Http::make_handler<pages>(views_));
            endpoint_.serveThreaded();
            started_ = true;
            return static_cast<std::uint16_t>(endpoint_.getPort());
        } catch (const std::exception& error) {
            return failed(failure_code::io, std::string("the operator's port cannot be opened: ") + error.what());
        }
    }
    void stop() {
        if (started_) endpoint_.shutdown();
        started_ = false;
    }

  private:
    Pistache::Http::Endpoint endpoint_;
    std::shared_ptr<const operator_views> views_;
    bool started_ = false;
};

operator_server::operator_server(std::string address, std::uint16_t port, operator_views views)
    : listener_(std::make_unique<listener>(std::move(address), port, std::move(views))) {}

operator_server::~operator_server() { stop(); }
expected<std::uint16_t> operator_server::start() { return listener_->start(); }
void operator_server::stop() { listener_->stop(); }

}  // namespace parcours
