// SPDX-License-Identifier: Apache-2.0
#include <boost/json.hpp>

#include "tests/workload/chances.hpp"
#include "tests/workload/refusals.hpp"
#include "tests/workload/world.hpp"

// What an organisation makes of an application.
namespace parcours::workload {

namespace json = boost::json;

namespace {

constexpr std::array<std::string_view, 5> outcome_codes{"lacking_skills", "other_candidate", "position_cancelled",
                                                        "candidate_declined", "other"};
constexpr std::array<std::string_view, 4> contracts{"apprenticeship", "internship", "fixed_term", "permanent"};
constexpr std::array<std::string_view, 3> modes{"site", "phone", "video"};

// Sundays on which the clocks of the European Union change (directive 2000/84/EC).
std::optional<std::int64_t> clock_change_near(instant at) {
    for (std::int64_t day = at.ms / day_ms; day < at.ms / day_ms + 30; ++day) {
        const auto text = to_string(instant{day * day_ms});
        const auto month = text.substr(5, 2);
        const bool last_week = text.substr(8, 2) >= "25";
        if ((month == "03" || month == "10") && last_week && (day + 4) % 7 == 0) return day;
    }
    return std::nullopt;
}

}  // namespace

void world::answer(std::size_t application, std::string command, const json::object& body, made_ids then) {
    auto& which = applications[application];
    if (which.over) return;
    const auto by = draw_recruiter(which.random, houses[which.to]);
    if (!by) return;
    act(application, *by, std::move(command), body, std::move(then));
}

void world::await_answer(std::size_t application) {
    auto& which = applications[application];
    auto& random = which.random;
    if (draw_chance(random, settings.viewed))
        plan(in_office(after_days(draw_unit(random) * 4), random), [this, application] {
            answer(application, "application.mark_viewed", {{"application", applications[application].id}}, nullptr);
        });
    if (draw_chance(random, settings.private_notes))
        plan(in_office(after_days(draw_unit(random) * 10), random), [this, application] {
            auto& one = applications[application];
            answer(application, "application.write_private_note",
                   {{"application", one.id}, {"text", write_text(one.random, topic::note)}}, nullptr);
        });
    if (draw_chance(random, settings.exchanges))
        plan(after_days(draw_unit(random) * 10), [this, application] {
            auto& one = applications[application];
            const json::object body{{"application", one.id}, {"text", write_text(one.random, topic::answer)}};
            if (draw_chance(one.random, 0.5)) return answer(application, "application.post_exchange", body, nullptr);
            act(application, one.candidate, "application.post_exchange", body, nullptr);
        });
    if (draw_chance(random, which.offer ? settings.no_answer : settings.no_answer_spontaneous)) return;
    const double days = draw_log_normal(random, settings.answer_days_median,
                                        sigma_of(settings.answer_days_median, settings.answer_days_p95));
    const bool taken = draw_chance(random, settings.taken_in_charge);
    plan(in_office(after_days(days), random), [this, application, taken] {
        if (taken) return take_in_charge(application);
        refuse(application);
    });
}

void world::refuse(std::size_t application) {
    auto& which = applications[application];
    const auto code = draw_refusal(which.random, settings);
    answer(application, "application.refuse",
           {{"application", which.id}, {"reason_code", code}, {"message", write_text(which.random, topic::refusal)}},
           [this, application](const auto&) { applications[application].over = true; });
}

void world::take_in_charge(std::size_t application) {
    auto& which = applications[application];
    json::object body{{"application", which.id}};
    if (draw_chance(which.random, 0.6)) body["message"] = write_text(which.random, topic::answer);
    answer(application, "application.take_in_charge", body, [this, application](const auto&) {
        auto& one = applications[application];
        const std::size_t meetings = draw_weighted(one.random, {settings.meetings_none, settings.meetings_one,
                                                                settings.meetings_two, settings.meetings_three});
        const auto at = in_office(after_days(1 + draw_unit(one.random) * 6), one.random);
        if (meetings > 0)
            return plan(at, [this, application, meetings] { propose_meeting(application, meetings - 1); });
        if (draw_chance(one.random, 0.4)) plan(at, [this, application] { decide_outcome(application); });
    });
}

void world::propose_meeting(std::size_t application, std::size_t more) {
    auto& which = applications[application];
    auto& random = which.random;
    instant starts_at = in_office(after_days(draw_log_normal(random, settings.meeting_lead_days, 0.5) + 0.5), random);
    starts_at.ms -= starts_at.ms % (15 * minute_ms);
    if (const auto day = clock_change_near(starts_at); day && draw_chance(random, settings.meeting_on_clock_change))
        starts_at.ms = *day * day_ms + draw_between(random, 0, 12) * 15 * minute_ms;  // around the change at 01:00 UTC
    const instant ends_at{starts_at.ms + draw_between(random, 2, 6) * 15 * minute_ms};
    json::object body{{"application", which.id},
                      {"mode", draw_one(random, modes)},
                      {"starts_at", to_string(starts_at)},
                      {"ends_at", to_string(ends_at)},
                      {"time_zone", time_zone},
                      {"message", write_text(random, topic::meeting)}};
    if (draw_chance(random, 0.8)) body["place"] = draw_town(random).name;
    answer(application, "application.propose_meeting", body, [this, application, starts_at, more](const auto& ids) {
        await_meeting(application, ids.at("meeting"), starts_at, more);
    });
}

void world::await_meeting(std::size_t application, std::string meeting, instant starts_at, std::size_t more) {
    auto& random = applications[application].random;
    const auto& which = applications[application];
    const json::object body{{"application", which.id}, {"meeting", meeting}};
    const double left_days = static_cast<double>(starts_at.ms - now.ms) / static_cast<double>(day_ms);
    const auto soon = after_days(left_days * draw_unit(random) * 0.5);
    const double says = draw_unit(random);
    const bool declined =
        says >= settings.meeting_accepted && says < settings.meeting_accepted + settings.meeting_declined;
    if (says < settings.meeting_accepted || declined)
        plan(soon, [this, application, body, declined] {
            act(application, applications[application].candidate,
                declined ? "application.decline_meeting" : "application.accept_meeting", body, nullptr);
        });
    if (declined) {
        if (more > 0)
            plan(in_office(starts_at, random), [this, application, more] { propose_meeting(application, more - 1); });
        return;
    }
    const auto before = after_days(left_days * (0.6 + 0.3 * draw_unit(random)));
    if (draw_chance(random, settings.meeting_rescheduled)) {
        const instant moved{starts_at.ms + 2 * day_ms};
        return plan(before, [this, application, body, meeting, moved, more] {
            auto changed = body;
            changed["starts_at"] = to_string(moved);
            changed["ends_at"] = to_string(instant{moved.ms + hour_ms});
            answer(application, "application.reschedule_meeting", changed,
                   [this, application, meeting, moved, more](const auto&) {
                       await_meeting(application, meeting, moved, more);
                   });
        });
    }
    const std::size_t comes = draw_weighted(random, {settings.meeting_held, settings.meeting_no_show,
                                                     1 - settings.meeting_held - settings.meeting_no_show});
    if (comes == 2)
        return plan(before,
                    [this, application, body] { answer(application, "application.cancel_meeting", body, nullptr); });
    plan(in_office({starts_at.ms + 2 * hour_ms}, random),
         [this, application, meeting, comes, more] { end_meeting(application, meeting, comes == 0, more); });
}

void world::end_meeting(std::size_t application, const std::string& meeting, bool held, std::size_t more) {
    answer(application, held ? "application.confirm_meeting_held" : "application.report_no_show",
           {{"application", applications[application].id}, {"meeting", meeting}},
           [this, application, more](const auto&) {
               auto& one = applications[application];
               if (more > 0)
                   return plan(in_office(after_days(2), one.random),
                               [this, application, more] { propose_meeting(application, more - 1); });
               const double days = draw_log_normal(one.random, settings.outcome_days_median,
                                                   sigma_of(settings.outcome_days_median, settings.outcome_days_p95));
               plan(in_office(after_days(days), one.random), [this, application] { decide_outcome(application); });
           });
}

void world::decide_outcome(std::size_t application) {
    auto& which = applications[application];
    const std::size_t how = draw_weighted(
        which.random, {settings.favourable, settings.unfavourable, 1 - settings.favourable - settings.unfavourable});
    if (how == 2) return;
    json::object body{{"application", which.id}};
    if (how == 0) {
        body["contract"] = draw_one(which.random, contracts);
        if (draw_chance(which.random, 0.6)) body["message"] = write_text(which.random, topic::answer);
        if (draw_chance(which.random, 0.5)) body["start_date"] = to_string(after_days(20)).substr(0, 10);
    } else {
        body["reason_code"] = draw_one(which.random, outcome_codes);
        body["message"] = write_text(which.random, topic::refusal);
    }
    answer(application, how == 0 ? "application.declare_hiring" : "application.declare_no_hiring", body,
           [this, application](const auto&) { applications[application].over = true; });
}

}  // namespace parcours::workload
