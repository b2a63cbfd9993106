// SPDX-License-Identifier: Apache-2.0
#include <deque>
#include <map>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

#include "tests/workload/chances.hpp"
#include "tests/workload/list_client.hpp"
#include "tests/workload/load_texts.hpp"
#include "tests/workload/load_work.hpp"
#include "tests/workload/refusals.hpp"

// Work that is looked up before the load begins: what waits for a companion, and what a recruiter sees.
namespace parcours::workload {
namespace {

using told_why = tl::unexpected<std::string>;

constexpr std::size_t list_items_max = 2'000'000;

// Requests that were all made beforehand, in turn.
class listed_work final : public load_work {
  public:
    explicit listed_work(std::deque<load_request> all) : all_(std::move(all)) {}
    std::optional<load_request> next() override {
        if (all_.empty()) return std::nullopt;
        auto first = std::move(all_.front());
        all_.pop_front();
        return first;
    }

  private:
    std::deque<load_request> all_;
};

// One application after the other, for ever.
class detail_work final : public load_work {
  public:
    explicit detail_work(std::vector<load_request> all) : all_(std::move(all)) {}
    std::optional<load_request> next() override { return all_[turn_++ % all_.size()]; }

  private:
    const std::vector<load_request> all_;
    std::size_t turn_ = 0;
};

// What each house's recruiters see, and who of them: each application once.
struct seen_application {
    const signed_in* recruiter;
    std::string application;
    std::string candidate;
};

tl::expected<std::vector<seen_application>, std::string> read_seen(const load_place& at,
                                                                   const std::vector<signed_in>& people,
                                                                   const std::string& query, std::size_t most) {
    std::map<std::string, std::vector<const signed_in*>> houses;
    for (const auto* each : those_who_are(people, "recruiter")) {
        const auto me = read_document(at, *each, "/v1/me");
        if (!me) return told_why(me.error());
        houses[text_at(*me, "organisation")].push_back(each);
    }
    std::vector<std::vector<seen_application>> of_house;
    for (const auto& [house, recruiters] : houses) {
        const auto listed = read_list(at, *recruiters.front(), "/v1/applications?limit=100" + query, most);
        if (!listed) return told_why(listed.error());
        of_house.emplace_back();
        for (const auto& each : *listed)
            of_house.back().push_back({recruiters[of_house.back().size() % recruiters.size()], text_at(each, "id"),
                                       text_at(each, "candidate")});
    }
    // One of each house in turn, as if all worked at once.
    std::vector<seen_application> all;
    for (std::size_t i = 0; !of_house.empty(); ++i) {
        std::erase_if(of_house, [i](const auto& each) { return each.size() <= i; });
        for (auto& each : of_house) all.push_back(std::move(each[i]));
    }
    if (all.empty()) return told_why("no recruiter sees an application");
    return all;
}

}  // namespace

tl::expected<std::unique_ptr<load_work>, std::string> make_validating_work(const load_place& at,
                                                                           const std::vector<signed_in>& people) {
    std::set<std::string> known;
    std::deque<load_request> all;
    for (const auto* each : those_who_are(people, "companion")) {
        const auto waiting =
            read_list(at, *each, "/v1/applications?limit=100&status=awaiting_validation", list_items_max);
        if (!waiting) return told_why(waiting.error());
        for (const auto& one : *waiting) {
            const auto id = text_at(one, "id");
            if (!known.insert(id).second) continue;
            all.push_back(
                {each, "/v1/commands/application.validate", fmt::format(R"({{"application":"{}"}})", id), {}});
        }
    }
    if (all.empty()) return told_why("nothing waits for a companion");
    // Those of one companion lie far from each other.
    random_source random(at.seed);
    for (std::size_t i = all.size() - 1; i > 0; --i) std::swap(all[i], all[random.below(i + 1)]);
    return std::make_unique<listed_work>(std::move(all));
}

tl::expected<std::unique_ptr<load_work>, std::string> make_answering_work(const load_place& at,
                                                                          const workload_settings& life,
                                                                          const std::vector<signed_in>& people) {
    const auto seen = read_seen(at, people, "&status=visible", list_items_max);
    if (!seen) return told_why(seen.error());
    std::unordered_map<std::string, const signed_in*> candidates;
    for (const auto* each : those_who_are(people, "candidate")) candidates.emplace(each->id, each);
    random_source random(at.seed);
    load_texts answers(at.seed, topic::answer);
    load_texts refusals(at.seed, topic::refusal);
    std::deque<load_request> all;
    for (const auto& each : *seen) {
        if (draw_chance(random, life.exchanges)) {
            const auto candidate = candidates.find(each.candidate);
            const bool by_candidate = candidate != candidates.end() && draw_chance(random, 0.5);
            all.push_back({by_candidate ? candidate->second : each.recruiter,
                           "/v1/commands/application.post_exchange",
                           fmt::format(R"({{"application":"{}","text":{}}})", each.application, answers.next()),
                           {}});
        }
        if (draw_chance(random, life.no_answer)) continue;
        if (draw_chance(random, life.taken_in_charge)) {
            all.push_back({each.recruiter,
                           "/v1/commands/application.take_in_charge",
                           fmt::format(R"({{"application":"{}","message":{}}})", each.application, answers.next()),
                           {}});
            continue;
        }
        all.push_back({each.recruiter,
                       "/v1/commands/application.refuse",
                       fmt::format(R"({{"application":"{}","reason_code":"{}","message":{}}})", each.application,
                                   draw_refusal(random, life), refusals.next()),
                       {}});
    }
    return std::make_unique<listed_work>(std::move(all));
}

tl::expected<std::unique_ptr<load_work>, std::string> make_detail_work(const load_place& at,
                                                                       const std::vector<signed_in>& people) {
    constexpr std::size_t of_house_max = 200;
    const auto seen = read_seen(at, people, "", of_house_max);
    if (!seen) return told_why(seen.error());
    std::vector<load_request> all;
    for (const auto& each : *seen) all.push_back({each.recruiter, "/v1/applications/" + each.application, {}, {}});
    return std::make_unique<detail_work>(std::move(all));
}

}  // namespace parcours::workload
