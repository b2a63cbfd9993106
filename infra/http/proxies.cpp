// SPDX-License-Identifier: Apache-2.0
#include "infra/http/proxies.hpp"

#include <algorithm>
#include <charconv>

#include <arpa/inet.h>

namespace parcours::http {

namespace {

constexpr std::array<std::uint8_t, 12> mapped_prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

// "1.2.3.4:567" and "[::1]:567" are seen in the wild as well as bare addresses.
std::string_view without_port(std::string_view text) {
    if (text.starts_with('[')) return text.substr(1, std::min(text.find(']'), text.size()) - 1);
    if (std::count(text.begin(), text.end(), ':') == 1) return text.substr(0, text.find(':'));
    return text;
}

}  // namespace

bool ip_address::is_v4() const { return std::equal(mapped_prefix.begin(), mapped_prefix.end(), bytes.begin()); }

ip_address ip_address::counted_as() const {
    ip_address counted = *this;
    if (!is_v4()) std::fill(counted.bytes.begin() + 8, counted.bytes.end(), std::uint8_t{0});
    return counted;
}

std::optional<ip_address> parse_address(std::string_view text) {
    const std::string terminated(text);
    ip_address address;
    if (inet_pton(AF_INET6, terminated.c_str(), address.bytes.data()) == 1) return address;
    if (inet_pton(AF_INET, terminated.c_str(), address.bytes.data() + 12) != 1) return std::nullopt;
    std::copy(mapped_prefix.begin(), mapped_prefix.end(), address.bytes.begin());
    return address;
}

std::string to_string(const ip_address& address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const bool v4 = address.is_v4();
    const std::uint8_t* from = v4 ? address.bytes.data() + 12 : address.bytes.data();
    const char* made = inet_ntop(v4 ? AF_INET : AF_INET6, from, text.data(), static_cast<socklen_t>(text.size()));
    return made == nullptr ? std::string() : std::string(made);
}

expected<proxy_list> proxy_list::parse(const std::vector<std::string>& texts) {
    proxy_list list;
    for (const std::string& text : texts) {
        const std::size_t slash = std::min(text.find('/'), text.size());
        const std::optional<ip_address> address = parse_address(std::string_view(text).substr(0, slash));
        const unsigned bits_max = address && address->is_v4() ? 32 : 128;
        unsigned bits = bits_max;
        bool whole = true;
        if (slash < text.size()) {
            const char* end = text.data() + text.size();
            const auto read = std::from_chars(text.data() + slash + 1, end, bits);
            whole = read.ec == std::errc{} && read.ptr == end;
        }
        if (!address || !whole || bits > bits_max) {
            return failed(failure_code::invalid, "\"" + text + "\" is neither an address nor a network of proxies.");
        }
        list.networks_.push_back({*address, bits + (bits_max == 32 ? 96u : 0u)});
    }
    return list;
}

bool proxy_list::trusts(const ip_address& address) const {
    return std::any_of(networks_.begin(), networks_.end(), [&](const network& n) {
        for (unsigned bit = 0; bit < n.prefix_bits; ++bit) {
            const auto mask = static_cast<std::uint8_t>(0x80u >> (bit % 8));
            if ((address.bytes[bit / 8] & mask) != (n.address.bytes[bit / 8] & mask)) return false;
        }
        return true;
    });
}

void proxy_list::apply(const ip_address& connected, request_head& head) const {
    if (networks_.empty() || !trusts(connected)) return;
    std::string hops;  // several fields of one name are one list
    for (std::size_t i = 0; i < head.headers.size(); ++i) {
        const fields::field f = head.headers[i];
        if (equals_ignoring_case(f.name, "X-Forwarded-For")) hops.append(hops.empty() ? "" : ",").append(f.value);
    }
    std::string_view rest = hops;
    while (!rest.empty()) {
        const std::size_t comma = rest.rfind(',');
        const std::string_view last = comma == std::string_view::npos ? rest : rest.substr(comma + 1);
        rest = comma == std::string_view::npos ? std::string_view() : rest.substr(0, comma);
        const std::optional<ip_address> address = parse_address(without_port(trimmed(last)));
        if (!address) break;  // no proxy of ours wrote this: what stands before it is not believed
        head.peer = to_string(address->counted_as());
        if (!trusts(*address)) break;
    }
    if (const auto scheme = head.headers.find("X-Forwarded-Proto")) head.tls = equals_ignoring_case(*scheme, "https");
}

}  // namespace parcours::http
