// SPDX-License-Identifier: Apache-2.0
#include "tests/query_api/api_under_test.hpp"

namespace parcours {
namespace {

const boost::json::value* found_at(const boost::json::value& json, std::string_view pointer) {
    boost::json::error_code error;
    return json.find_pointer(pointer, error);
}

http::request request_to(http::method method, const std::string& target, std::string body) {
    const auto mark = target.find('?');
    auto made = front_scene::to(method, target.substr(0, mark), std::move(body));
    made.head.target = target;
    for (std::size_t at = mark; at != std::string::npos;) {
        const auto end = target.find('&', at + 1);
        const auto pair = target.substr(at + 1, end == std::string::npos ? end : end - at - 1);
        const auto middle = pair.find('=');
        made.head.query.push_back({pair.substr(0, middle), pair.substr(middle + 1)});
        at = end;
    }
    return made;
}

}  // namespace

std::string api_answer::at(std::string_view pointer) const {
    const auto* found = found_at(json, pointer);
    if (found == nullptr) return {};
    return found->is_string() ? std::string(found->as_string()) : boost::json::serialize(*found);
}
bool api_answer::has(std::string_view pointer) const { return found_at(json, pointer) != nullptr; }
std::size_t api_answer::items() const {
    const auto* found = found_at(json, "/items");
    check(found != nullptr && found->is_array(), "what a test counts is a list");
    return found->as_array().size();
}

api_under_test::api_under_test(const charter& shipped)
    : front_scene({}), api_(with, directory, {1'000'000, 2'000}, all_routes(directory, letters_, commands), {}) {
    *terms = shipped;
}

api_under_test::asking api_under_test::get(const std::string& target) {
    return {*this, request_to(http::method::get, target, {})};
}
api_under_test::asking api_under_test::post(const std::string& path, std::string body) {
    return {*this, request_to(http::method::post, path, std::move(body))};
}

api_answer api_under_test::asking::as(const viewer& who) {
    asked_.head.headers.add("Authorization", "Bearer " + api_.token_of(who));
    return as_visitor();
}

api_answer api_under_test::asking::as_visitor() {
    const auto taking = std::make_shared<answer_taker>();
    api_.api_.handle(std::move(asked_), http::responder(taking, {}));
    check(taking->told.has_value(), "a request of a test is answered at once");
    api_answer made{taking->told->status, std::move(*taking->told), nullptr};
    boost::json::error_code error;
    made.json = boost::json::parse(body_of(made.whole), error);
    return made;
}

void api_under_test::is_there(const viewer& who, const std::string& last_name) {
    account_created made;
    made.roles = {who.role};
    if (!who.organisation.empty()) made.organisation = who.organisation;
    made.identity = seal(who.account, &account_created::identity, {"Ana", last_name, std::nullopt});
    made.contact = seal(who.account, &account_created::contact, {"a@example.org", std::nullopt, std::nullopt});
    models.given<account_stream>(who.account, {std::move(made), account_activated{}});
}

void api_under_test::is_linked(const link_id& link, const person_id& candidate, const person_id& companion) {
    models.given<companion_link_stream>(link, {companion_link_assigned{candidate, companion, link_origin::assigned}});
}
void api_under_test::is_revoked(const link_id& link, const person_id& candidate, const person_id& companion) {
    models.given<companion_link_stream>(link, {companion_link_revoked{candidate, companion}});
}

std::string api_under_test::token_of(const viewer& who) {
    auto& token = tokens_[{who.account, who.role}];
    if (!token.empty()) return token;
    if (!directory.find(who.account).value()) is_there(who);
    token = accounts.open_session(who.account, who.role).value().token;
    return token;
}

}  // namespace parcours
