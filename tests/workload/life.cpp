// SPDX-License-Identifier: Apache-2.0
#include "tests/workload/life.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include "events/check.hpp"
#include "tests/workload/chances.hpp"
#include "tests/workload/world.hpp"

namespace parcours::workload {

namespace json = boost::json;

life::life(const workload_settings& settings, const charter& terms, life_span span)
    : world_(std::make_unique<world>(settings, terms, span)) {
    world_->begin();
}
life::~life() = default;
std::optional<step> life::next(instant until) { return world_->next(until); }
void life::told(std::size_t number, const step_answer& answer) { world_->told(number, answer); }
instant life::end() const { return world_->span.end; }
const std::map<std::string, std::size_t>& life::refusals() const { return world_->refusals; }
std::size_t life::steps() const { return world_->steps; }

std::vector<inhabitant> life::inhabitants(const std::string& role) const {
    std::vector<inhabitant> found;
    const auto all = world_->of_role.find(role);
    if (all == world_->of_role.end()) return found;
    for (const auto each : all->second) {
        const auto& who = world_->people[each];
        if (who.active)
            found.push_back({who.role, who.id, who.email, who.house == nobody ? "" : world_->houses[who.house].id});
    }
    return found;
}

world::world(const workload_settings& settings_, const charter& terms, life_span span_)
    : settings(settings_),
      gate(terms.companion_gate),
      sponsorship(terms.sponsorship),
      registers_itself(terms.roles.count("candidate") != 0 && terms.roles.at("candidate").self_registration),
      links_are_requested(terms.companion_links.count(link_mode::requested) != 0),
      time_zone(terms.time_zone),
      administrator_creates(terms.roles.at("administrator").creates),
      span(span_),
      now(span_.begin),
      run_(fmt::format("{:x}-{:x}", span_.seed, span_.end.ms)) {}

void world::plan(instant at, std::function<void()> act) {
    if (at < now) at = now;
    if (at > span.end) return;
    agenda_.push({at, planned_++, std::move(act)});
}

void world::queue(step made, waiting who) {
    made.number = steps++;
    made.at = now;
    made.key = fmt::format("life-{}-{}", run_, made.number);
    who.command = made.command;
    waiting_.emplace(made.number, std::move(who));
    ready_.push_back(std::move(made));
}

void world::issue(std::size_t by, std::string command, const json::object& body, made_ids then,
                  std::function<void(const std::string&)> otherwise) {
    step made;
    if (by != nobody) {
        made.by = people[by].id;
        made.role = people[by].role;
        if (people[by].house != nobody) made.organisation = houses[people[by].house].id;
    }
    made.command = std::move(command);
    made.body = json::serialize(body);
    queue(std::move(made), {{}, std::move(then), std::move(otherwise)});
}

void world::issue_on_proof(std::size_t by, std::string command, const json::object& body, made_ids then) {
    step made;
    made.on_proof = true;
    if (by != nobody) {
        made.by = people[by].id;
        made.role = people[by].role;
    }
    made.command = std::move(command);
    made.body = json::serialize(body);
    queue(std::move(made), {{}, std::move(then), nullptr});
}

std::optional<step> world::next(instant until) {
    while (ready_.empty()) {
        if (agenda_.empty() || agenda_.top().at > until) return std::nullopt;
        auto act = agenda_.top().act;
        now = std::max(now, agenda_.top().at);
        agenda_.pop();
        act();
    }
    auto made = std::move(ready_.front());
    ready_.pop_front();
    return made;
}

void world::told(std::size_t number, const step_answer& answer) {
    auto found = waiting_.extract(number);
    check(!found.empty(), "a step is told about once");
    const auto& who = found.mapped();
    if (answer.status != 200) {
        ++refusals[fmt::format("{} {} {}", who.command, answer.status, answer.code)];
        if (who.otherwise) who.otherwise(answer.code);
        return;
    }
    std::map<std::string, std::string> made;
    json::error_code error;
    const auto parsed = json::parse(answer.outcome.empty() ? "{}" : answer.outcome, error);
    if (!error && parsed.is_object())
        for (const auto& each : parsed.as_object())
            if (each.value().is_string()) made.emplace(each.key(), std::string(each.value().as_string()));
    if (who.then) who.then(made);
}

instant world::in_office(instant at, random_source& random) {
    for (;;) {
        const std::int64_t day = at.ms / day_ms;
        const auto weekday = (day + 4) % 7;  // 1970-01-01 was a Thursday; 0 is Sunday
        const std::int64_t opens = day * day_ms + 7 * hour_ms, closes = day * day_ms + 17 * hour_ms;
        if (weekday != 0 && weekday != 6 && at.ms >= opens && at.ms < closes) return at;
        const bool today = weekday != 0 && weekday != 6 && at.ms < opens;
        at.ms = (today ? opens : opens + day_ms) + static_cast<std::int64_t>(random.below(9 * hour_ms));
    }
}

instant world::after_days(double days) const {
    return {now.ms + static_cast<std::int64_t>(days * static_cast<double>(day_ms))};
}

std::size_t world::add(std::string role, std::size_t house) {
    const std::size_t number = people.size();
    human made;
    made.random = source_of(1, number);
    made.first_name = draw_first_name(made.random);
    made.last_name = draw_last_name(made.random);
    made.email = make_email(made.first_name, made.last_name, number);
    made.role = role;
    made.house = house;
    people.push_back(std::move(made));
    of_role[std::move(role)].push_back(number);
    return number;
}

// As many of a role as the settings say, where the charter has it.
std::size_t world::present(const std::string& role, double setting) const {
    return administrator_creates.count(role) != 0 ? count(setting) : 0;
}

random_source world::source_of(std::uint64_t kind, std::uint64_t number) const {
    random_source mixed(span.seed);
    random_source next(mixed.next() ^ kind * 0x9e3779b97f4a7c15ULL);
    return random_source(next.next() ^ number * 0xd1342543de82ef95ULL);
}

}  // namespace parcours::workload
