// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <boost/json.hpp>

#include "query_api/query_reader.hpp"
#include "query_api/routes.hpp"
#include "query_api/views/application_view.hpp"
#include "query_api/views/history.hpp"
#include "query_api/views/row_page.hpp"

// One application: its page, its history, its messages.
namespace parcours {

namespace {

using boost::json::array;
using boost::json::object;
using shared_call = std::shared_ptr<call>;
using found_application = seen_row<applications>;

constexpr std::size_t messages_of_page_max = 1'000;
constexpr std::size_t exchange_of_page = 50;  // the latest of it, beside the application

constexpr std::array all_threads{message_thread::followup, message_thread::exchange, message_thread::private_note};

// A message and where it stands in its application.
struct placed_message {
    std::uint64_t version = 0;
    message_thread thread = message_thread::followup;
    kept_message message;
};

expected<std::vector<placed_message>> read_thread(const table_snapshot& from, const application_id& of,
                                                  message_thread thread, byte_view after, std::size_t count,
                                                  table_snapshot::direction way) {
    std::vector<placed_message> found;
    expected<void> readable;
    const auto done =
        scan_event_entries(from, applications::messages_of(of, thread), after, way, [&](const found_entry& each) {
            auto message = read_message(each.value);
            if (!message) {
                readable = tl::unexpected(std::move(message).error());
                return false;
            }
            found.push_back({entry_key_reader(bytes(1, ' ').append(each.rest)).number(), thread, *std::move(message)});
            return found.size() < count;
        });
    if (!done) return tl::unexpected(done.error());
    if (!readable) return tl::unexpected(readable.error());
    return found;
}

array shown(viewing& whole, const audience_set& whom, const std::vector<placed_message>& messages) {
    array items;
    for (const auto& each : messages) {
        object one;
        row_view view(whole, whom, one);
        show_message(view, each.thread, each.message);
        items.emplace_back(std::move(one));
    }
    return items;
}

void read_application(const shared_call& asked) {
    const auto& rows = asked->table(applications::name);
    viewing whole(*asked);
    const auto found = read_known<applications, application_id>(whole, "application");
    if (!found) return;
    const application_id id{found->stream};
    object body;
    row_view view(whole, found->whom, body);
    show_application(view, id, found->kept.row);
    if (view.reads(group::exchange)) {
        auto latest = read_thread(rows, id, message_thread::exchange, {}, exchange_of_page,
                                  table_snapshot::direction::descending);
        if (!latest) return asked->refuse(latest.error());
        std::reverse(latest->begin(), latest->end());
        body["exchange"] = shown(whole, found->whom, *latest);
    }
    const auto allowed = asked->with().commands.allowed(asked->by(), {stream_kind::application, id.value});
    if (!allowed) return asked->refuse(allowed.error());
    body["allowed_actions"] = array(allowed->begin(), allowed->end());
    whole.answer(std::move(body));
}

void read_application_history(const shared_call& asked) {
    asked->table(applications::name);
    viewing whole(*asked);
    const auto found = read_known<applications, application_id>(whole, "application");
    if (!found) return;
    const auto& row = found->kept.row;
    answer_history(whole, {{stream_kind::application, found->stream},
                           row.candidate,
                           found->kept.version,
                           found->whom,
                           row.sent_version,
                           [&row](row_view& fields) { show_text(fields, row); }});
}

void list_messages(const shared_call& asked) {
    query_reader query(*asked);
    const auto thread = query.one_of<message_thread>("thread");
    if (query.refuse()) return;
    const auto page = read_page(*asked, messages_of_page_max);
    if (!page) return;
    const auto& rows = asked->table(applications::name);
    viewing whole(*asked);
    const auto found = read_known<applications, application_id>(whole, "application");
    if (!found) return;
    std::vector<placed_message> all;
    bool any = false;
    for (const auto each : all_threads) {
        if ((thread && each != *thread) || !whole.terms().visible.reads(group_of(each), found->whom)) continue;
        any = true;
        const auto some = read_thread(rows, application_id{found->stream}, each, page->after, page->limit + 1,
                                      table_snapshot::direction::ascending);
        if (!some) return asked->refuse(some.error());
        all.insert(all.end(), some->begin(), some->end());
    }
    // A thread that one may not read is not there.
    if (!any) return asked->refuse(404, "not_found");
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.version < b.version; });
    boost::json::value next;
    if (all.size() > page->limit) {
        all.resize(page->limit);
        next = next_cursor(*asked, (entry_key(' ') << all.back().version).octets().substr(1));
    }
    whole.answer(object{{"items", shown(whole, found->whom, all)}, {"next", std::move(next)}});
}

route reading(std::string under, std::string operation, std::string meaning, std::string answer) {
    route on;
    on.pattern = "/v1/applications/{application}" + std::move(under);
    on.operation = std::move(operation);
    on.meaning = std::move(meaning);
    on.answer = std::move(answer);
    on.problems = {404};
    return on;
}

}  // namespace

std::vector<route> application_routes() {
    auto one = reading("", "read_application", "An application: all that the caller may see, and what they may do now.",
                       "application");
    one.serve = read_application;
    auto history = reading("/history", "read_application_history",
                           "What happened to an application, of which the caller may know; oldest first.", "history");
    history.query = page_parameters();
    history.problems.push_back(422);
    history.serve = read_application_history;
    auto messages =
        reading("/messages", "list_application_messages",
                "The messages of an application's threads that the caller may read, oldest first.", "message_list");
    messages.query = page_parameters(messages_of_page_max);
    messages.query.push_back({"thread", R"({"enum":["followup","exchange","private_note"]})", "of this thread alone"});
    messages.problems.push_back(422);
    messages.serve = list_messages;
    return {application_list_route(), std::move(one), std::move(history), std::move(messages)};
}

}  // namespace parcours
