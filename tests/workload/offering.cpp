// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "tests/workload/chances.hpp"
#include "tests/workload/world.hpp"

// What organisations offer, and which of them somebody turns to.
namespace parcours::workload {

namespace json = boost::json;

namespace {

constexpr std::array<std::string_view, 4> contracts{"apprenticeship", "internship", "fixed_term", "permanent"};
constexpr std::size_t kept_open = 3;  // of the first company: a demo's candidate answers one of them

}  // namespace

void world::make_offers() {
    const std::size_t companies = count(settings.companies);
    if (companies == 0) return;
    auto random = source_of(3, 0);
    const std::int64_t length = span.end.ms - span.begin.ms;
    for (std::size_t i = 0; i < count(settings.offers); ++i) {
        an_offer made;
        const std::size_t of = i < kept_open ? 0 : static_cast<std::size_t>(random.below(companies));
        made.of = of;
        houses[of].offers.push_back(i);
        offers.push_back(std::move(made));
        // A third at the beginning, so that there is something to answer; the last of the first company late.
        const bool early = i >= kept_open && i % 3 == 0;
        const std::int64_t wait = i < kept_open ? length - static_cast<std::int64_t>(i + 2) * day_ms
                                  : early       ? draw_between(random, 3 * hour_ms, 3 * day_ms)
                                                : draw_between(random, 3 * day_ms, length);
        plan(in_office({span.begin.ms + wait}, random), [this, i] { publish(i); });
    }
}

void world::publish(std::size_t offer) {
    auto& which = houses[offers[offer].of];
    auto& random = which.random;
    const auto by = draw_recruiter(random, which);
    if (!by) return plan({now.ms + day_ms}, [this, offer] { publish(offer); });
    const auto& trade = draw_occupation(random);
    json::object body{{"organisation", which.id},
                      {"title", trade.title},
                      {"description", write_text(random, topic::offer)},
                      {"rome", trade.rome},
                      {"contract", draw_one(random, contracts)},
                      {"place", draw_town(random).name},
                      {"contact", json::object{{"name", people[*by].first_name + " " + people[*by].last_name},
                                               {"email", people[*by].email}}}};
    const double days = draw_log_normal(random, settings.offer_days_median,
                                        sigma_of(settings.offer_days_median, settings.offer_days_p95));
    issue(*by, "offer.publish", body, [this, offer, days](const auto& made) {
        offers[offer].id = made.at("offer");
        offers[offer].open = true;
        if (offer < kept_open) return;
        plan(after_days(days), [this, offer] {
            auto& of = houses[offers[offer].of];
            const auto closing = draw_recruiter(of.random, of);
            if (!closing) return;
            const auto reason = draw_one(of.random, std::array<std::string_view, 3>{"filled", "withdrawn", "other"});
            offers[offer].open = false;
            issue(*closing, "offer.close", {{"offer", offers[offer].id}, {"reason", reason}}, nullptr);
        });
    });
}

std::optional<std::size_t> world::draw_recruiter(random_source& random, const house& of) const {
    std::vector<std::size_t> there;
    for (const auto each : of.recruiters)
        if (people[each].active) there.push_back(each);
    if (there.empty()) return std::nullopt;
    return draw_one(random, there);
}

// The first candidate keeps away from the first company: they turn to it when the demo is told.
std::optional<std::size_t> world::draw_house(random_source& random, std::size_t candidate, bool takes_spontaneous) {
    const bool first = candidate == of_role["candidate"].front();
    const std::size_t companies = count(settings.companies);
    std::vector<double> weights(companies, 0);
    bool any = false;
    for (std::size_t i = first ? 1 : 0; i < companies; ++i) {
        const auto& each = houses[i];
        const bool has_offer =
            std::any_of(each.offers.begin(), each.offers.end(), [&](std::size_t one) { return offers[one].open; });
        if (each.id.empty() || (takes_spontaneous ? !each.spontaneous : !has_offer)) continue;
        weights[i] = each.weight;
        any = true;
    }
    if (!any) return std::nullopt;
    return draw_weighted(random, weights);
}

}  // namespace parcours::workload
