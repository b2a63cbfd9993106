// SPDX-License-Identifier: Apache-2.0
#include "infra/http/target.hpp"

#include <algorithm>

#include "infra/http/utf8.hpp"

namespace parcours::http {

namespace {

enum class part { path, query };

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool is_control(unsigned char c) { return c < 0x20 || c == 0x7F; }

// A query may hold the white space of a text; a path may not.
bool is_refused(unsigned char decoded, part where) {
    if (where == part::path) return is_control(decoded) || decoded == '/';
    return is_control(decoded) && decoded != '\n' && decoded != '\r' && decoded != '\t';
}

bool decode(std::string_view raw, part where, std::string& into) {
    into.reserve(raw.size());
    bool beyond_ascii = false;
    for (std::size_t i = 0; i < raw.size(); ++i) {
        const char c = raw[i];
        if (c == '%') {
            if (raw.size() - i < 3) return false;
            const int high = hex_value(raw[i + 1]);
            const int low = hex_value(raw[i + 2]);
            if (high < 0 || low < 0) return false;
            const auto decoded = static_cast<unsigned char>(high * 16 + low);
            if (is_refused(decoded, where)) return false;
            beyond_ascii = beyond_ascii || decoded >= 0x80;
            into.push_back(static_cast<char>(decoded));
            i += 2;
        } else {
            into.push_back(c == '+' && where == part::query ? ' ' : c);
        }
    }
    return !beyond_ascii || is_utf8(into);
}

bool is_sent_plainly(std::string_view raw) {
    return std::all_of(raw.begin(), raw.end(), [](char c) { return c > 0x20 && c < 0x7F && c != '#'; });
}

// What follows scheme and authority of an absolute form; nothing where there is no authority.
std::optional<std::string_view> without_authority(std::string_view raw) {
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (!equals_ignoring_case(raw.substr(0, scheme.size()), scheme)) continue;
        const std::string_view rest = raw.substr(scheme.size());
        const std::size_t end = std::min(rest.find_first_of("/?"), rest.size());
        if (end == 0) return std::nullopt;
        return rest.substr(end);
    }
    return std::nullopt;
}

bool decode_query(std::string_view raw, std::size_t parameters_max, std::vector<parameter>& into) {
    while (!raw.empty()) {
        const std::size_t end = std::min(raw.find('&'), raw.size());
        const std::string_view pair = raw.substr(0, end);
        raw.remove_prefix(std::min(end + 1, raw.size()));
        if (pair.empty()) continue;
        if (into.size() == parameters_max) return false;
        const std::size_t equals = std::min(pair.find('='), pair.size());
        parameter& p = into.emplace_back();
        if (!decode(pair.substr(0, equals), part::query, p.name)) return false;
        if (equals < pair.size() && !decode(pair.substr(equals + 1), part::query, p.value)) return false;
    }
    return true;
}

}  // namespace

std::optional<decoded_target> decode_target(std::string_view raw, std::size_t query_parameters_max) {
    if (!is_sent_plainly(raw) || raw.empty()) return std::nullopt;
    decoded_target target;
    if (raw == "*") {
        target.path = "*";
        return target;
    }
    bool absolute = false;
    if (raw.front() != '/') {
        const std::optional<std::string_view> rest = without_authority(raw);
        if (!rest) return std::nullopt;
        raw = *rest;
        absolute = true;
    }
    const std::size_t question = std::min(raw.find('?'), raw.size());
    if (!decode(raw.substr(0, question), part::path, target.path)) return std::nullopt;
    if (absolute && target.path.empty()) target.path = "/";
    if (question < raw.size() && !decode_query(raw.substr(question + 1), query_parameters_max, target.query)) {
        return std::nullopt;
    }
    return target;
}

}  // namespace parcours::http
