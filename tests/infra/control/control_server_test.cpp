// SPDX-License-Identifier: Apache-2.0
#include "infra/control/control_server.hpp"

#include <cstdlib>
#include <fstream>
#include <thread>

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "infra/control/control_protocol.hpp"

namespace parcours {
namespace {

constexpr std::int64_t wait_ms = 5'000;

std::string socket_path(const std::string& name) {
    const char* folder = std::getenv("TMPDIR");
    return std::string(folder == nullptr ? "/tmp" : folder) + '/' + name;
}

control_server::handler echo() {
    return [](const std::vector<std::string>& words, const std::function<void(control_answer)>& then) {
        then({words.empty() ? 2 : 0, R"({"first":")" + (words.empty() ? "" : words.front()) + "\"}"});
    };
}

TEST(AControlSocket, AnswersWhoHoldsTheToken) {
    const auto path = socket_path("echo.socket");
    control_server server(path, "secret", echo());
    ASSERT_TRUE(server.start());
    const auto answer = ask_control(path, {"drain"}, wait_ms);
    ASSERT_TRUE(answer) << answer.error().context;
    EXPECT_EQ(answer->code, 0);
    EXPECT_EQ(answer->json, R"({"first":"drain"})");
}

TEST(AControlSocket, RefusesAnotherToken) {
    const auto path = socket_path("refuse.socket");
    control_server server(path, "secret", echo());
    ASSERT_TRUE(server.start());
    std::ofstream(path + ".token") << "guessed";
    const auto answer = ask_control(path, {"drain"}, wait_ms);
    ASSERT_TRUE(answer) << answer.error().context;
    EXPECT_EQ(answer->code, 2);
}

TEST(AControlSocket, RemovesNothingThatIsNoSocket) {
    const auto path = socket_path("precious.txt");
    std::ofstream(path) << "precious";
    control_server server(path, "secret", echo());
    const auto started = server.start();
    ASSERT_FALSE(started);
    EXPECT_EQ(started.error().code, failure_code::invalid);
    std::string kept;
    std::ifstream(path) >> kept;
    EXPECT_EQ(kept, "precious");
}

TEST(AControlSocket, HasAPathThatASocketCanHave) {
    control_server server(socket_path(std::string(200, 'x')), "secret", echo());
    const auto started = server.start();
    ASSERT_FALSE(started);
    EXPECT_NE(started.error().context.find("control.socket"), std::string::npos);
}

TEST(AControlSocket, BelongsToItsOwnerAlone) {
    const auto path = socket_path("owner.socket");
    control_server server(path, "secret", echo());
    ASSERT_TRUE(server.start());
    struct stat socket {};
    struct stat token {};
    ASSERT_EQ(::stat(path.c_str(), &socket), 0);
    ASSERT_EQ(::stat((path + ".token").c_str(), &token), 0);
    EXPECT_EQ(socket.st_mode & 077U, 0U);
    EXPECT_EQ(token.st_mode & 077U, 0U);
}

TEST(AControlSocket, AnswersLaterFromAnotherThread) {
    const auto path = socket_path("later.socket");
    std::thread worker;
    control_server server(path, "secret", [&](const auto&, std::function<void(control_answer)> then) {
        worker = std::thread([then = std::move(then)] { then({1, R"({"error":"no"})"}); });
    });
    ASSERT_TRUE(server.start());
    const auto answer = ask_control(path, {"rebuild", "offers"}, wait_ms);
    worker.join();
    ASSERT_TRUE(answer) << answer.error().context;
    EXPECT_EQ(answer->code, 1);
}

TEST(AControlSocket, ThatNobodyHoldsIsSaidToBeUnavailable) {
    const auto answer = ask_control(socket_path("nobody.socket"), {"drain"}, wait_ms);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, failure_code::unavailable);
}

TEST(AControlMessage, ThatIsNoneIsRefused) {
    for (const auto* line : {"", "{}", "[]", R"({"token":1,"words":[]})", R"({"token":"a","words":[1]})", "{"})
        EXPECT_FALSE(read_control_request(line)) << line;
    EXPECT_FALSE(read_control_answer(R"({"code":"0","answer":{}})"));
}

}  // namespace
}  // namespace parcours
