// SPDX-License-Identifier: Apache-2.0
#include "tests/workload/load_work.hpp"

#include <algorithm>
#include <deque>

#include <fmt/format.h>

#include "tests/workload/chances.hpp"
#include "tests/workload/list_client.hpp"
#include "tests/workload/load_texts.hpp"

namespace parcours::workload {

namespace {

using told_why = tl::unexpected<std::string>;

constexpr std::size_t offers_max = 1000;
// As the strictest charter allows; beyond it every further one would be rejected.
constexpr std::size_t applications_of_candidate_max = 50;

class mixed_work final : public load_work {
  public:
    mixed_work(const load_place& at, load_mixture of, const std::vector<signed_in>& people)
        : of_(std::move(of)), people_(people), random_(at.seed) {}

    std::optional<load_request> next() override {
        const auto& who = people_[turn_++ % people_.size()];
        if (!draw_chance(random_, of_.commands_share)) return load_request{&who, draw_one(random_, of_.reads), {}, {}};
        if (who.role == "candidate")
            return load_request{
                &who,
                "/v1/commands/candidate.update_section",
                fmt::format(
                    R"({{"candidate":"{}","section":"skills","content":{{"skills":["mécanique","essai {}"]}}}})",
                    who.id, turn_),
                {}};
        return load_request{&who,
                            "/v1/commands/account.set_preferences",
                            fmt::format(R"({{"account":"{}","language":"{}","notifications":[]}})", who.id,
                                        turn_ / people_.size() % 2 == 0 ? "fr" : "en"),
                            {}};
    }

  private:
    const load_mixture of_;
    const std::vector<signed_in>& people_;
    random_source random_;
    std::size_t turn_ = 0;
};

class hello_work final : public load_work {
  public:
    std::optional<load_request> next() override { return load_request{nullptr, "/", {}, {}}; }
};

class sending_work final : public load_work {
  public:
    sending_work(const load_place& at, const workload_settings& life, std::vector<const signed_in*> candidates,
                 std::vector<std::string> offers)
        : followups_(life.followups),
          candidates_(std::move(candidates)),
          offers_(std::move(offers)),
          random_(at.seed),
          letters_(at.seed, topic::application),
          notes_(at.seed, topic::followup) {}

    std::optional<load_request> next() override {
        if (!sent_.empty()) {
            auto [by, application] = std::move(sent_.front());
            sent_.pop_front();
            return load_request{by,
                                "/v1/commands/application.post_followup",
                                fmt::format(R"({{"application":"{}","text":{}}})", application, notes_.next()),
                                {}};
        }
        const std::size_t candidate = turn_ % candidates_.size();
        const std::size_t round = turn_ / candidates_.size();
        if (round >= std::min(applications_of_candidate_max, offers_.size())) return std::nullopt;
        ++turn_;
        // Each candidate begins elsewhere, so that all offers are answered alike.
        const auto& offer = offers_[(candidate * 7 + round) % offers_.size()];
        return load_request{candidates_[candidate], "/v1/commands/application.submit",
                            fmt::format(R"({{"offer":"{}","documents":[],"message":{}}})", offer, letters_.next()),
                            "sent"};
    }
    void told(const load_request& asked, int status, std::string_view body) override {
        if (asked.followed.empty() || status != 200 || !draw_chance(random_, followups_)) return;
        constexpr std::string_view before = R"("application":")";
        const auto at = body.rfind(before);
        if (at == std::string_view::npos) return;
        const auto from = at + before.size();
        sent_.emplace_back(asked.by, body.substr(from, body.find('"', from) - from));
    }

  private:
    const double followups_;
    const std::vector<const signed_in*> candidates_;
    const std::vector<std::string> offers_;
    random_source random_;
    load_texts letters_;
    load_texts notes_;
    std::size_t turn_ = 0;
    std::deque<std::pair<const signed_in*, std::string>> sent_;
};

}  // namespace

std::unique_ptr<load_work> make_hello_work() { return std::make_unique<hello_work>(); }

std::unique_ptr<load_work> make_mixed_work(const load_place& at, const load_mixture& of,
                                           const std::vector<signed_in>& people) {
    return std::make_unique<mixed_work>(at, of, people);
}

tl::expected<std::unique_ptr<load_work>, std::string> make_sending_work(const load_place& at,
                                                                        const workload_settings& life,
                                                                        const std::vector<signed_in>& people) {
    auto candidates = those_who_are(people, "candidate");
    if (candidates.empty()) return told_why("no candidate is signed in");
    const auto listed = read_list(at, *candidates.front(), "/v1/offers?limit=100&status=open", offers_max);
    if (!listed) return told_why(listed.error());
    std::vector<std::string> offers;
    for (const auto& each : *listed) offers.push_back(text_at(each, "id"));
    if (offers.empty()) return told_why("no offer is open");
    return std::make_unique<sending_work>(at, life, std::move(candidates), std::move(offers));
}

}  // namespace parcours::workload
