// SPDX-License-Identifier: Apache-2.0
#include <boost/json.hpp>

#include "query_api/query_reader.hpp"
#include "query_api/routes.hpp"
#include "query_api/routes/goal_lists.hpp"
#include "query_api/views/history.hpp"
#include "query_api/views/row_page.hpp"
#include "query_api/views/sponsorship_view.hpp"

// Requests for a sponsor: their list, the page of one, its history.
namespace parcours {
namespace {

using boost::json::array;
using boost::json::object;
using shared_call = std::shared_ptr<call>;

struct wanted_sponsorships {
    std::optional<sponsorship_status> status;
    std::optional<person_id> sponsor;
    wanted_lists where;

    // By what stands in the list alone, so that few rows are read in vain.
    bool takes(const listed_sponsorship& each, const viewing& whole) const {
        if (is_behind_gate(whole, each.reach)) return false;
        if (!status || *status == each.status) return true;
        // What is told as another status is judged by its row.
        return each.status == sponsorship_status::awaiting_validation || each.status == sponsorship_status::returned;
    }
    bool takes(const sponsorships::row& row, const viewing& whole, const audience_set& whom) const {
        if (status && status_seen(row.status, whole.terms(), whom) != *status) return false;
        return (!sponsor || row.sponsor == sponsor) && (!where.organisation || row.organisation == where.organisation);
    }
};

void list_sponsorships(const shared_call& asked) {
    query_reader query(*asked);
    const wanted_sponsorships wanted{query.one_of<sponsorship_status>("status"), query.id<person_id>("sponsor"),
                                     read_wanted_lists(query)};
    if (query.refuse()) return;
    const auto page = read_page(*asked);
    if (!page) return;
    const auto& rows = asked->table(sponsorships::name);
    viewing whole(*asked);
    auto lists = lists_for<sponsorships>(whole, wanted.where);
    if (!lists) return asked->refuse(lists.error());
    newest_first entries(rows, newest_first::kind::rows, *std::move(lists), page->after, wanted.where.when);
    const auto found = read_page_of<sponsorships>(
        whole, rows, entries, page->limit,
        [&](byte_view value) { return wanted.takes(read_listed_sponsorship(value), whole); },
        [&](const sponsorships::row& row, const audience_set& whom) { return wanted.takes(row, whole, whom); });
    if (!found) return asked->refuse(found.error());
    array items;
    for (const auto& each : found->rows) {
        object one;
        row_view view(whole, each.whom, one);
        show_sponsorship_line(view, sponsorship_id{each.stream}, each.kept.row);
        items.emplace_back(std::move(one));
    }
    whole.answer(object{{"items", std::move(items)}, {"next", next_cursor(*asked, found->next)}});
}

void read_sponsorship(const shared_call& asked) {
    asked->table(sponsorships::name);
    viewing whole(*asked);
    const auto found = read_known<sponsorships, sponsorship_id>(whole, "sponsorship");
    if (!found) return;
    object body;
    row_view view(whole, found->whom, body);
    show_sponsorship(view, sponsorship_id{found->stream}, found->kept.row);
    const auto allowed = asked->with().commands.allowed(asked->by(), {stream_kind::sponsorship, found->stream});
    if (!allowed) return asked->refuse(allowed.error());
    body["allowed_actions"] = array(allowed->begin(), allowed->end());
    whole.answer(std::move(body));
}

void read_sponsorship_history(const shared_call& asked) {
    asked->table(sponsorships::name);
    viewing whole(*asked);
    const auto found = read_known<sponsorships, sponsorship_id>(whole, "sponsorship");
    if (!found) return;
    const auto& row = found->kept.row;
    answer_history(whole, {{stream_kind::sponsorship, found->stream},
                           row.candidate,
                           found->kept.version,
                           found->whom,
                           row.sent_version,
                           {}});
}

}  // namespace

std::vector<route> sponsorship_routes() {
    route list;
    list.pattern = "/v1/sponsorships";
    list.operation = "list_sponsorships";
    list.meaning = "The sponsorships that the caller may know of, newest first.";
    list.query = {{"status",
                   R"({"enum":["awaiting_validation","returned","visible","accepted","refused","withdrawn",)"
                   R"("cancelled","ended"]})",
                   "how far it has come"},
                  {"sponsor", R"({"type":"string"})", "with this sponsor"}};
    for (auto& each : goal_list_parameters()) list.query.push_back(std::move(each));
    list.answer = "sponsorship_list";
    list.problems = {422};
    list.serve = list_sponsorships;
    route one;
    one.pattern = "/v1/sponsorships/{sponsorship}";
    one.operation = "read_sponsorship";
    one.meaning = "A sponsorship: all that the caller may see, and what they may do now.";
    one.answer = "sponsorship";
    one.problems = {404};
    one.serve = read_sponsorship;
    route history = one;
    history.pattern += "/history";
    history.operation = "read_sponsorship_history";
    history.meaning = "What happened to a sponsorship, of which the caller may know; oldest first.";
    history.query = page_parameters();
    history.answer = "history";
    history.problems = {404, 422};
    history.serve = read_sponsorship_history;
    return {std::move(list), std::move(one), std::move(history)};
}

std::vector<named_schema> sponsorship_schemas() {
    return {
        {"sponsorship", R"({"type":"object","description":"what the caller may not see is absent","properties":{
            "id":{"type":"string"},
            "status":{"enum":["awaiting_validation","returned","visible","accepted","refused","withdrawn","cancelled","ended"]},
            "candidate":{"type":"string"},"organisation":{"type":"string"},"sponsor":{"type":"string"},
            "sent_at":{"type":"string","format":"date-time"},"received_at":{"type":"string","format":"date-time"},
            "headline":{"$ref":"#/components/schemas/opened_object"},"version":{"type":"integer"},
            "changed_at":{"type":"string","format":"date-time"},"requested_by":{"type":"string"},
            "documents":{"type":"array","items":{"type":"string"}},
            "message":{"$ref":"#/components/schemas/opened_text"},"snapshot":{"$ref":"#/components/schemas/opened_object"},
            "comment":{"$ref":"#/components/schemas/opened_text"},
            "return_reason":{"$ref":"#/components/schemas/opened_text"},"reason_code":{"type":"string"},
            "answer":{"$ref":"#/components/schemas/opened_text"},"end_reason":{"$ref":"#/components/schemas/opened_text"},
            "cause":{"type":"string"},"allowed_actions":{"type":"array","items":{"type":"string"}}}})"},
        {"sponsorship_list", R"({"type":"object","required":["items","next"],"properties":{
            "items":{"type":"array","items":{"$ref":"#/components/schemas/sponsorship"}},
            "next":{"type":["string","null"]},"incomplete":{"$ref":"#/components/schemas/incomplete"}}})"},
    };
}

}  // namespace parcours
