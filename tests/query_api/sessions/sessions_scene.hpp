// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include "query_api/call.hpp"
#include "tests/query_api/front/front_scene.hpp"

namespace parcours {

const person_id ana{{7, 1}};
const person_id ben{{7, 2}};
const person_id cyd{{7, 3}};

// Letters that a test counts.
class counted_letters final : public password_letters {
  public:
    void ask(std::string email, std::string language) override { asked.emplace_back(email, language); }
    std::vector<std::pair<std::string, std::string>> asked;
};

inline std::vector<route> password_and_session_routes(const account_directory& accounts, password_letters& letters) {
    auto all = session_routes(accounts);
    for (auto& each : password_routes(letters)) all.push_back(std::move(each));
    return all;
}

// Sign-in, sessions and passwords, before accounts of which Ana is active as candidate and companion, Ben is active
// without a role, and Cyd was made and never activated.
class sessions_scene {
  public:
    sessions_scene() {
        scene.terms->role_order = {"companion", "candidate"};
        scene.commands.result = command_result{};
        scene.commands.result->status = 200;
        is_there(ana, {"candidate", "companion"}, true);
        is_there(ben, {}, true);
        is_there(cyd, {"candidate"}, false);
        scene.accounts.know("ana@example.org", ana);
        scene.accounts.know("ben@example.org", ben);
        scene.accounts.know("cyd@example.org", cyd);
        for (const auto& each : {ana, ben, cyd})
            scene.accounts.set_password(each, "a right one", [](const expected<void>&) {});
    }

    void is_there(const person_id& who, std::set<std::string> roles, bool active) {
        account_created made;
        made.roles = {roles.begin(), roles.end()};
        made.identity = cell_of("identity");
        made.contact = cell_of("contact");
        if (active)
            scene.models.given<account_stream>(who, {made, account_activated{}});
        else
            scene.models.given<account_stream>(who, {made});
    }
    http::response post(const std::string& path, const std::string& body) {
        return scene.ask(front_scene::to(http::method::post, path, body));
    }
    http::response sign_in(const std::string& email, const std::string& password, const std::string& more = {}) {
        return post("/v1/sessions", R"({"email":")" + email + R"(","password":")" + password + "\"" + more + "}");
    }
    std::string token() { return member(sign_in("ana@example.org", "a right one"), "token"); }
    http::response as(const std::string& token, http::method how, const std::string& path,
                      const std::string& body = {}) {
        auto asked = front_scene::to(how, path, body);
        asked.head.headers.add("Authorization", "Bearer " + token);
        return scene.ask(std::move(asked));
    }
    http::response get(const std::string& token, const std::string& path) { return as(token, http::method::get, path); }
    // What was submitted, by name, and from then on not any more.
    std::vector<std::string> submitted() {
        std::vector<std::string> names;
        for (const auto& each : scene.commands.submitted) names.push_back(each.name + " " + each.body);
        scene.commands.submitted.clear();
        return names;
    }

    counted_letters letters;

  private:
    // The routes ask the scene's own directory, which is there when the first request comes.
    class its_directory final : public account_directory {
      public:
        explicit its_directory(sessions_scene& of) : of_(of) {}
        expected<std::optional<account_standing>> find(const person_id& account) const override {
            return of_.scene.directory.find(account);
        }

        sessions_scene& of_;
    };
    its_directory directory_{*this};

  public:
    front_scene scene{password_and_session_routes(directory_, letters)};
};

}  // namespace parcours
