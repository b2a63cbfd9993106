// SPDX-License-Identifier: Apache-2.0
#include <boost/json.hpp>

#include "events/json/value_json.hpp"
#include "query_api/routes.hpp"
#include "query_api/routes/goal_lists.hpp"
#include "query_api/views/application_view.hpp"
#include "query_api/views/row_page.hpp"
#include "query_api/views/sponsorship_view.hpp"

// Where everything that the caller may know of stands, and what happened last.
namespace parcours {
namespace {

using boost::json::array;
using boost::json::object;
using shared_call = std::shared_ptr<call>;

constexpr std::size_t actions_of_dashboard = 20;
constexpr std::size_t actions_looked_at_max = 2'000;

// Whose lists are counted: own candidates', or those of an organisation.
struct reach_of_caller {
    std::optional<std::vector<person_id>> candidates;
    organisation_id organisation;
    audience_set whom;  // what the caller is to a row of theirs
};

expected<reach_of_caller> reach_of(viewing& whole) {
    reach_of_caller found;
    auto candidates = candidates_looked_through(whole, {});
    if (!candidates) return tl::unexpected(std::move(candidates).error());
    found.candidates = *std::move(candidates);
    if (whole.who().role == "recruiter") found.organisation = whole.who().organisation;
    row_standing standing{{}, {}, found.organisation, {}, row_reach::validated};
    if (found.candidates && !found.candidates->empty()) standing.candidate = found.candidates->front();
    const auto whom = whole.audiences(standing);
    if (!whom) return tl::unexpected(whom.error());
    found.whom = *whom;
    return found;
}

// Counts by status, by what each status is told as.
template <class Status>
class status_counts {
  public:
    status_counts(const viewing& whole, const audience_set& whom) : whole_(whole), whom_(whom) {}
    void add(Status status, row_reach reach, std::int64_t count) {
        const auto in = reach == row_reach::drafted ? group::draft : main_group();
        if (count == 0 || is_behind_gate(whole_, reach) || !whole_.terms().visible.reads(in, whom_)) return;
        counts_[static_cast<std::size_t>(status_seen(status, whole_.terms(), whom_))] += count;
    }
    object told() const {
        object all;
        for (const auto& each : names_of(Status{}))
            if (const auto count = counts_[static_cast<std::size_t>(each.value)]; count > 0) all[each.name] = count;
        return all;
    }

  private:
    static constexpr group main_group() {
        return std::is_same_v<Status, application_status> ? group::application : group::sponsorship;
    }
    const viewing& whole_;
    const audience_set& whom_;
    std::array<std::int64_t, 16> counts_{};
};

using count_entry = std::function<void(byte_view value)>;

expected<void> count_lists(viewing& whole, const table_snapshot& rows, const std::vector<entry_key>& lists,
                           const count_entry& count) {
    std::size_t left = entries_of_request_max;
    for (const auto& list : lists) {
        const auto done =
            scan_entries(rows, list, {}, table_snapshot::direction::ascending, [&](const found_entry& each) {
                count(each.value);
                return --left > 0;
            });
        if (left == 0) whole.leave_incomplete();
        if (!done || left == 0) return done;
    }
    return {};
}

expected<object> count_applications(viewing& whole, const table_snapshot& rows, const reach_of_caller& reach) {
    status_counts<application_status> counts(whole, reach.whom);
    if (reach.candidates) {
        std::vector<entry_key> lists;
        for (const auto& each : *reach.candidates) lists.push_back(applications::of_candidate(each));
        const auto done = count_lists(whole, rows, lists, [&](byte_view value) {
            const auto listed = read_listed_application(value);
            counts.add(listed.status, listed.reach, 1);
        });
        if (!done) return tl::unexpected(done.error());
        return counts.told();
    }
    const bool all = sees_by_office(whole);
    if (!all && reach.organisation.empty()) return object{};
    // Those of an organisation are kept as counts: reach, status and kind, an octet each, end their keys.
    const auto kept = read_counts(rows, all ? entry_key('o') : applications::counts_of(reach.organisation));
    if (!kept) return tl::unexpected(kept.error());
    for (const auto& [key, count] : *kept)
        counts.add(static_cast<application_status>(key[key.size() - 2]), static_cast<row_reach>(key[key.size() - 3]),
                   count);
    return counts.told();
}

expected<object> count_sponsorships(viewing& whole, const table_snapshot& rows, const reach_of_caller& reach) {
    status_counts<sponsorship_status> counts(whole, reach.whom);
    const auto lists = lists_for<sponsorships>(whole, {});
    if (!lists) return tl::unexpected(lists.error());
    const auto done = count_lists(whole, rows, *lists, [&](byte_view value) {
        const auto listed = read_listed_sponsorship(value);
        counts.add(listed.status, listed.reach, 1);
    });
    if (!done) return tl::unexpected(done.error());
    return counts.told();
}

// The latest that was done to applications of the caller's, by others or by themselves.
expected<array> latest_actions(viewing& whole, const table_snapshot& rows, const reach_of_caller& reach) {
    std::vector<entry_key> lists;
    if (reach.candidates)
        for (const auto& each : *reach.candidates) lists.push_back(applications::actions_of(each));
    else if (!reach.organisation.empty())
        lists.push_back(applications::actions_for(reach.organisation));
    newest_first entries(rows, newest_first::kind::events, std::move(lists), {}, {});
    std::map<id128, std::optional<versioned_row<applications>>> known;
    array latest;
    for (std::size_t looked_at = 0; !entries.done() && looked_at < actions_looked_at_max;) {
        const auto some = entries.next(actions_of_dashboard, [](byte_view) { return true; });
        if (!some) return tl::unexpected(some.error());
        if (some->empty()) break;
        looked_at += some->size();
        for (const auto& each : *some) {
            const auto action = read_action(each.value);
            if (!action) return tl::unexpected(action.error());
            auto found = known.find(action->application.value);
            if (found == known.end()) {
                auto row = read_row<applications>(rows, action->application.value);
                if (!row) return tl::unexpected(std::move(row).error());
                found = known.emplace(action->application.value, *std::move(row)).first;
            }
            if (!found->second) continue;
            const auto& row = found->second->row;
            const auto whom = whole.audiences(standing_of(row));
            if (!whom) return tl::unexpected(whom.error());
            const auto in = static_cast<group>(action->group_number);
            const auto& visible = whole.terms().visible;
            // A sending that another replaced is not told to those whom the validation of that other let in.
            const bool replaced = gate_step_of(action->event) == gate_step::sends && action->version < row.sent_version;
            if (!knows(visible, {in, replaced}, *whom)) continue;
            object one;
            row_view view(whole, *whom, one);
            view.put("application", in, action->application);
            view.put("event", in, action->event);
            view.put("at", in, action->at);
            view.put("role", in, action->role);
            view.cell("headline", row.headline);
            latest.emplace_back(std::move(one));
            if (latest.size() == actions_of_dashboard) return latest;
        }
    }
    return latest;
}

void read_dashboard(const shared_call& asked) {
    const auto& application_rows = asked->table(applications::name);
    const auto& sponsorship_rows = asked->table(sponsorships::name);
    viewing whole(*asked);
    const auto reach = reach_of(whole);
    if (!reach) return asked->refuse(reach.error());
    auto counted = count_applications(whole, application_rows, *reach);
    if (!counted) return asked->refuse(counted.error());
    auto sponsored = count_sponsorships(whole, sponsorship_rows, *reach);
    if (!sponsored) return asked->refuse(sponsored.error());
    auto latest = latest_actions(whole, application_rows, *reach);
    if (!latest) return asked->refuse(latest.error());
    whole.answer(object{{"role", whole.who().role},
                        {"applications", *std::move(counted)},
                        {"sponsorships", *std::move(sponsored)},
                        {"latest", *std::move(latest)}});
}

}  // namespace

std::vector<route> dashboard_routes() {
    route on;
    on.pattern = "/v1/dashboard";
    on.operation = "read_dashboard";
    on.meaning = "How many applications and sponsorships of the caller's stand where, and what happened last.";
    on.answer = "dashboard";
    on.serve = read_dashboard;
    return {std::move(on)};
}

std::vector<named_schema> dashboard_schemas() {
    return {{"dashboard", R"({"type":"object","required":["role","applications","sponsorships","latest"],"properties":{
        "role":{"type":"string"},
        "applications":{"type":"object","description":"by status","additionalProperties":{"type":"integer"}},
        "sponsorships":{"type":"object","description":"by status","additionalProperties":{"type":"integer"}},
        "incomplete":{"$ref":"#/components/schemas/incomplete"},
        "latest":{"type":"array","items":{"type":"object","required":["application","event","at","role"],"properties":{
            "application":{"type":"string"},"event":{"type":"string"},"at":{"type":"string","format":"date-time"},
            "role":{"type":"string"},"headline":{"$ref":"#/components/schemas/opened_object"}}}}}})"}};
}

}  // namespace parcours
