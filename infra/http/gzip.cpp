// SPDX-License-Identifier: Apache-2.0
#include "infra/http/gzip.hpp"

#include <algorithm>
#include <array>

#include <zlib.h>

namespace parcours::http {

namespace {

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

// "q=0", "q=0.0", "q=0.000": not at all.
bool is_forbidden(std::string_view parameters) {
    parameters = trimmed(parameters);
    if (!parameters.starts_with("q=") && !parameters.starts_with("Q=")) return false;
    return parameters.substr(2).find_first_not_of("0.") == std::string_view::npos;
}

bool is_text(std::string_view content_type) {
    const std::string_view type = trimmed(content_type.substr(0, content_type.find(';')));
    constexpr std::array<std::string_view, 4> others{"application/javascript", "application/toml", "image/svg+xml",
                                                     "application/x-ndjson"};
    return type.starts_with("text/") || type.ends_with("json") || type.ends_with("xml") ||
           std::find(others.begin(), others.end(), type) != others.end();
}

std::optional<std::string> deflated(std::string_view text, int level) {
    z_stream stream{};
    constexpr int gzip_window_bits = 15 + 16;
    if (deflateInit2(&stream, level, Z_DEFLATED, gzip_window_bits, 8, Z_DEFAULT_STRATEGY) != Z_OK) return std::nullopt;
    std::string made(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
    // zlib reads the input only, but says so by a cast of its caller's.
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(made.data());
    stream.avail_out = static_cast<uInt>(made.size());
    const int result = deflate(&stream, Z_FINISH);
    made.resize(stream.total_out);
    deflateEnd(&stream);
    if (result != Z_STREAM_END) return std::nullopt;
    return made;
}

std::optional<std::string_view> whole_text(const response& answer) {
    if (const auto* owned = std::get_if<std::string>(&answer.body)) return *owned;
    if (const auto* shared = std::get_if<std::shared_ptr<const std::string>>(&answer.body)) {
        if (*shared) return **shared;
    }
    return std::nullopt;
}

// The fields of an answer of which there may be a compressed form: one Vary names all that decides, and the tag of the
// compressed form is weak, for it stands for other octets than the plain one's (RFC 9110, 8.8.3 and 12.5.5).
fields negotiated(const fields& given, bool compressed) {
    std::string vary;
    fields made;
    for (std::size_t each = 0; each < given.size(); ++each) {
        const auto [name, value] = given[each];
        if (equals_ignoring_case(name, "Vary")) {
            (vary += value) += ", ";
        } else if (compressed && equals_ignoring_case(name, "ETag") && value.starts_with('"')) {
            made.add(name, "W/" + std::string(value));
        } else {
            made.add(name, value);
        }
    }
    made.add("Vary", vary + "Accept-Encoding");
    if (compressed) made.add("Content-Encoding", "gzip");
    return made;
}

}  // namespace

bool accepts_gzip(std::string_view accept_encoding) {
    bool any = false;
    while (!accept_encoding.empty()) {
        const std::size_t comma = std::min(accept_encoding.find(','), accept_encoding.size());
        const std::string_view item = accept_encoding.substr(0, comma);
        accept_encoding.remove_prefix(std::min(comma + 1, accept_encoding.size()));
        const std::size_t semicolon = std::min(item.find(';'), item.size());
        const std::string_view coding = trimmed(item.substr(0, semicolon));
        const bool allowed = semicolon == item.size() || !is_forbidden(item.substr(semicolon + 1));
        if (equals_ignoring_case(coding, "gzip") || equals_ignoring_case(coding, "x-gzip")) return allowed;
        if (coding == "*") any = allowed;
    }
    return any;
}

void compress(response& answer, bool accepted, const settings& limits) {
    if (!limits.gzip || !answer.compressible || answer.status == 204 || answer.status == 206 || answer.status == 304) {
        return;
    }
    const std::optional<std::string_view> text = whole_text(answer);
    if (!text || text->size() < limits.gzip_bytes_min || text->size() > limits.gzip_bytes_max) return;
    const std::optional<std::string_view> type = answer.headers.find("Content-Type");
    if (!type || !is_text(*type) || answer.headers.find("Content-Encoding")) return;
    std::optional<std::string> smaller;
    if (accepted) smaller = deflated(*text, limits.gzip_level);
    const bool pays = smaller && smaller->size() < text->size();
    answer.headers = negotiated(answer.headers, pays);
    if (pays) answer.body = std::move(*smaller);
}

}  // namespace parcours::http
