// SPDX-License-Identifier: Apache-2.0
// Positions over HTTP: whoever was told one waits for it, and nobody for one that they made up.
#include "tests/infra/processes/a_served_platform.hpp"

namespace parcours {
namespace {

struct told_positions : a_served_platform {
    std::string writes(const std::string& token, const std::string& key) const {
        const auto got = send("POST", "/v1/commands/account.set_preferences", token,
                              R"({"account":")" + accounts.at("ana") + R"(","language":"en","notifications":[]})",
                              "Idempotency-Key: " + key + "\r\n");
        EXPECT_EQ(got.status, 200) << got.body;
        return std::string(boost::json::parse(got.body).at("position").as_string());
    }
    int reads_after(const std::string& token, const std::string& position) const {
        return send("GET", "/v1/me", token, {}, "Read-After: " + position + "\r\n").status;
    }
};

TEST(APositionThatWasTold, IsWaitedForByWhoeverWasGivenItAndIsTheSameInARepeat) {
    told_positions with;
    const auto ana = with.signs_in("ana").first;
    const auto eva = with.signs_in("eva").first;
    const auto position = with.writes(ana, "a-key");
    EXPECT_EQ(with.reads_after(ana, position), 200);
    EXPECT_EQ(with.reads_after(eva, position), 200);
    EXPECT_EQ(with.reads_after(eva, position + ", " + position), 200);
    EXPECT_EQ(with.writes(ana, "a-key"), position);
}

TEST(APositionThatNobodyWasTold, IsMalformed) {
    told_positions with;
    const auto ana = with.signs_in("ana").first;
    const auto position = with.writes(ana, "a-key");
    const auto generation = to_hex(view(with.process->with().history.shape().generation));
    for (const auto& forged : {generation + ".0.0", generation + ".0.9999", std::string("x"), position + "A",
                               position + "," + generation + ".1.1"})
        EXPECT_EQ(with.reads_after(ana, forged), 400) << forged;
}

}  // namespace
}  // namespace parcours
