// SPDX-License-Identifier: Apache-2.0
#include <boost/json.hpp>

#include "projections/folds/offers.hpp"
#include "query_api/query_reader.hpp"
#include "query_api/routes.hpp"
#include "query_api/routes/goal_lists.hpp"
#include "query_api/views/application_view.hpp"
#include "query_api/views/row_page.hpp"

// The list of applications: newest first, of whatever the caller may know of.
namespace parcours {
namespace {

using boost::json::object;
using shared_call = std::shared_ptr<call>;

struct wanted_applications {
    std::optional<application_status> status;
    std::optional<application_kind> kind;
    std::optional<offer_id> offer;
    wanted_lists where;

    // By what stands in the list alone, so that few rows are read in vain.
    bool takes(const listed_application& each, const viewing& whole) const {
        if (kind && each.kind != *kind) return false;
        if (is_behind_gate(whole, each.reach)) return false;
        if (!status || *status == each.status) return true;
        // What is told as another status is judged by its row.
        return each.status == application_status::awaiting_validation || each.status == application_status::returned;
    }
    bool takes(const application_row& row, const viewing& whole, const audience_set& whom) const {
        if (status && status_seen(row.status, whole.terms(), whom) != *status) return false;
        return (!offer || row.offer == offer) && (!where.organisation || row.organisation == where.organisation);
    }
};

wanted_applications read_wanted(query_reader& query) {
    wanted_applications wanted;
    wanted.status = query.one_of<application_status>("status");
    wanted.kind = query.one_of<application_kind>("kind");
    wanted.offer = query.id<offer_id>("offer");
    wanted.where = read_wanted_lists(query);
    return wanted;
}

// A recruiter looks through the list of an own offer only: how long another organisation's is must not show.
expected<bool> may_go_by_offer(const viewing& whole, const offer_id& offer) {
    if (whole.who().role != "recruiter") return sees_by_office(whole);
    const auto found = read_row<offers>(whole.asked().table(offers::name), offer.value);
    if (!found) return tl::unexpected(found.error());
    return *found && (*found)->row.organisation == whole.who().organisation;
}

expected<std::vector<entry_key>> lists_of(viewing& whole, const wanted_applications& wanted) {
    const bool by_person = wanted.where.candidate || wanted.where.companion;
    if (wanted.offer && !by_person) {
        const auto may = may_go_by_offer(whole, *wanted.offer);
        if (!may) return tl::unexpected(may.error());
        if (*may) return std::vector{applications::of_offer(*wanted.offer)};
        if (whole.who().role == "recruiter") return std::vector<entry_key>{};
    }
    return lists_for<applications>(whole, wanted.where);
}

void list_applications(const shared_call& asked) {
    query_reader query(*asked);
    const auto wanted = read_wanted(query);
    if (query.refuse()) return;
    const auto page = read_page(*asked);
    if (!page) return;
    const auto& rows = asked->table(applications::name);
    viewing whole(*asked);
    auto lists = lists_of(whole, wanted);
    if (!lists) return asked->refuse(lists.error());
    newest_first entries(rows, newest_first::kind::rows, *std::move(lists), page->after, wanted.where.when);
    const auto found = read_page_of<applications>(
        whole, rows, entries, page->limit,
        [&](byte_view value) { return wanted.takes(read_listed_application(value), whole); },
        [&](const application_row& row, const audience_set& whom) { return wanted.takes(row, whole, whom); });
    if (!found) return asked->refuse(found.error());
    boost::json::array items;
    for (const auto& each : found->rows) {
        object one;
        row_view view(whole, each.whom, one);
        show_application_line(view, application_id{each.stream}, each.kept.row);
        items.emplace_back(std::move(one));
    }
    whole.answer(object{{"items", std::move(items)}, {"next", next_cursor(*asked, found->next)}});
}

}  // namespace

route application_list_route() {
    route on;
    on.pattern = "/v1/applications";
    on.operation = "list_applications";
    on.meaning = "The applications that the caller may know of, newest first.";
    on.query = {{"status",
                 R"({"enum":["draft","awaiting_validation","returned","visible","in_progress","refused","hired",)"
                 R"("not_hired","withdrawn","cancelled"]})",
                 "how far it has come"},
                {"kind", R"({"enum":["offer","spontaneous"]})", "to an offer, or to the organisation itself"},
                {"offer", R"({"type":"string"})", "to this offer"}};
    for (auto& each : goal_list_parameters()) on.query.push_back(std::move(each));
    on.answer = "application_list";
    on.problems = {422};
    on.serve = list_applications;
    return on;
}

}  // namespace parcours
