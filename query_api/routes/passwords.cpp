// SPDX-License-Identifier: Apache-2.0
#include <boost/json.hpp>

#include "query_api/body_reader.hpp"
#include "query_api/call.hpp"
#include "query_api/password_policy.hpp"
#include "query_api/routes.hpp"

// The first password of an account, and a new one for who forgot theirs. A token is looked at first and used up last,
// so that whatever fails between leaves it good for another try.
namespace parcours {
namespace {

using shared_call = std::shared_ptr<call>;

constexpr std::size_t email_octets_max = 254;
constexpr std::size_t token_octets_max = 256;

void refuse_token(call& asked) {
    problem what;
    what.status = 422;
    what.code = "token_not_valid";
    what.fields = {{"/token", "not_valid", {}}};
    asked.refuse(what);
}

// Token and password of the body, where both are as they must be; else the refusal is answered.
struct choice {
    person_id account;
    std::string token;
    std::string password;
};
std::optional<choice> read_choice(call& asked, body_reader& body, token_purpose purpose) {
    choice made;
    made.token = body.text("token", token_octets_max);
    made.password = body.text("password", password_octets_max);
    if (body.has("password"))
        if (const auto wrong = password_problem(made.password, "/password"))
            body.note("password", wrong->code, wrong->limit);
    if (body.refuse(asked)) return std::nullopt;
    const auto holder = asked.with().accounts.look_at_token(purpose, made.token);
    if (!holder) {
        asked.refuse(holder.error());
        return std::nullopt;
    }
    if (!*holder) {
        refuse_token(asked);
        return std::nullopt;
    }
    made.account = **holder;
    return made;
}

// Sets the password; what ends with the old one has ended when the answer leaves.
void choose(const shared_call& asked, token_purpose purpose, choice made, const char* credential_change) {
    auto then = [asked, credential_change](const expected<std::optional<person_id>>& chosen) {
        if (!chosen) return asked->refuse(chosen.error());
        if (!*chosen) return refuse_token(*asked);
        command_request noted;
        noted.name = "account.change_credentials";
        noted.body = boost::json::serialize(
            boost::json::object{{"account", to_string(**chosen)}, {"change", credential_change}});
        noted.by = asked->by();
        noted.by.who.account = **chosen;
        noted.on_proof = true;
        asked->with().commands.submit(std::move(noted), [](const command_result&) {});
        asked->answer_nothing();
    };
    asked->with().accounts.choose_password(purpose, std::move(made.token), std::move(made.password), std::move(then));
}

// Already active is as good as activated: a repeated request must come to the same end.
bool activated(const command_result& result) {
    return result.status == 200 || (result.status == 409 && result.code == "wrong_state");
}

void activate(const shared_call& asked) {
    body_reader body(asked->asked().body);
    auto made = read_choice(*asked, body, token_purpose::activation);
    if (!made) return;
    command_request activation;
    activation.name = "account.activate";
    activation.body = boost::json::serialize(boost::json::object{{"account", to_string(made->account)}});
    activation.by = asked->by();
    activation.by.who.account = made->account;
    activation.on_proof = true;
    auto then = [asked, chosen = *std::move(made)](const command_result& result) {
        if (!activated(result)) return asked->refuse(503, "unavailable");
        choose(asked, token_purpose::activation, chosen, "chosen");
    };
    asked->with().commands.submit(std::move(activation), std::move(then));
}

void reset(const shared_call& asked, password_letters& letters) {
    body_reader body(asked->asked().body);
    if (body.has("email")) {
        auto email = body.text("email", email_octets_max);
        if (body.refuse(*asked)) return;
        letters.ask(std::move(email), asked->by().language);
        return asked->answer(boost::json::object{{"asked", true}}, 202, {});
    }
    auto made = read_choice(*asked, body, token_purpose::password_reset);
    if (made) choose(asked, token_purpose::password_reset, *std::move(made), "reset");
}

}  // namespace

std::vector<route> password_routes(password_letters& letters) {
    route activation;
    activation.method = http::method::post;
    activation.pattern = "/v1/activations";
    activation.operation = "activate_account";
    activation.meaning = "Chooses the first password with a single-use token; the account can sign in from then on.";
    activation.who = access::anyone;
    activation.body = "password_choice";
    activation.success = 204;
    activation.body_bytes_max = 16 * 1024;
    activation.problems = {413, 415, 422};
    activation.serve = activate;
    route resetting = activation;
    resetting.pattern = "/v1/password-resets";
    resetting.operation = "reset_password";
    resetting.meaning =
        "With an e-mail address: asks for a letter with a single-use token (202, whoever's address it is). With that "
        "token: chooses a new password and ends every session (204).";
    resetting.body = "password_reset";
    resetting.answer = "reset_asked";
    resetting.success = 202;
    resetting.serve = [&letters](const shared_call& c) { reset(c, letters); };
    return {activation, resetting};
}

std::vector<named_schema> password_schemas() {
    return {
        {"password_choice",
         R"({"type":"object","required":["token","password"],"additionalProperties":false,"properties":{
            "token":{"type":"string","maxLength":256},"password":{"type":"string","minLength":12,"maxLength":1024}}})"},
        {"password_reset", R"({"oneOf":[{"$ref":"#/components/schemas/password_choice"},{"type":"object",
            "required":["email"],"additionalProperties":false,"properties":{"email":{"type":"string","maxLength":254}}}]})"},
        {"reset_asked", R"({"type":"object","required":["asked"],"properties":{"asked":{"const":true}}})"},
    };
}

}  // namespace parcours
