// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <boost/json.hpp>

#include "tests/workload/chances.hpp"
#include "tests/workload/world.hpp"

// An application on its way to an organisation.
namespace parcours::workload {

namespace json = boost::json;

namespace {

// The peak of a year: May to September count twice.
bool is_peak(instant at) {
    const auto month = to_string(at).substr(5, 2);
    return month >= "05" && month <= "09";
}

// The ways of saying yes that do not have to be said.
void add_text(json::object& body, random_source& random, std::string_view name, topic about, double probability) {
    if (draw_chance(random, probability)) body[name] = write_text(random, about);
}

}  // namespace

void world::make_applications(std::size_t candidate) {
    auto& random = people[candidate].random;
    const double drawn = draw_log_normal(random, settings.applications_median, settings.applications_sigma);
    const auto wanted = static_cast<std::size_t>(std::min(std::round(drawn), settings.applications_most));
    for (std::size_t i = 0; i < wanted; ++i) {
        instant at;
        do at.ms = draw_between(random, now.ms, span.end.ms);
        while (!is_peak(at) && draw_chance(random, 0.5));
        auto own = random_source(random.next());
        plan(at, [this, candidate, own] { apply(candidate, own); });
    }
}

void world::apply(std::size_t candidate, random_source random) {
    const bool spontaneous = draw_chance(random, settings.spontaneous);
    const auto to = draw_house(random, candidate, spontaneous);
    if (!to) return;
    an_application made;
    made.candidate = candidate;
    made.to = *to;
    if (!spontaneous) {
        std::vector<std::size_t> open;
        for (const auto each : houses[*to].offers)
            if (offers[each].open) open.push_back(each);
        made.offer = draw_one(random, open);
    }
    // Who has an application there that still lives does not send another.
    for (const auto& each : applications)
        if (each.candidate == candidate && each.to == made.to && each.offer == made.offer && !each.over) return;
    const std::size_t number = applications.size();
    const bool drafted = draw_chance(random, settings.drafted_first);
    made.random = random;
    applications.push_back(std::move(made));
    if (!drafted) return submit(number, false);

    json::object body{{"documents", json::array{}}};
    if (applications[number].offer)
        body["offer"] = offers[*applications[number].offer].id;
    else
        body["organisation"] = houses[*to].id;
    add_text(body, applications[number].random, "message", topic::application, 0.7);
    act(number, candidate, "application.draft", body, [this, number](const auto& ids) {
        auto& one = applications[number];
        one.id = ids.at("application");
        if (draw_chance(one.random, settings.never_sent / settings.drafted_first)) {
            one.over = true;  // as far as this life goes
            return;
        }
        plan(after_days(draw_unit(one.random) * 4), [this, number] { submit(number, true); });
    });
}

void world::submit(std::size_t application, bool again) {
    auto& which = applications[application];
    if (which.over) return;
    // An offer that closed while the draft lay there.
    if (which.offer && !offers[*which.offer].open && !which.seen) {
        which.over = true;
        return;
    }
    json::object body{{"message", write_text(which.random, topic::application)}, {"documents", json::array{}}};
    if (again)
        body["application"] = which.id;
    else if (which.offer)
        body["offer"] = offers[*which.offer].id;
    else
        body["organisation"] = houses[which.to].id;
    act(application, which.candidate, "application.submit", body, [this, application](const auto& ids) {
        auto& one = applications[application];
        if (const auto id = ids.find("application"); id != ids.end()) one.id = id->second;
        if (draw_chance(one.random, settings.withdrawn)) {
            const auto at = after_days(draw_unit(one.random) * 30);
            plan(at, [this, application] {
                auto& gone = applications[application];
                json::object why{{"application", gone.id}};
                add_text(why, gone.random, "reason", topic::followup, 0.5);
                act(application, gone.candidate, "application.withdraw", why,
                    [this, application](const auto&) { applications[application].over = true; });
            });
        }
        meanwhile(application);
        if (gate) return await_validation(application);
        one.seen = true;
        await_answer(application);
    });
}

void world::await_validation(std::size_t application) {
    auto& which = applications[application];
    if (draw_chance(which.random, settings.never_validated)) return;
    const double days = draw_log_normal(which.random, settings.validation_days_median,
                                        sigma_of(settings.validation_days_median, settings.validation_days_p95));
    plan(in_office(after_days(days), which.random), [this, application] { validate(application); });
}

void world::validate(std::size_t application) {
    auto& which = applications[application];
    const auto& companions = people[which.candidate].companions;
    if (companions.empty() || which.over) return;
    if (draw_chance(which.random, settings.returned)) return give_back(application);
    json::object body{{"application", which.id}};
    add_text(body, which.random, "comment", topic::followup, 0.3);
    act(application, draw_one(which.random, companions), "application.validate", body,
        [this, application](const auto&) {
            applications[application].seen = true;
            await_answer(application);
        });
}

void world::give_back(std::size_t application) {
    auto& which = applications[application];
    act(application, draw_one(which.random, people[which.candidate].companions), "application.return",
        {{"application", which.id}, {"reason", write_text(which.random, topic::followup)}},
        [this, application](const auto&) {
            auto& one = applications[application];
            if (!draw_chance(one.random, settings.sent_again)) return;
            plan(after_days(draw_log_normal(one.random, settings.sent_again_days_median, 0.7)),
                 [this, application] { submit(application, true); });
        });
}

// What is written beside the way itself.
void world::meanwhile(std::size_t application) {
    auto& which = applications[application];
    if (draw_chance(which.random, settings.followups)) {
        const auto& companions = people[which.candidate].companions;
        const bool by_companion = !companions.empty() && draw_chance(which.random, 0.5);
        const std::size_t by = by_companion ? draw_one(which.random, companions) : which.candidate;
        plan(after_days(draw_unit(which.random) * 10), [this, application, by] {
            auto& one = applications[application];
            const auto& linked = people[one.candidate].companions;
            if (by != one.candidate && std::count(linked.begin(), linked.end(), by) == 0) return;
            act(application, by, "application.post_followup",
                {{"application", one.id}, {"text", write_text(one.random, topic::followup)}}, nullptr);
        });
    }
    if (draw_chance(which.random, settings.cancelled))
        plan(after_days(draw_unit(which.random) * 40), [this, application] {
            act(application, administrator, "application.cancel",
                {{"application", applications[application].id}, {"cause", "data_missing"}},
                [this, application](const auto&) { applications[application].over = true; });
        });
}

void world::act(std::size_t application, std::size_t by, std::string command, const json::object& body, made_ids then) {
    auto& which = applications[application];
    if (which.over) return;
    if (which.busy) {
        auto later = body;
        return plan({now.ms + minute_ms},
                    [this, application, by, command = std::move(command), later = std::move(later), then] {
                        act(application, by, command, later, then);
                    });
    }
    which.busy = true;
    issue(
        by, std::move(command), body,
        [this, application, then = std::move(then)](const auto& ids) {
            applications[application].busy = false;
            if (then) then(ids);
        },
        [this, application](const std::string&) {
            applications[application].busy = false;
            applications[application].over = true;
        });
}

}  // namespace parcours::workload
