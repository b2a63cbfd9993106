// SPDX-License-Identifier: Apache-2.0
#include <boost/json.hpp>

#include "tests/workload/chances.hpp"
#include "tests/workload/world.hpp"

// How candidates find a sponsor.
namespace parcours::workload {

namespace json = boost::json;

void world::make_sponsorships(std::size_t candidate) {
    auto& random = people[candidate].random;
    if (!draw_chance(random, settings.sponsorships_per_candidate)) return;
    const instant at{draw_between(random, now.ms, span.end.ms)};
    auto own = random_source(random.next());
    plan(at, [this, candidate, own]() mutable {
        const auto to = draw_house(own, candidate, true);
        if (to) ask_sponsor(candidate, *to, own);
    });
}

void world::ask_sponsor(std::size_t candidate, std::size_t to, random_source random) {
    const json::object body{{"organisation", houses[to].id}, {"message", write_text(random, topic::sponsorship)}};
    issue(candidate, "sponsorship.request", body, [this, candidate, to, random](const auto& made) mutable {
        const std::string id = made.at("sponsorship");
        const bool validated = draw_chance(random, settings.sponsorship_validated);
        plan(in_office(after_days(draw_log_normal(random, 2, 0.8)), random),
             [this, candidate, to, random, id, validated]() mutable {
                 const auto& companions = people[candidate].companions;
                 if (companions.empty()) return;
                 const std::size_t by = draw_one(random, companions);
                 if (!validated)
                     return issue(by, "sponsorship.return",
                                  {{"sponsorship", id}, {"reason", write_text(random, topic::followup)}}, nullptr);
                 issue(by, "sponsorship.validate", {{"sponsorship", id}},
                       [this, id, to, random](const auto&) { answer_sponsor(id, to, random); });
             });
    });
}

void world::answer_sponsor(std::string request, std::size_t to, random_source random) {
    const std::size_t how = draw_weighted(random, {settings.sponsorship_accepted, settings.sponsorship_refused,
                                                   1 - settings.sponsorship_accepted - settings.sponsorship_refused});
    if (how == 2) return;
    const double days = draw_log_normal(random, settings.sponsorship_days_median,
                                        sigma_of(settings.sponsorship_days_median, settings.sponsorship_days_p95));
    plan(in_office(after_days(days), random), [this, request, to, random, how]() mutable {
        const auto by = draw_recruiter(random, houses[to]);
        const auto sponsor = draw_recruiter(random, houses[to]);
        if (!by || !sponsor) return;
        if (how == 0)
            return issue(*by, "sponsorship.accept", {{"sponsorship", request}, {"sponsor", people[*sponsor].id}},
                         nullptr);
        issue(
            *by, "sponsorship.refuse",
            {{"sponsorship", request}, {"reason_code", "no_position"}, {"comment", write_text(random, topic::refusal)}},
            nullptr);
    });
}

}  // namespace parcours::workload
