// SPDX-License-Identifier: Apache-2.0
#include "infra/http/parser.hpp"

#include <algorithm>
#include <limits>

#include <boost/beast/http/basic_parser.hpp>

namespace parcours::http {

namespace beast = boost::beast;
using beast::error_code;
using beast::string_view;
using vendor_field = beast::http::field;

namespace {

std::string_view plain(string_view text) { return {text.data(), text.size()}; }

bool all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Whether a well-formed request line ends in a version that is not spoken here.
bool asks_for_another_version(std::string_view head) {
    const std::string_view line = head.substr(0, head.find_first_of("\r\n"));
    if (head.substr(line.size(), 2) != "\r\n" || line.size() < 9) return false;
    const std::string_view version = line.substr(line.size() - 9);
    return version.starts_with(" HTTP/") && all_digits(version.substr(6, 1)) && version[7] == '.' &&
           all_digits(version.substr(8, 1)) && version != " HTTP/1.0" && version != " HTTP/1.1";
}

// Whether a line ends in LF alone, or an octet is NUL, in what is not complete yet.
bool cannot_be_mended(std::string_view rest) {
    for (std::size_t at = 0; at < rest.size(); ++at) {
        const bool bare_line_feed = rest[at] == '\n' && (at == 0 || rest[at - 1] != '\r');
        if (rest[at] == '\0' || bare_line_feed) return true;
    }
    return false;
}

std::optional<method> known_method(beast::http::verb verb) {
    switch (verb) {
        case beast::http::verb::get: return method::get;
        case beast::http::verb::head: return method::head;
        case beast::http::verb::post: return method::post;
        case beast::http::verb::put: return method::put;
        case beast::http::verb::patch: return method::patch;
        case beast::http::verb::delete_: return method::delete_;
        case beast::http::verb::options: return method::options;
        default: return std::nullopt;
    }
}

// How often the fields came that decide on framing, on who asks and on what happens, each of which may come once.
struct seen_fields {
    unsigned host = 0;
    unsigned content_length = 0;
    unsigned transfer_encoding = 0;
    unsigned authorization = 0;
    unsigned content_type = 0;
    unsigned if_match = 0;
    unsigned idempotency_key = 0;
    unsigned expect = 0;
    bool odd_length = false;
    bool only_chunked = true;
    bool other_expectation = false;

    void note(vendor_field name, std::string_view text, std::string_view value) {
        switch (name) {
            case vendor_field::host: ++host; break;
            case vendor_field::authorization: ++authorization; break;
            case vendor_field::content_type: ++content_type; break;
            case vendor_field::if_match: ++if_match; break;
            case vendor_field::unknown:
                if (equals_ignoring_case(text, "Idempotency-Key")) ++idempotency_key;
                break;
            case vendor_field::content_length:
                ++content_length;
                odd_length = odd_length || !all_digits(value);
                break;
            case vendor_field::transfer_encoding:
                ++transfer_encoding;
                only_chunked = only_chunked && equals_ignoring_case(value, "chunked");
                break;
            case vendor_field::expect:
                ++expect;
                other_expectation = other_expectation || !equals_ignoring_case(value, "100-continue");
                break;
            default: break;
        }
    }

    bool ambiguous() const {
        return host > 1 || content_length > 1 || transfer_encoding > 1 || authorization > 1 || content_type > 1 ||
               if_match > 1 || idempotency_key > 1 || odd_length || (content_length > 0 && transfer_encoding > 0);
    }
};

class message_parser final : public beast::http::basic_parser<true> {
  public:
    request_head* head = nullptr;  // where fields go; nobody's once the head is complete
    std::string_view piece;
    seen_fields seen;
    std::size_t fields = 0;
    int version = 0;
    bool unknown_method = false;

  private:
    void on_request_impl(beast::http::verb verb, string_view, string_view target, int number, error_code&) override {
        const std::optional<http::method> known = known_method(verb);
        unknown_method = !known;
        head->method = known.value_or(http::method::get);
        head->target.assign(target.data(), target.size());
        version = number;
    }
    void on_field_impl(vendor_field name, string_view text, string_view value, error_code&) override {
        ++fields;
        if (head == nullptr) return;  // a trailer: understood, and of no use
        seen.note(name, plain(text), plain(value));
        head->headers.add(plain(text), plain(value));
    }
    void on_header_impl(error_code&) override { head = nullptr; }
    std::size_t on_body_impl(string_view body, error_code&) override {
        piece = plain(body);
        return body.size();
    }
    std::size_t on_chunk_body_impl(std::uint64_t, string_view body, error_code&) override {
        piece = plain(body);
        return body.size();
    }
    void on_response_impl(int, string_view, int, error_code&) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
    void on_chunk_header_impl(std::uint64_t, string_view, error_code&) override {}
    void on_finish_impl(error_code&) override {}
};

}  // namespace

struct request_parser::reading {
    std::optional<message_parser> current;
    bool begun = false;
};

request_parser::request_parser(const settings& limits) : limits_(limits), reading_(std::make_unique<reading>()) {
    start();
}

request_parser::~request_parser() = default;

void request_parser::start() {
    reading_->current.emplace();
    reading_->current->body_limit(boost::none);  // the session knows the route's
    reading_->current->header_limit(std::numeric_limits<std::uint32_t>::max());
    reading_->begun = false;
    head_bytes_ = 0;
    frame_ = framing{};
}

std::string_view request_parser::piece() const { return reading_->current->piece; }

request_parser::step request_parser::refuse(std::size_t consumed, int status, std::string_view code) {
    refused_ = {status, code};
    return {consumed, outcome::refused};
}

request_parser::step request_parser::parse_head(std::string_view input, request_head& into) {
    std::size_t skipped = 0;
    if (!reading_->begun) {
        // An empty line before a request is forgiven, as RFC 9112 asks.
        while (input.substr(skipped).starts_with("\r\n")) skipped += 2;
        head_bytes_ += skipped;
        if (head_bytes_ > limits_.head_bytes_max) return refuse(skipped, 400, "malformed_request");
        if (input.size() == skipped || input.substr(skipped) == "\r") return {skipped, outcome::need_more};
        reading_->begun = true;
        into.headers.reserve(16, 512);
    }
    message_parser& parser = *reading_->current;
    parser.head = &into;
    error_code error;
    const std::string_view rest = input.substr(skipped);
    const std::size_t used = parser.put(boost::asio::const_buffer(rest.data(), rest.size()), error);
    parser.head = nullptr;
    head_bytes_ += used;
    const std::size_t consumed = skipped + used;
    if (parser.fields > limits_.header_fields_max) return refuse(consumed, 431, "headers_too_large");
    if (into.target.size() > limits_.target_bytes_max) return refuse(consumed, 414, "target_too_long");
    if (error == beast::http::error::need_more) return judged(consumed, input.substr(consumed));
    if (error == beast::http::error::bad_version && asks_for_another_version(rest))
        return refuse(consumed, 505, "version_not_supported");
    if (error) return refuse(consumed, 400, "malformed_request");
    if (head_bytes_ > limits_.head_bytes_max) return refuse(consumed, 431, "headers_too_large");
    if (!well_framed()) return {consumed, outcome::refused};
    return {consumed, outcome::head};
}

// An incomplete head may already be past what is bearable, or hold what no later byte can mend.
request_parser::step request_parser::judged(std::size_t consumed, std::string_view rest) {
    if (cannot_be_mended(rest)) return refuse(consumed, 400, "malformed_request");
    const bool in_first_line = reading_->current->version == 0;
    if (in_first_line && rest.size() > limits_.target_bytes_max + 32) return refuse(consumed, 414, "target_too_long");
    if (head_bytes_ + rest.size() > limits_.head_bytes_max) return refuse(consumed, 431, "headers_too_large");
    return {consumed, outcome::need_more};
}

bool request_parser::well_framed() {
    const message_parser& parser = *reading_->current;
    const seen_fields& seen = parser.seen;
    frame_.http_1_0 = parser.version == 10;
    frame_.keep_alive = parser.keep_alive();
    const auto refused = [&](int status, std::string_view code) {
        refused_ = {status, code};
        return false;
    };
    if (seen.ambiguous() || (seen.host == 0 && !frame_.http_1_0)) return refused(400, "malformed_request");
    if (seen.transfer_encoding > 0) {
        if (frame_.http_1_0) return refused(400, "malformed_request");
        if (!seen.only_chunked) return refused(501, "coding_not_supported");
    }
    if (parser.unknown_method) return refused(501, "method_not_supported");
    if (seen.other_expectation || seen.expect > 1) return refused(417, "expectation_failed");
    frame_.expects_continue = seen.expect == 1 && !frame_.http_1_0;
    frame_.chunked = parser.chunked();
    if (const auto length = parser.content_length()) frame_.content_bytes = *length;
    return true;
}

request_parser::step request_parser::parse_body(std::string_view input) {
    message_parser& parser = *reading_->current;
    parser.piece = {};
    error_code error;
    const std::size_t consumed = parser.put(boost::asio::const_buffer(input.data(), input.size()), error);
    if (error == beast::http::error::need_more) {
        // What is left of a body in chunks is the head of one, or a trailer: of the body itself all is taken.
        if (frame_.chunked && cannot_be_mended(input.substr(consumed)))
            return refuse(consumed, 400, "malformed_request");
        return {consumed, outcome::need_more};
    }
    if (error || parser.fields > limits_.header_fields_max * 2) return refuse(consumed, 400, "malformed_request");
    return {consumed, parser.is_done() ? outcome::finished : outcome::piece};
}

}  // namespace parcours::http
