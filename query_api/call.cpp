// SPDX-License-Identifier: Apache-2.0
#include "query_api/call.hpp"

#include <charconv>

#include <boost/json.hpp>

#include "events/commit/digest.hpp"

namespace parcours {
namespace {

std::string etag_of(const std::string& body) { return "\"" + to_hex(view(sha256(body)).substr(0, 16)) + "\""; }

// Of a page the cursor is left out: it is sealed anew each time, and where it leads follows from the items.
std::string etag_of(const boost::json::value& body, const std::string& text) {
    const auto* object = body.if_object();
    const auto* next = object == nullptr ? nullptr : object->if_contains("next");
    if (next == nullptr || !next->is_string()) return etag_of(text);
    const std::string cursor(next->get_string());
    std::string steady = text;
    if (const auto at = steady.rfind(cursor); at != std::string::npos) steady.erase(at, cursor.size());
    return etag_of(steady);
}

// RFC 9110, 13.1.2: a list of tags, or "*"; weak tags compare as their opaque part.
bool matches(std::string_view if_none_match, std::string_view etag) {
    if (if_none_match == "*") return true;
    for (auto at = if_none_match.find(etag); at != std::string_view::npos; at = if_none_match.find(etag, at + 1)) {
        const auto after = at + etag.size();
        if (after == if_none_match.size() || if_none_match[after] == ',' || if_none_match[after] == ' ') return true;
    }
    return false;
}

// What a cursor is bound to: a cursor of one list, caller or filter opens no other.
std::string cursor_purpose(const call& asked) {
    std::string purpose = "cursor " + asked.on().operation + ' ' + to_string(asked.by().who.account) + ' ' +
                          asked.by().who.role + ' ' + asked.asked().head.path;
    for (const auto& [name, value] : asked.asked().head.query)
        if (name != "after" && name != "limit") purpose.append(1, '\0').append(name).append(1, '\0').append(value);
    return purpose;
}

}  // namespace

call::call(const services& with, http::request asked, http::responder respond, caller by, const route& on,
           std::map<std::string, std::string> parameters)
    : with_(with),
      asked_(std::move(asked)),
      respond_(std::move(respond)),
      by_(std::move(by)),
      on_(on),
      parameters_(std::move(parameters)),
      terms_(with.terms()) {}

const table_snapshot& call::table(std::string_view projection) {
    auto found = tables_.find(projection);
    if (found == tables_.end())
        found = tables_.emplace(std::string(projection), with_.models.snapshot(projection)).first;
    return *found->second;
}

void call::answer(const boost::json::value& body) { answer(body, on_.success, {}); }

void call::answer(const boost::json::value& body, int status, const http::fields& headers) {
    respond_(rendered(body, status, headers));
}

void call::answer_recorded(const boost::json::value& body, const std::optional<access_entry>& opened) {
    // Rendered here, so that the thread which writes the access log only hands it on; shared, for a function can be
    // copied and an answer cannot.
    auto made = std::make_shared<http::response>(rendered(body, on_.success, {}));
    if (!opened) return respond_(std::move(*made));
    with_.accesses.enter(*opened, [self = shared_from_this(), made = std::move(made)](expected<void> done) {
        if (!done) return self->refuse(done.error());
        self->respond_(std::move(*made));
    });
}

http::response call::rendered(const boost::json::value& body, int status, const http::fields& headers) const {
    http::response made;
    made.status = status;
    for (std::size_t i = 0; i < headers.size(); ++i) made.headers.add(headers[i].name, headers[i].value);
    made.headers.add("Content-Type", "application/json");
    made.headers.add("Cache-Control", "private, no-cache");
    made.headers.add("Vary", "Authorization, Accept-Language");
    std::string text = boost::json::serialize(body);
    if (asked_.head.method == http::method::get || asked_.head.method == http::method::head) {
        const std::string etag = etag_of(body, text);
        made.headers.add("ETag", etag);
        if (const auto known = asked_.head.headers.find("If-None-Match"); known && matches(*known, etag)) {
            made.status = 304;
            text.clear();
        }
    }
    made.body = std::move(text);
    return made;
}

void call::answer_nothing() {
    http::response made;
    made.status = 204;
    respond_(std::move(made));
}

void call::answer(std::shared_ptr<const std::string> text, std::string_view content_type, std::string_view etag) {
    http::response made;
    made.status = on_.success;
    made.headers.add("Content-Type", content_type);
    made.headers.add("Cache-Control", "no-cache");
    made.headers.add("ETag", etag);
    if (const auto known = asked_.head.headers.find("If-None-Match"); known && matches(*known, etag)) {
        made.status = 304;
    } else {
        made.body = std::move(text);
    }
    respond_(std::move(made));
}

void call::refuse(const problem& what) { respond_(render(what, with_.words, by_.language, by_.trace)); }

void call::refuse(int status, std::string code) {
    problem what;
    what.status = status;
    what.code = std::move(code);
    if (status == 503) what.retry_after_s = 1;
    refuse(what);
}

void call::refuse(const failure& why) {
    // A disk that fails is no bug of ours: with room, or after a restart, the same request is answered.
    const bool passing = why.code == failure_code::unavailable || why.code == failure_code::in_doubt ||
                         why.code == failure_code::stopped || why.code == failure_code::io;
    const int status = passing ? 503 : 500;
    if (with_.tell_fault) with_.tell_fault({on_.operation, by_.trace, status, why});
    refuse(status, passing ? "unavailable" : "internal");
}

std::optional<list_page> read_page(call& asked, std::size_t limit_max) {
    list_page wanted;
    wanted.limit = std::min<std::size_t>(wanted.limit, limit_max);
    if (const auto text = asked.query("limit")) {
        const auto end = text->data() + text->size();
        const auto [at, error] = std::from_chars(text->data(), end, wanted.limit);
        if (error != std::errc{} || at != end) {
            problem what{400, "malformed_parameter", {{"name", "limit"}}, {}, {}, {}, 0, {}};
            asked.refuse(what);
            return std::nullopt;
        }
        if (wanted.limit < 1 || wanted.limit > limit_max) {
            problem what{422, "limit_out_of_range", {{"most", std::to_string(limit_max)}}, {}, {}, {}, 0, {}};
            asked.refuse(what);
            return std::nullopt;
        }
    }
    if (const auto text = asked.query("after")) {
        auto opened = asked.with().tokens.open(cursor_purpose(asked), *text);
        if (!opened) {
            asked.refuse(400, "malformed_cursor");
            return std::nullopt;
        }
        wanted.after = *std::move(opened);
    }
    return wanted;
}

boost::json::value next_cursor(const call& asked, byte_view after) {
    if (after.empty()) return nullptr;
    return boost::json::string(asked.with().tokens.seal(cursor_purpose(asked), after));
}

}  // namespace parcours
