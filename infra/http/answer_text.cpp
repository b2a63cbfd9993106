// SPDX-License-Identifier: Apache-2.0
#include "infra/http/answer_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

namespace parcours::http {

namespace {

std::string_view reason(int status) {
    switch (status) {
        case 200: return "OK";
        case 201: return "Created";
        case 202: return "Accepted";
        case 204: return "No Content";
        case 206: return "Partial Content";
        case 301: return "Moved Permanently";
        case 302: return "Found";
        case 303: return "See Other";
        case 304: return "Not Modified";
        case 307: return "Temporary Redirect";
        case 308: return "Permanent Redirect";
        case 400: return "Bad Request";
        case 401: return "Unauthorized";
        case 403: return "Forbidden";
        case 404: return "Not Found";
        case 405: return "Method Not Allowed";
        case 406: return "Not Acceptable";
        case 408: return "Request Timeout";
        case 409: return "Conflict";
        case 410: return "Gone";
        case 412: return "Precondition Failed";
        case 413: return "Content Too Large";
        case 414: return "URI Too Long";
        case 415: return "Unsupported Media Type";
        case 416: return "Range Not Satisfiable";
        case 417: return "Expectation Failed";
        case 422: return "Unprocessable Content";
        case 428: return "Precondition Required";
        case 429: return "Too Many Requests";
        case 431: return "Request Header Fields Too Large";
        case 500: return "Internal Server Error";
        case 501: return "Not Implemented";
        case 503: return "Service Unavailable";
        case 505: return "HTTP Version Not Supported";
        default: return "";
    }
}

bool is_token(std::string_view name) {
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        return letter || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
    });
}

bool is_value(std::string_view value) {
    return std::all_of(value.begin(), value.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte >= 0x20 && byte != 0x7F) || byte == '\t';
    });
}

bool is_the_servers(std::string_view name) {
    constexpr std::array<std::string_view, 5> ours{"Date", "Connection", "Content-Length", "Transfer-Encoding",
                                                   "Keep-Alive"};
    return std::any_of(ours.begin(), ours.end(), [&](std::string_view n) { return equals_ignoring_case(n, name); });
}

void append_number(std::string& out, std::uint64_t number, int base) {
    std::array<char, 24> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number, base).ptr;
    out.append(digits.data(), static_cast<std::size_t>(end - digits.data()));
}

void append_two(std::string& out, unsigned number) {
    out.push_back(static_cast<char>('0' + number / 10 % 10));
    out.push_back(static_cast<char>('0' + number % 10));
}

}  // namespace

bool is_sendable(const response& answer) {
    if (answer.status < 200 || answer.status > 599) return false;
    for (std::size_t i = 0; i < answer.headers.size(); ++i) {
        const fields::field f = answer.headers[i];
        if (!is_token(f.name) || !is_value(f.value)) return false;
    }
    return true;
}

bool is_bodiless(int status) { return status == 204 || status == 304; }

void append_head(std::string& out, const response& answer, const answer_frame& frame) {
    out += "HTTP/1.1 ";
    append_number(out, static_cast<std::uint64_t>(answer.status), 10);
    out.append(" ").append(reason(answer.status)).append("\r\nDate: ").append(frame.date).append("\r\n");
    for (std::size_t i = 0; i < answer.headers.size(); ++i) {
        const fields::field f = answer.headers[i];
        if (!is_the_servers(f.name)) out.append(f.name).append(": ").append(f.value).append("\r\n");
    }
    if (is_bodiless(answer.status)) {
        // neither a length nor a coding: RFC 9110, 8.6
    } else if (frame.content_bytes) {
        out += "Content-Length: ";
        append_number(out, *frame.content_bytes, 10);
        out += "\r\n";
    } else if (frame.chunked) {
        out += "Transfer-Encoding: chunked\r\n";
    }
    if (!frame.keep_alive) {
        out += "Connection: close\r\n";
    } else if (frame.http_1_0) {
        out += "Connection: keep-alive\r\n";
    }
}

void append_chunk_size(std::string& out, std::size_t bytes) {
    append_number(out, bytes, 16);
    out += "\r\n";
}

std::string date_text(std::int64_t seconds_since_epoch) {
    constexpr std::array<std::string_view, 7> weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::chrono::sys_seconds at{std::chrono::seconds{seconds_since_epoch}};
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss time{at - day};
    std::string text(weekdays[std::chrono::weekday{day}.c_encoding()]);
    text += ", ";
    append_two(text, static_cast<unsigned>(date.day()));
    text.append(" ").append(months[static_cast<unsigned>(date.month()) - 1]).append(" ");
    append_number(text, static_cast<std::uint64_t>(static_cast<int>(date.year())), 10);
    text += ' ';
    append_two(text, static_cast<unsigned>(time.hours().count()));
    text += ':';
    append_two(text, static_cast<unsigned>(time.minutes().count()));
    text += ':';
    append_two(text, static_cast<unsigned>(time.seconds().count()));
    return text + " GMT";
}

}  // namespace parcours::http
