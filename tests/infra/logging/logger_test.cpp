// SPDX-License-Identifier: Apache-2.0
#include "infra/logging/logger.hpp"

#include <thread>

#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace parcours {
namespace {

struct diverted_logger {
    explicit diverted_logger(log_level least = log_level::info) : under_test(least) {
        under_test.divert([this](const std::string& line) {
            const std::lock_guard hold(guard);
            lines.push_back(line);
        });
    }
    boost::json::object last() const { return boost::json::parse(lines.back()).as_object(); }

    std::mutex guard;
    std::vector<std::string> lines;
    logger under_test;
};

TEST(ALogLine, IsOneJsonObject) {
    diverted_logger log;
    log.under_test.write(log_level::warning, "command_refused",
                         {log_field::name("application.submit"), log_field::status(409), log_field::duration_ms(1.5),
                          log_field::count("events", 3), log_field::at({2, 77}), log_field::outcome("duplicate")});
    const auto line = log.last();
    EXPECT_EQ(line.at("level"), "warning");
    EXPECT_EQ(line.at("event"), "command_refused");
    EXPECT_EQ(line.at("name"), "application.submit");
    EXPECT_EQ(line.at("status").as_int64(), 409);
    EXPECT_EQ(line.at("duration_ms").as_double(), 1.5);
    EXPECT_EQ(line.at("events").as_int64(), 3);
    EXPECT_EQ(line.at("position"), "2.77");
    EXPECT_TRUE(parse_instant(line.at("time").as_string()));
}

RC_GTEST_PROP(ALogLine, HoldsAnyTextWithoutBreaking, (const std::string& text)) {
    std::string printable;
    for (const char c : text) printable += static_cast<char>(c & 0x7F);
    diverted_logger log;
    log.under_test.write(log_level::error, "failed", {log_field::failed({failure_code::io, printable})});
    RC_ASSERT(log.lines.back().find('\n') == std::string::npos);
    RC_ASSERT(log.last().at("failure").as_string() == "io: " + printable);
}

TEST(ALogLine, WithAQuoteOrALineBreakStaysOne) {
    diverted_logger log;
    log.under_test.write(log_level::error, "failed", {log_field::path("a\"b\\c\nd\x01")});
    EXPECT_EQ(log.lines.back().find('\n'), std::string::npos);
    EXPECT_EQ(log.last().at("path"), "a\"b\\c\nd\x01");
}

TEST(ALogLine, OfInvalidUtf8StillParses) {
    diverted_logger log;
    log.under_test.write(log_level::error, "failed", {log_field::path("a\xff\xfe")});
    EXPECT_TRUE(log.last().contains("path"));
}

TEST(ALogLine, BelowTheLevelIsNotWritten) {
    diverted_logger log;
    log.under_test.write(log_level::debug, "seen", {});
    EXPECT_TRUE(log.lines.empty());
    log.under_test.set_level(log_level::debug);
    log.under_test.write(log_level::debug, "seen", {});
    EXPECT_EQ(log.lines.size(), 1u);
    EXPECT_EQ(parse_log_level("warning"), log_level::warning);
    EXPECT_FALSE(parse_log_level("loud"));
}

TEST(ALogger, MayBeToldFromManyThreads) {
    diverted_logger log;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&] {
            for (int i = 0; i < 100; ++i) log.under_test.write(log_level::info, "seen", {log_field::count("n", i)});
        });
    for (auto& each : threads) each.join();
    EXPECT_EQ(log.lines.size(), 400u);
}

}  // namespace
}  // namespace parcours
