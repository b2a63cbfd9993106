// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "tests/workload/chances.hpp"
#include "tests/workload/world.hpp"

// How accounts, organisations and files come about.
namespace parcours::workload {

namespace json = boost::json;

namespace {

constexpr std::size_t section_octets_max = 1000;  // a text of a file is shorter than a letter

json::object identity_of(const human& who, random_source& random, instant now) {
    json::object made{{"first_name", who.first_name}, {"last_name", who.last_name}};
    if (who.role == "candidate") {
        // Between 15 and 30 years old, a leap day among the birthdays.
        const instant born{now.ms - (15 * 366 * day_ms + draw_between(random, 0, 15 * 365) * day_ms)};
        made["birth_date"] = draw_chance(random, 0.02) ? "2004-02-29" : to_string(born).substr(0, 10);
    }
    return made;
}

json::object contact_of(const human& who, random_source& random) {
    json::object made{{"email", who.email}};
    if (draw_chance(random, 0.7)) made["phone"] = draw_phone(random);
    if (who.role == "candidate" && draw_chance(random, 0.8)) made["postcode"] = draw_postcode(random);
    return made;
}

json::object office_of(const human& who, random_source& random) {
    json::object made{{"function", who.role == "recruiter"   ? "Chargée de recrutement"
                                   : who.role == "companion" ? "Référente handicap"
                                                             : "Chargé de mission"}};
    if (draw_chance(random, 0.6)) made["office_phone"] = draw_phone(random);
    if (draw_chance(random, 0.6)) made["office_place"] = draw_town(random).name;
    return made;
}

}  // namespace

void world::begin() {
    administrator = add("administrator", nobody);
    plan(span.begin, [this] { create(administrator, nobody); });
    make_houses();
    make_professionals();
    make_office_holders();
    make_candidates();
    make_offers();
}

void world::make_houses() {
    const std::size_t companies = count(settings.companies);
    const std::size_t all = companies + count(settings.schools);
    for (std::size_t i = 0; i < all; ++i) {
        house made;
        made.kind = i < companies ? "company" : "school";
        made.random = source_of(2, i);
        made.weight = draw_log_normal(made.random, 1, 0.8);
        houses.push_back(std::move(made));
        plan({span.begin.ms + 2 * minute_ms + static_cast<std::int64_t>(i) * 1000}, [this, i] { make_house(i); });
    }
    // The busiest hundredth, at least one, draws its share; the first is the one that a demo shows.
    const std::size_t busy = std::max<std::size_t>(companies > 0 ? 1 : 0, companies / 100);
    double others = 0;
    for (std::size_t i = busy; i < companies; ++i) others += houses[i].weight;
    const double share = settings.busiest_share / (1 - settings.busiest_share);
    for (std::size_t i = 0; i < busy; ++i) houses[i].weight = std::max(1.0, others * share / static_cast<double>(busy));
}

void world::make_house(std::size_t number) {
    if (!people[administrator].active) return plan({now.ms + minute_ms}, [this, number] { make_house(number); });
    auto& which = houses[number];
    auto& random = which.random;
    const bool la_poste = draw_chance(random, settings.la_poste);
    json::object body{{"kind", which.kind}, {"sector", draw_sector(random)}, {"place", draw_town(random).name}};
    body["name"] = la_poste ? fmt::format("La Poste, bureau {}", number) : draw_company_name(random, number);
    if (which.kind == "company") {
        body["siret"] = draw_siret(random, la_poste);
        body["size"] =
            draw_one(random, std::array<std::string_view, 4>{"very_small", "small_medium", "intermediate", "large"});
        body["description"] = write_text(random, topic::offer);
        body["website"] = fmt::format("https://entreprise-{}.example.org", number);
    }
    issue(administrator, "organisation.register", body, [this, number](const auto& made) {
        auto& known = houses[number];
        known.id = made.at("organisation");
        if (known.kind != "company" || !draw_chance(known.random, settings.spontaneous_organisations)) return;
        issue(administrator, "organisation.open_spontaneous", {{"organisation", known.id}},
              [this, number](const auto&) { houses[number].spontaneous = true; });
    });
}

void world::make_professionals() {
    const std::size_t companies = count(settings.companies), schools = houses.size() - companies;
    const instant first{span.begin.ms + 10 * minute_ms};
    const auto school = [&](std::size_t i) { return schools == 0 ? nobody : companies + i % schools; };
    for (std::size_t i = 0; i < present("supervisor", settings.supervisors); ++i)
        join(add("supervisor", school(i)), administrator, {first.ms + static_cast<std::int64_t>(i) * 1000});
    for (std::size_t i = 0; i < present("companion", settings.companions); ++i)
        join(add("companion", school(i)), administrator,
             {first.ms + 5 * minute_ms + static_cast<std::int64_t>(i) * 1000});
    for (std::size_t i = 0; i < present("recruiter", settings.recruiters) && companies > 0; ++i) {
        // Two at the first company; a later colleague is made by an earlier one.
        const std::size_t of = i < 2 ? 0 : (i - 1) % companies;
        const std::size_t who = add("recruiter", of);
        const bool colleague = !houses[of].recruiters.empty();
        join(who, colleague ? houses[of].recruiters.front() : administrator,
             {first.ms + (colleague ? 60 : 10) * minute_ms + static_cast<std::int64_t>(i) * 1000});
        houses[of].recruiters.push_back(who);
    }
}

// One of each role that sees by its office.
void world::make_office_holders() {
    for (const std::string role : {"officer", "auditor", "analyst", "support_agent", "worker"})
        if (administrator_creates.count(role) != 0)
            join(add(role, nobody), administrator, {span.begin.ms + 15 * minute_ms});
}

void world::make_candidates() {
    const auto companions = of_role["companion"];
    const std::int64_t length = span.end.ms - span.begin.ms;
    for (std::size_t i = 0; i < count(settings.candidates); ++i) {
        const std::size_t who = add("candidate", nobody);
        auto& random = people[who].random;
        people[who].trade = &draw_occupation(random);
        const std::size_t companion =
            companions.empty() ? nobody
                               : companions[i == 0 ? 0 : static_cast<std::size_t>(random.below(companions.size()))];
        // Half are there from the first days on, the others come by and by.
        const bool early = i == 0 || draw_chance(random, 0.5);
        const std::int64_t wait = early ? draw_between(random, 2 * hour_ms, std::max(3 * hour_ms, length / 40))
                                        : draw_between(random, 2 * hour_ms, length * 6 / 10);
        const std::size_t maker = registers_itself ? nobody : gate && companion != nobody ? companion : administrator;
        const instant at{span.begin.ms + wait};
        join(who, maker, gate ? in_office(at, random) : at);
    }
}

void world::join(std::size_t who, std::size_t maker, instant at) {
    plan(at, [this, who, maker] { create(who, maker); });
}

void world::create(std::size_t who, std::size_t maker) {
    auto& made = people[who];
    const bool waits =
        (maker != nobody && !people[maker].active) || (made.house != nobody && houses[made.house].id.empty());
    if (waits) return join(who, maker, {now.ms + 10 * minute_ms});
    made.maker = maker;
    json::object body{{"role", made.role},
                      {"identity", identity_of(made, made.random, now)},
                      {"contact", contact_of(made, made.random)}};
    if (made.house != nobody) body["organisation"] = houses[made.house].id;
    if (made.house != nobody) body["professional"] = office_of(made, made.random);
    const auto then = [this, who](const auto& ids) {
        people[who].id = ids.at("account");
        const std::int64_t soon =
            people[who].role == "candidate" ? draw_between(people[who].random, hour_ms, day_ms) : minute_ms;
        plan({now.ms + soon}, [this, who] { activate(who); });
    };
    if (maker != nobody) return issue(maker, "account.create", body, then);
    if (made.role == "candidate" && registers_itself) return issue(nobody, "account.register", body, then);
    issue_on_proof(nobody, "account.create", body, then);
}

void world::activate(std::size_t who) {
    issue_on_proof(who, "account.activate", {{"account", people[who].id}}, [this, who](const auto&) {
        people[who].active = true;
        if (people[who].role == "candidate") after_activation(who);
    });
}

void world::after_activation(std::size_t who) {
    if (people[who].maker != nobody && people[people[who].maker].role == "companion")
        people[who].companions.push_back(people[who].maker);
    write_file(who);
    auto& random = people[who].random;
    if (!of_role["companion"].empty() &&
        draw_chance(random, links_are_requested ? 0.3 : settings.links_per_candidate - 1))
        plan(after_days(draw_unit(random) * 60), [this, who] { link_companion(who); });
    plan({now.ms + hour_ms}, [this, who] {
        make_applications(who);
        if (sponsorship) make_sponsorships(who);
    });
}

void world::write_file(std::size_t candidate) {
    const auto& who = people[candidate];
    auto& random = people[candidate].random;
    const auto& trade = *who.trade;
    const auto section = [&](std::string_view name, json::object content) {
        issue(candidate, "candidate.update_section",
              {{"candidate", who.id}, {"section", name}, {"content", std::move(content)}}, nullptr);
    };
    std::string text;
    do text = write_text(random, topic::application);
    while (text.size() > section_octets_max);
    section("presentation", {{"title", trade.title}, {"text", text}});
    section("skills", {{"skills", json::array{trade.skills[0], trade.skills[1], trade.skills[2]}}});
    section("education", {{"education", json::array{json::object{{"title", trade.diploma},
                                                                 {"school", "Lycée Aristide-Briand"},
                                                                 {"year", draw_between(random, 2018, 2025)}}}},
                          {"level", draw_one(random, std::array<std::string_view, 4>{"3", "4", "5", "6"})}});
    section("languages", {{"languages", json::array{json::object{{"language", "français"}, {"level", "C2"}},
                                                    json::object{{"language", "anglais"}, {"level", "B1"}}}}});
    section("search",
            {{"search", trade.title}, {"contract", "apprenticeship"}, {"departement", draw_town(random).departement}});
    if (draw_chance(random, settings.sensitive_sections))
        issue(candidate, "candidate.update_sensitive_section",
              {{"candidate", who.id},
               {"content", json::object{{"disability", "RQTH"}, {"accommodation", draw_adjustment(random)}}}},
              nullptr);
}

void world::link_companion(std::size_t candidate) {
    auto& who = people[candidate];
    const auto other = draw_one(who.random, of_role["companion"]);
    if (!people[other].active || std::count(who.companions.begin(), who.companions.end(), other) > 0) return;
    const auto linked = [this, candidate, other](const std::string& link) {
        people[candidate].companions.push_back(other);
        if (draw_chance(people[candidate].random,
                        settings.links_revoked / std::max(0.01, settings.links_per_candidate - 1)))
            plan(after_days(draw_unit(people[candidate].random) * 90), [this, candidate, other, link] {
                std::erase(people[candidate].companions, other);
                revoke_link(candidate, link);
            });
    };
    if (!links_are_requested)
        return issue(administrator, "companion_link.assign", {{"candidate", who.id}, {"companion", people[other].id}},
                     [linked](const auto& made) { linked(made.at("companion_link")); });
    issue(other, "companion_link.request", {{"candidate", who.id}}, [this, candidate, linked](const auto& made) {
        const std::string link = made.at("companion_link");
        plan(after_days(1), [this, candidate, link, linked] {
            issue(candidate, "companion_link.accept", {{"companion_link", link}},
                  [linked, link](const auto&) { linked(link); });
        });
    });
}

void world::revoke_link(std::size_t by, const std::string& link) {
    issue(by, "companion_link.revoke", {{"companion_link", link}}, nullptr);
}

}  // namespace parcours::workload
