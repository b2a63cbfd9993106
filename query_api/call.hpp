// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include <boost/json/fwd.hpp>

#include "query_api/caller.hpp"
#include "query_api/http.hpp"
#include "query_api/opening/opener.hpp"
#include "query_api/problem.hpp"
#include "query_api/route.hpp"
#include "query_api/services.hpp"

namespace parcours {

// One request being served: what was asked, by whom, with what, and the one answer. Shared, for a command's answer
// comes back on another thread after the request's handler has returned. Not thread-safe.
class call : public std::enable_shared_from_this<call> {
  public:
    call(const services& with, http::request asked, http::responder respond, caller by, const route& on,
         std::map<std::string, std::string> parameters);

    const services& with() const { return with_; }
    const caller& by() const { return by_; }
    const http::request& asked() const { return asked_; }
    const route& on() const { return on_; }
    // The charter as it was adopted when the call began.
    const charter& terms() const { return *terms_; }
    // Of the path. REQUIRES: the route's pattern names it.
    const std::string& parameter(const std::string& name) const { return parameters_.at(name); }
    std::optional<std::string_view> query(std::string_view name) const { return asked_.head.parameter_named(name); }

    // The table of a projection as it was when this call first asked for it.
    const table_snapshot& table(std::string_view projection);
    // As of now: for relations, which are taken last.
    std::unique_ptr<table_snapshot> table_now(std::string_view projection) const {
        return with_.models.snapshot(projection);
    }
    opener open_cells() const { return {with_.vault, with_.accesses, with_.time, by_, on_.operation}; }

    // Answers; once, exactly. JSON answers of GET carry an ETag over what this caller sees; If-None-Match gives 304.
    void answer(const boost::json::value& body);
    // The same once it is recorded what was opened for it, if anything; 503 where it cannot be. REQUIRES: the call is
    // shared; whoever calls this uses it no more.
    void answer_recorded(const boost::json::value& body, const std::optional<access_entry>& opened);
    void answer(const boost::json::value& body, int status, const http::fields& headers);
    void answer_nothing();  // 204
    // A text that is made once and shared by all who ask for it.
    void answer(std::shared_ptr<const std::string> text, std::string_view content_type, std::string_view etag);
    bool answered() const { return !respond_.pending(); }
    void refuse(const problem& what);
    void refuse(int status, std::string code);
    // A port's failure, as a problem: unavailable 503, all else 500; told to the operator by the log.
    void refuse(const failure& why);

  private:
    http::response rendered(const boost::json::value& body, int status, const http::fields& headers) const;

    const services& with_;
    http::request asked_;
    http::responder respond_;
    caller by_;
    const route& on_;
    std::map<std::string, std::string> parameters_;
    std::shared_ptr<const charter> terms_;
    std::map<std::string, std::unique_ptr<table_snapshot>, std::less<>> tables_;
};

// A page of a list: how many, and after what.
struct list_page {
    std::size_t limit = 50;
    bytes after;  // a list's own key; empty: from the start
};

// Reads `limit` and `after`; a refusal is already answered where nothing comes back.
std::optional<list_page> read_page(call& asked, std::size_t limit_max = 100);
// The cursor to the next page, bound to this operation, this caller and these filters; null where `after` is empty.
boost::json::value next_cursor(const call& asked, byte_view after);

}  // namespace parcours
