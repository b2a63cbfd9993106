// SPDX-License-Identifier: Apache-2.0
#include "infra/operator/metrics.hpp"

#include <gtest/gtest.h>

namespace parcours {
namespace {

bool shows(const metrics& counted, const std::string& text) { return counted.text().find(text) != std::string::npos; }

TEST(Metrics, CountByNameAndOutcome) {
    metrics counted;
    counted.on_command("application.submit", "done", 0.002);
    counted.on_command("application.submit", "done", 0.002);
    counted.on_request("read_me", 200, 0.001);
    counted.on_parked("relations");
    EXPECT_TRUE(shows(counted, "application.submit"));
    EXPECT_TRUE(shows(counted, "read_me"));
    EXPECT_TRUE(shows(counted, "relations"));
}

TEST(Metrics, AskForGaugesAtEachScrape) {
    metrics counted;
    double value = 1;
    counted.read_from([&] { return std::vector<gauge_reading>{{"parcours_ready", "vault", value}}; });
    EXPECT_TRUE(shows(counted, "vault\"} 1\n"));
    value = 7;
    EXPECT_TRUE(shows(counted, "vault\"} 7\n"));
}

}  // namespace
}  // namespace parcours
