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
    for (int each = 0; each < 3; ++each) counted.on_ignored_record();
    EXPECT_TRUE(shows(counted, "parcours_command_seconds_count{name=\"application.submit\",outcome=\"done\"} 2\n"));
    EXPECT_TRUE(shows(counted, "parcours_request_seconds_count{operation=\"read_me\",status=\"200\"} 1\n"));
    EXPECT_TRUE(shows(counted, "parcours_projection_parked_total{projection=\"relations\"} 1\n"));
    EXPECT_TRUE(shows(counted, "parcours_log_ignored_records_total 3\n"));
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
