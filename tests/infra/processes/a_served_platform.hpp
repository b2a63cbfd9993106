// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "tests/infra/processes/a_platform.hpp"
#include "tests/wire/client.hpp"

namespace parcours {

// A platform that is asked over HTTP, with two administrators: Ana and Eva.
class a_served_platform : public a_platform {
  public:
    a_served_platform() {
        begin();
        check(process->serve().has_value(), "the ports open");
        for (const auto* who : {"ana", "eva"}) accounts[who] = active(std::string(who) + "@example.org");
    }
    void comes_back() {
        restart();
        check(process->serve().has_value(), "the ports open");
    }

    wire_answer send(const std::string& method, const std::string& path, const std::string& token,
                     const std::string& body = {}, const std::string& more = {}) const {
        wire_client client(process->http_port());
        std::string text = method + " " + path + " HTTP/1.1\r\nHost: a\r\n" + more;
        if (!token.empty()) text += "Authorization: Bearer " + token + "\r\n";
        if (!body.empty())
            text += "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
        const auto got = client.ask(text + "\r\n" + body);
        return got ? *got : wire_answer{};
    }
    // Token and id of a new session.
    std::pair<std::string, std::string> signs_in(const std::string& who) const {
        const auto got = send("POST", "/v1/sessions", "",
                              R"({"email":")" + who + R"(@example.org","password":")" + password + "\"}");
        EXPECT_EQ(got.status, 201) << got.body;
        const auto body = boost::json::parse(got.body);
        return {std::string(body.at("token").as_string()), std::string(body.at("session").as_string())};
    }
    int revokes(const std::string& token, const std::string& whose, const std::string& session = {}) const {
        std::string body = R"({"account":")" + accounts.at(whose) + "\"";
        if (!session.empty()) body += R"(,"session":")" + session + "\"";
        return send("POST", "/v1/commands/account.revoke_session", token, body + "}").status;
    }
    int asks(const std::string& token) const { return send("GET", "/v1/me", token).status; }

    static constexpr const char* password = "Un mot de passe de test 1";
    std::map<std::string, std::string> accounts;

  private:
    std::string active(const std::string& email) {
        const auto made = boost::json::parse(answer_to(creating(email)).outcome).at("account");
        const std::string id(made.as_string());
        std::promise<bool> set;
        process->accounts().set_password(*parse_id<person_id>(id), password,
                                         [&set](const expected<void>& done) { set.set_value(done.has_value()); });
        check(set.get_future().get(), "the password is set");
        command_request activation;
        activation.name = "account.activate";
        activation.body = R"({"account":")" + id + "\"}";
        activation.on_proof = true;
        check(answer_to(std::move(activation)).status == 200, "the account is activated");
        return id;
    }
};

}  // namespace parcours
