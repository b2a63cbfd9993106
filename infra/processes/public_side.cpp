// SPDX-License-Identifier: Apache-2.0
#include "infra/processes/public_side.hpp"

#include <array>
#include <chrono>
#include <utility>

#include <arpa/inet.h>

#include "infra/control/control_server.hpp"
#include "infra/http/proxies.hpp"
#include "infra/http/server.hpp"
#include "infra/processes/settings_flags.hpp"
#include "infra/texts/text_files.hpp"
#include "infra/tls/identity.hpp"
#include "query_api/routes.hpp"

namespace parcours {
namespace {

http::settings http_settings_of(const process_settings& given) {
    http::settings made;
    made.address = given.http_address;
    made.port = static_cast<std::uint16_t>(given.http_port);
    made.threads = static_cast<unsigned>(given.http_threads);
    made.head_bytes_max = static_cast<std::size_t>(given.http_head_kib_max) * 1024;
    made.connections_max = static_cast<std::size_t>(given.http_connections_max);
    made.connections_per_address_max = static_cast<std::size_t>(given.http_connections_per_address_max);
    made.request_timeout_ms = static_cast<std::uint32_t>(given.http_request_timeout_ms);
    made.idle_timeout_ms = static_cast<std::uint32_t>(given.http_idle_timeout_ms);
    made.answer_timeout_ms = static_cast<std::uint32_t>(given.http_answer_timeout_ms);
    made.trusted_proxies = given.http_trusted_proxies;
    made.cors.origins = given.http_origins;
    return made;
}

front_settings front_settings_of(const process_settings& given) {
    return {static_cast<std::uint32_t>(given.http_requests_per_second), given.read_after_wait_ms};
}

std::vector<route> routes_of(const process_settings& given, const public_sources& from) {
    auto all = all_routes(from.directory, from.letters, from.with.commands,
                          {static_cast<std::uint32_t>(given.http_registrations_per_hour),
                           static_cast<std::uint32_t>(given.http_creations_per_hour)});
    const auto most = static_cast<std::uint64_t>(given.http_body_kib_max) * 1024;
    for (auto& each : all) each.body_bytes_max = std::min(each.body_bytes_max, most);
    return all;
}

bool is_address(const std::string& text) {
    std::array<unsigned char, sizeof(in6_addr)> octets{};
    return ::inet_pton(AF_INET, text.c_str(), octets.data()) == 1 ||
           ::inet_pton(AF_INET6, text.c_str(), octets.data()) == 1;
}

}  // namespace

struct public_side::running {
    std::unique_ptr<tls::identity> identity;
    std::unique_ptr<http::server> server;
    std::unique_ptr<operator_server> operating;
    std::unique_ptr<control_server> control;
};

public_side::public_side(const process_settings& settings, const public_sources& from)
    : settings_(settings),
      from_(from),
      front_(from.with, from.directory, front_settings_of(settings), routes_of(settings, from),
             [&counted = from.counted](const request_seen& seen) {
                 if (!seen.refusal.empty()) return counted.on_refusal(seen.refusal, seen.status);
                 counted.on_request(seen.operation.empty() ? "unknown" : seen.operation, seen.status, seen.seconds);
             }),
      desk_(from.reach),
      running_(std::make_unique<running>()) {}

public_side::~public_side() { stop(); }

expected<void> public_side::check_files(const process_settings& settings) {
    if (const auto words = text_files::read(settings.texts_folder); !words)
        return failed(failure_code::invalid, to_string(words.error()));
    if (const auto proxies = http::proxy_list::parse(settings.http_trusted_proxies); !proxies)
        return tl::unexpected(proxies.error());
    for (const auto& [name, address] :
         {std::pair{"http.address", settings.http_address}, std::pair{"operator.address", settings.operator_address}})
        if (!is_address(address))
            return failed(failure_code::invalid,
                          std::string(name) + ": \"" + address + "\" is not an address to listen on");
    if (settings.http_certificate_file.empty()) return {};
    const auto loaded = tls::identity::load({settings.http_certificate_file, settings.http_key_file});
    if (!loaded) return tl::unexpected(loaded.error());
    if (const auto doubt = (*loaded)->doubt(); !doubt.empty()) return failed(failure_code::invalid, doubt);
    return {};
}

expected<void> public_side::start() {
    if (auto started = start_operator(); !started) return started;
    return start_public();
}

expected<void> public_side::start_operator() {
    running_->operating = std::make_unique<operator_server>(
        settings_.operator_address, static_cast<std::uint16_t>(settings_.operator_port),
        operator_views{[&counted = from_.counted] { return counted.text(); }, from_.reach.checks,
                       [&log = from_.log] { return std::string(to_string(log.level())); }});
    const auto port = running_->operating->start();
    if (!port) return tl::unexpected(port.error());
    operator_port_ = *port;
    running_->control = std::make_unique<control_server>(
        control_socket_of(settings_), to_hex(view(from_.random.token())),
        [this](const std::vector<std::string>& words, std::function<void(control_answer)> then) {
            desk_.take(words, std::move(then));
        });
    return running_->control->start();
}

expected<void> public_side::start_public() {
    if (settings_.http_certificate_file.empty() != settings_.http_key_file.empty())
        return failed(failure_code::invalid, "http.certificate_file and http.key_file come together");
    if (!settings_.http_certificate_file.empty()) {
        auto loaded = tls::identity::load({settings_.http_certificate_file, settings_.http_key_file});
        if (!loaded) return tl::unexpected(std::move(loaded).error());
        running_->identity = *std::move(loaded);
        tell_doubt();
    }
    running_->server = std::make_unique<http::server>(http_settings_of(settings_), front_, running_->identity.get());
    const auto listening = running_->server->start();
    if (!listening) return tl::unexpected(listening.error());
    http_port_ = listening->port;
    return {};
}

operator_server::ending public_side::stop() {
    if (running_->server) running_->server->stop(std::chrono::seconds(settings_.http_drain_s));
    running_->server.reset();
    if (running_->control) running_->control->stop();
    running_->control.reset();
    if (!running_->operating) return operator_server::ending::whole;
    const auto ended = running_->operating->stop();
    running_->operating.reset();
    if (ended != operator_server::ending::whole)
        from_.log.write(log_level::error, "operator_port_abandoned",
                        {log_field::failed({failure_code::unavailable, ended == operator_server::ending::in_use
                                                                           ? "a page was still being made"
                                                                           : "its server does not end"})});
    return ended;
}

void public_side::reload(const process_settings& now) {
    front_.set_requests_per_second(static_cast<std::uint32_t>(now.http_requests_per_second));
    if (!running_->identity) return;
    if (const auto reloaded = running_->identity->reload(); !reloaded)
        from_.log.write(log_level::error, "certificate_not_reloaded", {log_field::failed(reloaded.error())});
    tell_doubt();
}

// Served all the same: whoever comes in the night that it expires can still be told by their own client.
void public_side::tell_doubt() {
    const auto doubt = running_->identity->doubt();
    if (doubt.empty()) return;
    from_.log.write(log_level::warning, "certificate_doubt", {log_field::failed({failure_code::invalid, doubt})});
}

std::uint64_t public_side::connections_refused() const {
    return running_->server ? running_->server->counts().connections_refused.load() : 0;
}

std::uint64_t public_side::connections() const {
    return running_->server ? running_->server->counts().connections_open.load() : 0;
}

}  // namespace parcours
