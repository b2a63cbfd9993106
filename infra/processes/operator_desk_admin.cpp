// SPDX-License-Identifier: Apache-2.0
// The words of `parcours admin`.
#include <set>

#include <boost/json.hpp>

#include "infra/control/control_protocol.hpp"
#include "infra/processes/operator_desk.hpp"

namespace parcours {
namespace {

namespace json = boost::json;

control_answer not_understood(const std::string& why) { return {2, control_error(why)}; }

json::object json_of(const issued_link& link) {
    return {{"account", to_string(link.account)},
            {"purpose", link.purpose == token_purpose::activation ? "activation" : "password_reset"},
            {"token", link.token}};
}

control_answer answer_of(const tl::expected<issued_link, std::string>& issued) {
    return issued ? control_answer{0, json::serialize(json_of(*issued))}
                  : control_answer{1, control_error(issued.error())};
}

// "role=administrator": an unknown name, or one said twice, is a mistake.
std::optional<std::string> read_account(const std::vector<std::string>& words, new_account& into) {
    std::set<std::string> said;
    for (std::size_t i = 2; i < words.size(); ++i) {
        const auto cut = words[i].find('=');
        const std::string name = words[i].substr(0, cut);
        const std::string value = cut == std::string::npos ? "" : words[i].substr(cut + 1);
        if (!said.insert(name).second) return name + " is said twice";
        if (name == "role")
            into.role = value;
        else if (name == "email")
            into.email = value;
        else if (name == "first_name")
            into.first_name = value;
        else if (name == "last_name")
            into.last_name = value;
        else if (name == "birth_date")
            into.birth_date = value;
        else if (name == "organisation")
            into.organisation = value;
        else
            return "an account has no such part";
    }
    if (into.role.empty() || into.email.empty()) return "role and email are needed";
    return std::nullopt;
}

}  // namespace

void administer(const std::vector<std::string>& words, administration& accounts, const operator_desk::answering& then) {
    if (words.size() == 3 && words[1] == "link") {
        const auto account = parse_id<person_id>(words[2]);
        if (!account) return then(not_understood("an account is named by its id, person_…"));
        return then(answer_of(accounts.link(*account)));
    }
    if (words.size() < 2 || words[1] != "create") return then(not_understood("admin create or admin link ACCOUNT"));
    new_account asked;
    if (const auto mistake = read_account(words, asked)) return then(not_understood(*mistake));
    accounts.create(asked, [then](const auto& issued) { then(answer_of(issued)); });
}

}  // namespace parcours
