// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json.hpp>

#include "projections/all_projections.hpp"
#include "tests/query_api/front/front_scene.hpp"
#include "tests/support/sealing.hpp"
#include "tests/support/shipped_charter.hpp"

namespace parcours {

// Takes the one answer of a request that is answered at once.
class answer_taker final : public http::answer_channel {
  public:
    void answer(const ticket&, http::response&& what) override { told = std::move(what); }
    void abandon(const ticket&) override {}
    std::optional<http::response> told;
};

// What came back, and the body as JSON where it is some.
struct api_answer {
    int status = 0;
    http::response whole;
    boost::json::value json;

    std::string header(std::string_view name) const { return header_of(whole, name); }
    // The value under a JSON pointer ("/items/0/status"): a text as it stands, all else as JSON; empty where there is none.
    std::string at(std::string_view pointer) const;
    bool has(std::string_view pointer) const;
    // How many there are under "/items".
    std::size_t items() const;
};

// The whole API over read models that a test fills with events: sealed for real, under a charter that is shipped.
// A request is a sentence: `api.get("/v1/applications?limit=2").as({ana, "candidate", {}})`.
class api_under_test : public front_scene {
  public:
    explicit api_under_test(const charter& shipped = atouts());

    class asking {
      public:
        asking(api_under_test& api, http::request asked) : api_(api), asked_(std::move(asked)) {}
        asking& with(std::string_view header, std::string_view value) {
            asked_.head.headers.add(header, value);
            return *this;
        }
        // Signs in where need be; an account that no event told of is made first.
        api_answer as(const viewer& who);
        api_answer as_visitor();

      private:
        api_under_test& api_;
        http::request asked_;
    };
    // `target`: path and query; values of the query stand as they are.
    asking get(const std::string& target);
    asking post(const std::string& path, std::string body);

    // An active account with names and an address.
    void is_there(const viewer& who, const std::string& last_name = "Roy");
    void is_linked(const link_id& link, const person_id& candidate, const person_id& companion);
    void is_revoked(const link_id& link, const person_id& candidate, const person_id& companion);

    sealing seal{vault};

  private:
    class no_letters final : public password_letters {
      public:
        void ask(std::string, std::string) override {}
    };
    std::string token_of(const viewer& who);

    no_letters letters_;
    std::map<std::pair<person_id, std::string>, std::string> tokens_;
    front api_;  // must come last
};

}  // namespace parcours
