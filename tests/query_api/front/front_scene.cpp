// SPDX-License-Identifier: Apache-2.0
#include "tests/query_api/front/front_scene.hpp"

#include <cstdlib>

#include <boost/json.hpp>

namespace parcours {
namespace {

text_files shipped_texts() {
    const char* root = std::getenv("PARCOURS_SOURCE_DIR");
    auto found = text_files::read(std::string(root == nullptr ? "." : root) + "/texts");
    check(found.has_value(), "the program's texts can be read");
    return *std::move(found);
}

}  // namespace

// What the server would send.
class front_scene::one_answer final : public http::answer_channel {
  public:
    void answer(const ticket&, http::response&& what) override { told = std::move(what); }
    void abandon(const ticket&) override { abandoned = true; }
    std::optional<http::response> told;
    bool abandoned = false;
};

front_scene::front_scene(std::vector<route> routes, front_settings limits)
    : words(shipped_texts()),
      under_test(with, directory, limits, std::move(routes), [this](const request_seen& one) { seen.push_back(one); }) {
}

void front_scene::send(http::request asked) {
    last_ = std::make_shared<one_answer>();
    under_test.handle(std::move(asked), http::responder(last_, {}));
}

std::optional<http::response> front_scene::take_answer() { return std::exchange(last_->told, std::nullopt); }

http::response front_scene::ask(http::request asked) {
    send(std::move(asked));
    check(last_->told.has_value(), "an answer that a test takes at once is there");
    return *take_answer();
}

http::request front_scene::to(http::method method, const std::string& path, std::string body) {
    http::request made;
    made.head.method = method;
    made.head.target = made.head.path = path;
    made.head.peer = "192.0.2.1";
    if (!body.empty()) {
        made.head.headers.add("Content-Type", "application/json");
        made.head.headers.add("Content-Length", std::to_string(body.size()));
    }
    made.body = std::move(body);
    return made;
}

std::string front_scene::signed_in(const person_id& who, const std::string& role) {
    account_created made;
    made.roles = {role};
    made.identity = cell_of("identity");
    made.contact = cell_of("contact");
    if (!directory.find(who).value()) models.given<account_stream>(who, {made, account_activated{}});
    return accounts.open_session(who, role).value().token;
}

std::string header_of(const http::response& answer, std::string_view name) {
    return std::string(answer.headers.find(name).value_or(""));
}

std::string body_of(const http::response& answer) {
    if (const auto* text = std::get_if<std::string>(&answer.body)) return *text;
    if (const auto* text = std::get_if<std::shared_ptr<const std::string>>(&answer.body)) return **text;
    return {};
}

std::string member(const http::response& answer, const std::string& name) {
    boost::json::error_code error;
    const auto parsed = boost::json::parse(body_of(answer), error);
    if (error || !parsed.is_object()) return {};
    const auto* found = parsed.as_object().if_contains(name);
    if (found == nullptr) return {};
    return found->is_string() ? std::string(found->as_string()) : boost::json::serialize(*found);
}

}  // namespace parcours
