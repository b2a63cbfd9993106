// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>

#include <boost/json.hpp>

#include "tests/query_api/front/front_scene.hpp"

// A few routes, one of each kind of access, and the front before them.
namespace parcours {

inline const person_id ana{{7, 1}};

inline route test_route(http::method how, std::string pattern, access who,
                        std::function<void(std::shared_ptr<call>)> serve) {
    route one;
    one.method = how;
    one.pattern = std::move(pattern);
    one.operation = "test_" + one.pattern.substr(4);
    one.who = who;
    one.serve = std::move(serve);
    return one;
}

inline void tell_who(const std::shared_ptr<call>& asked) {
    asked->answer(boost::json::object{{"account", to_string(asked->by().who.account)},
                                      {"role", asked->by().who.role},
                                      {"language", asked->by().language}});
}

inline std::vector<route> some_routes() {
    auto taking = test_route(http::method::post, "/v1/things", access::anyone, tell_who);
    taking.body = "thing";
    taking.body_bytes_max = 100;
    auto open = test_route(http::method::get, "/v1/open", access::anyone, tell_who);
    open.query = {{"limit", "{}", "how many"}};
    return {open,
            test_route(http::method::get, "/v1/mine", access::signed_in, tell_who),
            test_route(http::method::get, "/v1/offers", access::by_charter, tell_who),
            test_route(http::method::get, "/v1/things/{thing}", access::signed_in,
                       [](const std::shared_ptr<call>& asked) {
                           asked->answer(boost::json::object{{"thing", asked->parameter("thing")}});
                       }),
            test_route(http::method::get, "/v1/broken", access::anyone,
                       [](const std::shared_ptr<call>&) { throw std::runtime_error("a bug of a route"); }),
            test_route(http::method::get, "/v1/forgetful", access::anyone, [](const std::shared_ptr<call>&) {}),
            taking};
}

struct a_front : front_scene {
    explicit a_front(front_settings limits = {}) : front_scene(some_routes(), limits) {}
    http::request mine(const std::string& token, const std::string& path = "/v1/mine") {
        auto asked = to(http::method::get, path);
        asked.head.headers.add("Authorization", "Bearer " + token);
        return asked;
    }
};

}  // namespace parcours
