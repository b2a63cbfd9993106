// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "events/failure.hpp"
#include "query_api/http.hpp"

namespace parcours::http {

// An IP address; IPv4 stands mapped into IPv6, so that one comparison serves both.
struct ip_address {
    std::array<std::uint8_t, 16> bytes{};
    auto operator<=>(const ip_address&) const = default;

    bool is_v4() const;
    // What a cap counts: an IPv4 address alone, an IPv6 address by its /64, which is one household.
    ip_address counted_as() const;
};

std::optional<ip_address> parse_address(std::string_view text);
std::string to_string(const ip_address& address);

// Which peers may tell who the client is.
class proxy_list {
  public:
    // Addresses or networks in CIDR form; `invalid` names the first that is neither.
    static expected<proxy_list> parse(const std::vector<std::string>& texts);

    bool empty() const { return networks_.empty(); }
    bool trusts(const ip_address& address) const;
    // Sets peer and tls from X-Forwarded-For and X-Forwarded-Proto, where the connection came from a trusted proxy:
    // the client is the last address that no trusted proxy has.
    void apply(const ip_address& connected, request_head& head) const;

  private:
    struct network {
        ip_address address;
        unsigned prefix_bits;
    };
    std::vector<network> networks_;
};

}  // namespace parcours::http
