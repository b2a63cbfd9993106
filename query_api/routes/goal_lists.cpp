// SPDX-License-Identifier: Apache-2.0
#include "query_api/routes/goal_lists.hpp"

#include <algorithm>

namespace parcours {
namespace {

bool holds(const std::vector<person_id>& all, const person_id& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

// Of `all` those that `companion` accompanies, in their order.
expected<std::vector<person_id>> accompanied_by(const viewing& whole, const person_id& companion,
                                                std::vector<person_id> all) {
    auto linked = whole.relations().candidates_of(companion);
    if (!linked) return linked;
    std::sort(linked->begin(), linked->end());
    std::erase_if(all,
                  [&](const person_id& each) { return !std::binary_search(linked->begin(), linked->end(), each); });
    return all;
}

}  // namespace

wanted_lists read_wanted_lists(query_reader& query) {
    return {query.id<person_id>("candidate"),
            query.id<person_id>("companion"),
            query.id<organisation_id>("organisation"),
            {query.time("since"), query.time("until")}};
}

std::vector<query_parameter> goal_list_parameters() {
    std::vector<query_parameter> all{
        {"candidate", R"({"type":"string"})", "of this candidate"},
        {"companion", R"({"type":"string"})", "of candidates whom this companion accompanies"},
        {"organisation", R"({"type":"string"})", "to this organisation"},
        {"since", R"({"type":"string","format":"date-time"})", "from this moment on"},
        {"until", R"({"type":"string","format":"date-time"})", "before this moment"}};
    for (auto& each : page_parameters()) all.push_back(std::move(each));
    return all;
}

bool sees_by_office(const viewing& whole) {
    for (const auto each :
         {audience::administrator, audience::officer, audience::auditor, audience::worker, audience::analyst})
        if (whole.who().role == to_string(each)) return true;
    return false;
}

bool is_behind_gate(const viewing& whole, row_reach reach) {
    if (whole.who().role != "recruiter" || reach == row_reach::validated) return false;
    return reach == row_reach::drafted || whole.terms().companion_gate;
}

expected<std::optional<std::vector<person_id>>> candidates_looked_through(viewing& whole, const wanted_lists& wanted) {
    using found = std::optional<std::vector<person_id>>;
    const bool by_relation = whole.who().role != "recruiter" && !sees_by_office(whole);
    // Who accompanies whom is not the recruiters' to know.
    if (wanted.companion && whole.who().role == "recruiter") return found(std::vector<person_id>{});
    std::vector<person_id> own;
    if (by_relation) {
        auto all = whole.own_candidates();
        if (!all) return tl::unexpected(std::move(all).error());
        own = *std::move(all);
        if (wanted.candidate)
            own = holds(own, *wanted.candidate) ? std::vector{*wanted.candidate} : std::vector<person_id>{};
    } else if (wanted.candidate) {
        own = {*wanted.candidate};
    } else if (wanted.companion) {
        auto all = whole.relations().candidates_of(*wanted.companion);
        if (!all) return tl::unexpected(std::move(all).error());
        return found(*std::move(all));
    } else {
        return found();
    }
    if (!wanted.companion) return found(std::move(own));
    auto both = accompanied_by(whole, *wanted.companion, std::move(own));
    if (!both) return tl::unexpected(std::move(both).error());
    return found(*std::move(both));
}

}  // namespace parcours
