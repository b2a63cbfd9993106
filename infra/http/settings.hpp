// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace parcours::http {

// Which pages of other origins may call; none unless told.
struct cors_settings {
    std::vector<std::string> origins;  // as browsers send them, "https://app.example.org"; "*" is any
    std::vector<std::string> methods = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"};
    std::vector<std::string> request_headers = {"Authorization", "Content-Type", "Idempotency-Key", "If-Match",
                                                "If-None-Match", "Read-After",   "Accept-Language", "Last-Event-ID",
                                                "Range",         "traceparent"};
    std::vector<std::string> response_headers = {"ETag", "Retry-After", "Content-Range", "Accept-Ranges",
                                                 "Content-Disposition"};
    std::uint32_t preflight_age_s = 600;
};

// Every limit of the public server, with its default.
struct settings {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;  // 0: any that is free
    unsigned threads = 1;

    std::size_t head_bytes_max = 16 * 1024;   // request line and header fields; beyond is 431
    std::size_t target_bytes_max = 8 * 1024;  // beyond is 414
    std::size_t header_fields_max = 100;
    std::size_t query_parameters_max = 100;

    std::size_t connections_max = 1'000;
    std::size_t connections_per_address_max = 500;  // per IPv4 address or IPv6 /64; proxies below are exempt
    std::size_t pipelined_max = 16;                 // requests of one connection that wait for answers

    std::uint32_t request_timeout_ms = 10'000;  // from the first byte of a request to the last of a buffered body
    std::uint32_t upload_timeout_ms = 600'000;  // a streamed body in all; 16 KiB at least every request_timeout_ms
    std::uint32_t idle_timeout_ms = 60'000;     // between requests
    std::uint32_t answer_timeout_ms = 30'000;   // for the handler; then the client is told 503
    std::uint32_t write_timeout_ms = 10'000;    // without the client taking a byte
    std::uint32_t linger_timeout_ms = 2'000;    // for the client to read a last answer before the connection goes

    std::size_t output_bytes_max = 256 * 1024;  // answers not yet sent beyond which nothing more is read
    std::size_t piece_bytes = 64 * 1024;        // asked of a body source at a time
    std::size_t event_bytes_max = 64 * 1024;    // events waiting for one client, beyond which it is dropped
    std::uint32_t heartbeat_ms = 15'000;        // of event streams

    bool gzip = true;
    std::size_t gzip_bytes_min = 1'024;
    std::size_t gzip_bytes_max = 4 * 1024 * 1024;
    int gzip_level = 5;

    std::vector<std::string> trusted_proxies;  // addresses or networks ("10.0.0.0/8") whose X-Forwarded-* is believed
    cors_settings cors;
};

}  // namespace parcours::http
