// SPDX-License-Identifier: Apache-2.0
// The document that describes the API: made of the declarations that parse and render, so nothing may be missing in it.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <set>

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "commands/all_commands.hpp"
#include "events/registry/event_registry.hpp"
#include "query_api/routes.hpp"
#include "tests/query_api/front/front_scene.hpp"

namespace parcours {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

class no_letters final : public password_letters {
  public:
    void ask(std::string, std::string) override {}
};

std::vector<command_description> all_commands() {
    std::vector<command_description> all;
    for (const auto& family : all_families())
        for (const auto& each : family.commands) {
            if (each.by != issued_by::people) continue;
            command_description one{std::string(each.name),
                                    std::string(each.meaning),
                                    {},
                                    each.rejections,
                                    each.results,
                                    each.target,
                                    false};
            for (const auto& input : each.inputs)
                one.fields.push_back({input.name, input.schema, input.meaning, input.mandatory});
            all.push_back(std::move(one));
        }
    return all;
}

// The program's own routes, and the document as a client gets it.
struct described {
    no_letters letters;
    gateway_double catalogue;
    front_scene server{{}};
    std::vector<route> routes;
    object document;

    described() {
        catalogue.known = all_commands();
        routes = all_routes(server.directory, letters, catalogue);
        front under_test(server.with, server.directory, {}, routes, {});
        document = boost::json::parse(body_of(read(under_test))).as_object();
    }
    const object& paths() const { return document.at("paths").as_object(); }
    const object& schemas() const { return document.at("components").at("schemas").as_object(); }
    // Shows each object of the document with its place.
    template <class Show>
    static void walk(const value& from, const std::string& at, const Show& show) {
        if (const auto* all = from.if_object()) {
            show(*all, at);
            for (const auto& [key, each] : *all) walk(each, at + "/" + std::string(key), show);
        }
        if (const auto* all = from.if_array())
            for (std::size_t i = 0; i < all->size(); ++i) walk((*all)[i], at + "/" + std::to_string(i), show);
    }
    template <class Show>
    void each_operation(const Show& show) const {
        for (const auto& [path, methods] : paths())
            for (const auto& [method, operation] : methods.as_object())
                show(std::string(path), std::string(method), operation.as_object());
    }

  private:
    class kept final : public http::answer_channel {
      public:
        void answer(const ticket&, http::response&& what) override { told = std::move(what); }
        void abandon(const ticket&) override {}
        std::optional<http::response> told;
    };
    static http::response read(front& from) {
        const auto channel = std::make_shared<kept>();
        from.handle(front_scene::to(http::method::get, "/openapi.json"), http::responder(channel, {}));
        check(channel->told && channel->told->status == 200, "the document is served");
        return std::move(*channel->told);
    }
};

const described& the_api() {
    static const described once;
    return once;
}

TEST(TheApiDocument, HoldsEveryRouteUnderItsMethod) {
    for (const auto& each : the_api().routes) {
        if (each.operation == "issue_command") continue;
        std::string method(http::to_string(each.method));
        for (auto& letter : method) letter = static_cast<char>(std::tolower(letter));
        const auto* path = the_api().paths().if_contains(each.pattern);
        ASSERT_NE(path, nullptr) << each.pattern;
        const auto* operation = path->as_object().if_contains(method);
        ASSERT_NE(operation, nullptr) << method << ' ' << each.pattern;
        EXPECT_EQ(operation->at("operationId").as_string(), each.operation);
        EXPECT_TRUE(operation->at("responses").as_object().contains(std::to_string(each.success))) << each.operation;
    }
}

TEST(TheApiDocument, HoldsEveryCommandWithItsFieldsRejectionsAndResults) {
    const auto commands = all_commands();
    ASSERT_GT(commands.size(), 40U);
    for (const auto& each : commands) {
        const auto* path = the_api().paths().if_contains("/v1/commands/" + each.name);
        ASSERT_NE(path, nullptr) << each.name;
        const auto& operation = path->at("post");
        const auto& schema = operation.at("requestBody").at("content").at("application/json").at("schema");
        EXPECT_EQ(schema.at("additionalProperties"), value(false));
        for (const auto& field : each.fields) {
            EXPECT_TRUE(schema.at("properties").as_object().contains(field.name)) << each.name << ' ' << field.name;
            const auto* required = schema.as_object().if_contains("required");
            const bool listed = required != nullptr && std::count(required->as_array().begin(),
                                                                  required->as_array().end(), value(field.name)) == 1;
            EXPECT_EQ(listed, field.mandatory) << each.name << ' ' << field.name;
        }
        EXPECT_EQ(operation.at("x-rejections").as_array().size(), each.rejections.size());
        EXPECT_EQ(operation.at("x-results").as_array().size(), each.results.size());
    }
}

TEST(TheApiDocument, HoldsTheSchemaOfEveryEventType) {
    for (const auto& each : all_event_types())
        EXPECT_TRUE(
            the_api().schemas().contains("event." + std::string(each.name) + ".v" + std::to_string(each.version)))
            << each.name;
}

TEST(TheApiDocument, RefersToNothingThatIsNotInIt) {
    std::size_t references = 0;
    described::walk(the_api().document, "", [&](const object& one, const std::string& at) {
        const auto* reference = one.if_contains("$ref");
        if (reference == nullptr) return;
        ++references;
        constexpr std::string_view start = "#/components/schemas/";
        const std::string_view to = reference->as_string();
        ASSERT_TRUE(to.starts_with(start)) << at;
        EXPECT_TRUE(the_api().schemas().contains(to.substr(start.size()))) << at << ": " << to;
    });
    EXPECT_GT(references, 50U);
}

TEST(TheApiDocument, NamesEachOperationOnceAndEachParameterOfItsPath) {
    std::set<std::string> names;
    the_api().each_operation([&](const std::string& path, const std::string& method, const object& operation) {
        const std::string name(operation.at("operationId").as_string());
        EXPECT_TRUE(names.insert(name).second) << name;
        EXPECT_FALSE(operation.at("summary").as_string().empty()) << name;
        std::set<std::string> declared;
        if (const auto* parameters = operation.if_contains("parameters"))
            for (const auto& each : parameters->as_array()) {
                const std::string in(each.at("in").as_string());
                EXPECT_TRUE(declared.insert(in + " " + std::string(each.at("name").as_string())).second) << name;
                EXPECT_EQ(each.as_object().contains("required"), in == "path") << name;
                EXPECT_TRUE(each.as_object().contains("schema")) << name;
            }
        EXPECT_TRUE(declared.contains("header Accept-Language")) << name;
        EXPECT_EQ(declared.contains("header If-None-Match"), method == "get") << name;
        for (auto at = path.find('{'); at != std::string::npos; at = path.find('{', at + 1))
            EXPECT_TRUE(declared.contains("path " + path.substr(at + 1, path.find('}', at) - at - 1))) << path;
    });
}

TEST(TheApiDocument, SaysOfEachOperationWhichProblemsItMayAnswer) {
    the_api().each_operation([&](const std::string& path, const std::string& method, const object& operation) {
        const auto& responses = operation.at("responses").as_object();
        for (const auto* status : {"400", "408", "414", "429", "431", "500", "503"})
            EXPECT_TRUE(responses.contains(status)) << path;
        const auto* security = operation.if_contains("security");
        const bool open = security != nullptr && security->as_array().empty();
        // Who signs in may do so with a wrong password.
        EXPECT_EQ(!open || operation.at("operationId") == value("sign_in"), responses.contains("401")) << path;
        // Positions to be read may be of another log.
        EXPECT_EQ(method == "get", responses.contains("304")) << path;
        const bool reads = method == "get" && !open;
        EXPECT_TRUE(!reads || responses.contains("409")) << path;
        for (const auto& [status, response] : responses) {
            EXPECT_FALSE(response.at("description").as_string().empty()) << path;
            const bool tagged = method == "get" && status[0] < '4';
            EXPECT_EQ(response.as_object().contains("headers"), tagged) << path << ' ' << std::string(status);
            if (status[0] < '4') continue;
            EXPECT_TRUE(response.at("content").as_object().contains("application/problem+json")) << path;
        }
    });
}

// For validators of others: PARCOURS_OPENAPI_FILE names a file to write the document to.
TEST(TheApiDocument, IsOpenApi31) {
    EXPECT_EQ(the_api().document.at("openapi").as_string(), "3.1.0");
    EXPECT_EQ(the_api().document.at("info").at("title").as_string(), "Parcours");
    const std::set<std::string> allowed{"openapi",  "info",       "jsonSchemaDialect", "servers", "paths",
                                        "webhooks", "components", "security",          "tags",    "externalDocs"};
    for (const auto& [key, each] : the_api().document) EXPECT_TRUE(allowed.contains(std::string(key))) << key;
    const char* file = std::getenv("PARCOURS_OPENAPI_FILE");
    if (file != nullptr) std::ofstream(file) << the_api().document;
}

}  // namespace
}  // namespace parcours
