// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "infra/operator/operator_server.hpp"
#include "tests/wire/client.hpp"

namespace parcours {

// A port whose views are the test's.
struct operated {
    operated() : under_test("127.0.0.1", 0, views()) {
        const auto started = under_test.start();
        EXPECT_TRUE(started.has_value());
        if (started) port = *started;
    }
    operator_views views() {
        return {[] { return std::string("parcours_up 1\n"); },
                [this] {
                    if (fails) throw std::runtime_error("a check that fails");
                    return std::vector<readiness>{{"log", true, "reads on"}, {"vault", vault_ready, "says \"no\"\n"}};
                },
                [] { return std::string("info"); }};
    }
    std::optional<wire_answer> ask(const std::string& target, const std::string& method = "GET",
                                   const std::string& lines = {}) const {
        wire_client client(port);
        return client.ask(method + " " + target + " HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n");
    }

    std::atomic<bool> vault_ready{true};
    std::atomic<bool> fails{false};
    operator_server under_test;
    std::uint16_t port = 0;
};

}  // namespace parcours
