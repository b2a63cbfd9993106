// SPDX-License-Identifier: Apache-2.0
#include <boost/json.hpp>

#include "query_api/password_policy.hpp"
#include "tests/query_api/sessions/sessions_scene.hpp"

namespace parcours {
namespace {

constexpr const char* chosen = "gros nuages bleus";

struct with_tokens : sessions_scene {
    std::string made(token_purpose purpose, const person_id& who = cyd) {
        return scene.accounts.make_token(purpose, who).value();
    }
    http::response choose(const std::string& path, const std::string& token, const std::string& password = chosen) {
        return post(path, R"({"token":")" + token + R"(","password":")" + password + R"("})");
    }
    http::response activate(const std::string& token, const std::string& password = chosen) {
        return choose("/v1/activations", token, password);
    }
    http::response reset(const std::string& token, const std::string& password = chosen) {
        return choose("/v1/password-resets", token, password);
    }
    bool signs_in(const std::string& email, const std::string& password) {
        bool right = false;
        scene.accounts.verify(email, password, "peer", [&](const expected<verification>& answer) {
            right = answer && answer->what == sign_in_outcome::right;
        });
        return right;
    }
    void commands_answer(int status, const std::string& code) {
        scene.commands.result->status = status;
        scene.commands.result->code = code;
    }
};

std::string errors_of(const http::response& answer) { return member(answer, "errors"); }

TEST(AnActivation, SetsThePasswordOnceAndActivates) {
    with_tokens now;
    const auto token = now.made(token_purpose::activation);
    EXPECT_EQ(now.activate(token).status, 204);
    EXPECT_TRUE(now.signs_in("cyd@example.org", chosen));
    const std::string account = R"({"account":")" + to_string(cyd) + "\"";
    EXPECT_EQ(now.submitted(),
              (std::vector<std::string>{"account.activate " + account + "}",
                                        "account.change_credentials " + account + R"(,"change":"chosen"})"}));
    const auto again = now.activate(token, "one more of mine");
    EXPECT_EQ(again.status, 422);
    EXPECT_EQ(member(again, "code"), "token_not_valid");
    EXPECT_TRUE(now.signs_in("cyd@example.org", chosen));
    EXPECT_TRUE(now.submitted().empty());
}

TEST(AnActivation, ThatWasInterruptedIsGoodForAnotherTry) {
    with_tokens now;
    const auto token = now.made(token_purpose::activation);
    now.commands_answer(503, "in_doubt");
    EXPECT_EQ(now.activate(token).status, 503);
    EXPECT_FALSE(now.signs_in("cyd@example.org", chosen));
    now.commands_answer(409, "wrong_state");  // the first try did activate
    EXPECT_EQ(now.activate(token).status, 204);
    EXPECT_TRUE(now.signs_in("cyd@example.org", chosen));
}

TEST(AnActivation, AnswersOnceTheAccountIsActive) {
    with_tokens now;
    const auto token = now.made(token_purpose::activation);
    now.scene.commands.result.reset();
    now.scene.send(front_scene::to(http::method::post, "/v1/activations",
                                   R"({"token":")" + token + R"(","password":"gros nuages bleus"})"));
    EXPECT_FALSE(now.scene.take_answer());
    EXPECT_FALSE(now.signs_in("cyd@example.org", chosen));
    command_result done;
    done.status = 200;
    now.scene.commands.waiting.front()(done);
    EXPECT_EQ(now.scene.take_answer().value().status, 204);
}

TEST(APasswordReset, SetsThePasswordOnceAndEndsEverySession) {
    with_tokens now;
    const auto session = now.token();
    const auto token = now.made(token_purpose::password_reset, ana);
    now.submitted();
    EXPECT_EQ(now.reset(token).status, 204);
    EXPECT_EQ(now.get(session, "/v1/sessions").status, 401);
    EXPECT_TRUE(now.signs_in("ana@example.org", chosen));
    EXPECT_FALSE(now.signs_in("ana@example.org", "a right one"));
    EXPECT_EQ(now.submitted(), std::vector<std::string>{R"(account.change_credentials {"account":")" + to_string(ana) +
                                                        R"(","change":"reset"})"});
    EXPECT_EQ(now.reset(token, "one more of mine").status, 422);
    EXPECT_TRUE(now.signs_in("ana@example.org", chosen));
}

TEST(AToken, IsGoodForItsOwnPurposeAndInItsOwnTime) {
    with_tokens now;
    const auto activation = now.made(token_purpose::activation);
    const auto reset = now.made(token_purpose::password_reset, ana);
    for (const auto& answer : {now.reset(activation), now.activate(reset), now.activate("never made"),
                               now.reset("never made"), now.activate("")}) {
        EXPECT_EQ(answer.status, 422);
        EXPECT_EQ(member(answer, "code"), "token_not_valid");
        EXPECT_NE(errors_of(answer).find("\"pointer\":\"/token\""), std::string::npos) << errors_of(answer);
    }
    now.scene.time.advance_ms(password_reset_age_ms_max);
    EXPECT_EQ(now.reset(reset).status, 422);
    now.scene.time.advance_ms(activation_age_ms_max - password_reset_age_ms_max);
    EXPECT_EQ(now.activate(activation).status, 422);
    EXPECT_EQ(now.activate(std::string(257, 'x')).status, 422);
    EXPECT_TRUE(now.submitted().empty());
}

TEST(AWeakPassword, IsRefusedWithItsPlaceAndTheTokenStaysGood) {
    with_tokens now;
    const auto activation = now.made(token_purpose::activation);
    const auto reset = now.made(token_purpose::password_reset, ana);
    const std::vector<std::pair<std::string, std::string>> weak{
        {"short", "too_short"},
        {"", "too_short"},
        {"elevenlette", "too_short"},
        {"éééééééàààà", "too_short"},  // eleven letters in twice as many octets
        {"cyd@example.org", "is_address"},
        {"password1234!", "too_common"},
        {"MotDePasse2026", "too_common"},
        {"abababababababab", "too_common"},
        {std::string(1'025, 'a'), "too_long"}};
    for (const auto& [password, code] : weak)
        for (const auto& answer : {now.activate(activation, password), now.reset(reset, password)}) {
            EXPECT_EQ(answer.status, 422) << password;
            const auto errors = errors_of(answer);
            EXPECT_NE(errors.find("\"pointer\":\"/password\""), std::string::npos) << errors;
            EXPECT_NE(errors.find("\"" + code + "\""), std::string::npos) << errors;
            EXPECT_EQ(body_of(answer).find(activation), std::string::npos);
        }
    EXPECT_TRUE(now.submitted().empty());
    EXPECT_EQ(now.activate(activation).status, 204);
    EXPECT_EQ(now.reset(reset).status, 204);
}

TEST(AskingForAPasswordReset, NeverSaysWhoseAddressItIs) {
    with_tokens now;
    std::set<std::string> bodies;
    for (const auto* email : {"ana@example.org", "nobody@example.org", "not an address", ""}) {
        const auto answer = now.post("/v1/password-resets", std::string(R"({"email":")") + email + R"("})");
        EXPECT_EQ(answer.status, 202) << email;
        bodies.insert(body_of(answer));
    }
    EXPECT_EQ(bodies, std::set<std::string>{R"({"asked":true})"});
    ASSERT_EQ(now.letters.asked.size(), 4U);
    EXPECT_EQ(now.letters.asked[0].first, "ana@example.org");
    EXPECT_EQ(now.letters.asked[0].second, "fr");
    EXPECT_TRUE(now.submitted().empty());
    EXPECT_EQ(now.post("/v1/password-resets", R"({"email":")" + std::string(255, 'a') + R"("})").status, 422);
    EXPECT_EQ(now.post("/v1/password-resets", R"({"email":"a@b.c","token":"x"})").status, 400);
    EXPECT_EQ(now.letters.asked.size(), 4U);
}

TEST(AnOutage, LeavesTheTokenGood) {
    with_tokens now;
    const auto token = now.made(token_purpose::activation);
    now.scene.accounts.set_outage(true);
    EXPECT_EQ(now.activate(token).status, 503);
    now.scene.accounts.set_outage(false);
    EXPECT_EQ(now.activate(token).status, 204);
}

TEST(APassword, IsJudgedByItsLengthAndByWhatEverybodyTries) {  // NIST SP 800-63B, 5.1.1.2
    const auto code = [](std::string_view password) {
        const auto found = password_problem(password, "/password");
        return found ? found->code : std::string("good");
    };
    EXPECT_EQ(code("abcdefghijkl"), "good");
    EXPECT_EQ(code("abcdefghijk"), "too_short");
    EXPECT_EQ(code("quatre mots sans rapport"), "good");  // no rule of composition
    EXPECT_EQ(code("ŷéàüöïâêîôûñ"), "good");
    EXPECT_EQ(code(std::string(500, 'a') + "bcdef" + std::string(519, 'g')), "good");
    EXPECT_EQ(code(std::string(500, 'a') + "bcdef" + std::string(520, 'g')), "too_long");
    EXPECT_EQ(code("aaaaaaaaaaaa"), "too_common");
    EXPECT_EQ(code("azerty123456"), "too_common");
    EXPECT_EQ(code("AZERTYazerty"), "too_common");
    EXPECT_EQ(code("azerty and the sea"), "good");
    EXPECT_EQ(code("somebody@example.org"), "is_address");
    EXPECT_EQ(code("somebody @ example.org"), "good");
}

}  // namespace
}  // namespace parcours
