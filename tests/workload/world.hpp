// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <queue>
#include <set>
#include <string>
#include <vector>

#include <boost/json/fwd.hpp>

#include "tests/workload/life.hpp"
#include "tests/workload/words.hpp"

// Shared by the .cpp files of a life.
namespace parcours::workload {

inline constexpr std::int64_t minute_ms = 60'000;
inline constexpr std::int64_t hour_ms = 60 * minute_ms;
inline constexpr std::int64_t day_ms = 24 * hour_ms;
inline constexpr std::size_t nobody = static_cast<std::size_t>(-1);

struct human {
    std::string role;
    std::string id;  // once made
    std::string first_name, last_name, email;
    std::size_t house = nobody;  // the organisation they belong to
    std::size_t maker = nobody;
    bool active = false;
    random_source random{0};
    std::vector<std::size_t> companions;  // of a candidate
    const occupation* trade = nullptr;    // of a candidate
};

struct house {
    std::string id;
    std::string kind;
    double weight = 1;  // of the applications that it draws
    bool spontaneous = false;
    std::vector<std::size_t> recruiters;
    std::vector<std::size_t> offers;
    random_source random{0};
};

struct an_offer {
    std::string id;
    std::size_t of = 0;
    bool open = false;
};

struct an_application {
    std::string id;
    std::size_t candidate = 0;
    std::size_t to = 0;
    std::optional<std::size_t> offer;
    bool seen = false;  // let through at least once
    bool over = false;
    bool busy = false;  // a step of it is not answered yet
    random_source random{0};
};

class world {
  public:
    world(const workload_settings& settings, const charter& terms, life_span span);

    // Happens at that time, if the life lasts so long.
    void plan(instant at, std::function<void()> act);
    // `then` sees the ids made, if the command was accepted; `otherwise` the code, if it was not.
    using made_ids = std::function<void(const std::map<std::string, std::string>&)>;
    void issue(std::size_t by, std::string command, const boost::json::object& body, made_ids then,
               std::function<void(const std::string&)> otherwise = nullptr);
    void issue_on_proof(std::size_t by, std::string command, const boost::json::object& body, made_ids then);

    std::optional<step> next(instant until);
    void told(std::size_t number, const step_answer& answer);

    // making.cpp
    void begin();
    void make_houses();
    void make_house(std::size_t number);
    void make_professionals();
    void make_office_holders();
    void make_candidates();
    void join(std::size_t who, std::size_t maker, instant at);
    void create(std::size_t who, std::size_t maker);
    void activate(std::size_t who);
    void after_activation(std::size_t who);
    void write_file(std::size_t candidate);
    void link_companion(std::size_t candidate);
    void revoke_link(std::size_t companion, const std::string& link);

    // offering.cpp
    void make_offers();
    void publish(std::size_t offer);
    std::optional<std::size_t> draw_house(random_source& random, std::size_t candidate, bool spontaneous);
    std::optional<std::size_t> draw_recruiter(random_source& random, const house& of) const;

    // applying.cpp
    void make_applications(std::size_t candidate);
    void apply(std::size_t candidate, random_source random);
    void submit(std::size_t application, bool again);
    void await_validation(std::size_t application);
    void validate(std::size_t application);
    void give_back(std::size_t application);
    void meanwhile(std::size_t application);

    // answering.cpp
    void await_answer(std::size_t application);
    void refuse(std::size_t application);
    void take_in_charge(std::size_t application);
    void propose_meeting(std::size_t application, std::size_t more);
    void await_meeting(std::size_t application, std::string meeting, instant starts_at, std::size_t more);
    void end_meeting(std::size_t application, const std::string& meeting, bool held, std::size_t more);
    void decide_outcome(std::size_t application);
    // As somebody of the organisation.
    void answer(std::size_t application, std::string command, const boost::json::object& body, made_ids then);
    // Whoever speaks last has the word: nothing while a step is under way or once all is over.
    void act(std::size_t application, std::size_t by, std::string command, const boost::json::object& body,
             made_ids then);

    // sponsoring.cpp
    void make_sponsorships(std::size_t candidate);
    void ask_sponsor(std::size_t candidate, std::size_t to, random_source random);
    void answer_sponsor(std::string request, std::size_t to, random_source random);

    // Moved on to working hours of a weekday.
    static instant in_office(instant at, random_source& random);
    instant after_days(double days) const;
    std::size_t add(std::string role, std::size_t house);
    random_source source_of(std::uint64_t kind, std::uint64_t number) const;
    std::size_t present(const std::string& role, double setting) const;
    std::size_t count(double setting) const { return static_cast<std::size_t>(setting); }

    const workload_settings settings;
    const bool gate;
    const bool sponsorship;
    const bool registers_itself;
    const bool links_are_requested;
    const std::string time_zone;
    const std::set<std::string> administrator_creates;
    const life_span span;
    instant now;
    std::vector<human> people;
    std::vector<house> houses;
    std::vector<an_offer> offers;
    std::vector<an_application> applications;
    std::size_t administrator = nobody;
    std::map<std::string, std::vector<std::size_t>> of_role;
    std::map<std::string, std::size_t> refusals;
    std::size_t steps = 0;

  private:
    struct entry {
        instant at;
        std::uint64_t order;
        std::function<void()> act;
        bool operator<(const entry& other) const {
            return at.ms != other.at.ms ? at.ms > other.at.ms : order > other.order;
        }
    };
    struct waiting {
        std::string command;
        made_ids then;
        std::function<void(const std::string&)> otherwise;
    };
    void queue(step made, waiting who);
    std::priority_queue<entry> agenda_;
    std::deque<step> ready_;
    std::map<std::size_t, waiting> waiting_;
    std::uint64_t planned_ = 0;
    std::string run_;  // so that two lives on one platform never share a key
};

}  // namespace parcours::workload
