// SPDX-License-Identifier: Apache-2.0
#include "events/check.hpp"
#include "infra/http/parser.hpp"
#include "infra/http/target.hpp"
#include "tests/fuzz/targets.hpp"

namespace parcours {
namespace {

// What a server learned of a request from its octets.
struct learned {
    std::string target;
    std::string fields;
    std::string body;
    int refused = 0;
    bool finished = false;
    bool operator==(const learned&) const = default;
};

// Reads one request that comes in pieces of `step` octets.
learned read_in_pieces(byte_view octets, std::size_t step) {
    using outcome = http::request_parser::outcome;
    const http::settings limits;
    http::request_parser parser(limits);
    http::request_head head;
    learned found;
    bool in_body = false;
    std::size_t used = 0;
    std::size_t come = 0;
    while (true) {
        const auto got = in_body ? parser.parse_body(octets.substr(used, come - used))
                                 : parser.parse_head(octets.substr(used, come - used), head);
        check(got.consumed <= come - used, "no more is used than has come");
        used += got.consumed;
        if (got.what == outcome::refused) {
            found.refused = parser.refused().status;
            break;
        }
        if (got.what == outcome::head) in_body = parser.frame().has_body();
        if (got.what == outcome::piece || got.what == outcome::finished)
            if (in_body) found.body += parser.piece();
        if (got.what == outcome::finished || (got.what == outcome::head && !in_body)) {
            found.finished = true;
            break;
        }
        if (got.what != outcome::need_more && got.consumed > 0) continue;
        if (come == octets.size()) break;
        come = std::min(octets.size(), come + step);
    }
    found.target = head.target;
    for (std::size_t each = 0; each < head.headers.size(); ++each)
        found.fields += std::string(head.headers[each].name) + ": " + std::string(head.headers[each].value) + "\n";
    return found;
}

// The first octet says how the request is cut.
void run(byte_view octets) {
    if (octets.empty()) return;
    const std::size_t step = std::size_t{1} + static_cast<unsigned char>(octets.front());
    octets.remove_prefix(1);
    const learned whole = read_in_pieces(octets, octets.size());
    const learned cut = read_in_pieces(octets, step);
    if (whole.finished || cut.finished) check(whole == cut, "a request is the same however it is cut");
}

std::vector<bytes> seeds() {
    const std::string host = " HTTP/1.1\r\nHost: localhost\r\n";
    return {
        "\x07GET /v1/applications?status=visible&after=a%20b" + host + "\r\n",
        "\x01POST /v1/sessions" + host + "Content-Length: 12\r\nContent-Type: application/json\r\n\r\n{\"email\":\"\"}",
        "\x03POST /v1/sessions" + host + "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":\r\n2;x=y\r\n1}\r\n0\r\n\r\n",
        "\x10HEAD /%C3%A9" + host + "Expect: 100-continue\r\nContent-Length: 1\r\n\r\nx"};
}

}  // namespace

const fuzz_target request_target{"request", run, seeds};

}  // namespace parcours
