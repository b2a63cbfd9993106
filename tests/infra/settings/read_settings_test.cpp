// SPDX-License-Identifier: Apache-2.0
#include "infra/settings/read_settings.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "infra/settings/setting_list.hpp"

namespace parcours {
namespace {

std::string written(const std::string& text) {
    const char* folder = std::getenv("TMPDIR");
    const std::string path = std::string(folder == nullptr ? "/tmp" : folder) + "/parcours-settings.toml";
    std::ofstream(path) << text;
    return path;
}

settings_sources with_file(const std::string& text) {
    settings_sources from;
    from.file = written(text);
    return from;
}

TEST(Settings, TakeTheFileThenTheEnvironmentThenFlags) {
    auto from = with_file(
        "[http]\nport = 1000\nthreads = 3\norigins = [\"https://a.example\"]\n[vault]\nrecovery = "
        "\"none\"\n[operator]\nport = 5\n");
    from.environment = [](const std::string& name) {
        if (name == "PARCOURS_HTTP_PORT") return std::optional<std::string>("2000");
        if (name == "PARCOURS_OPERATOR_PORT") return std::optional<std::string>("6");
        return std::optional<std::string>();
    };
    from.flags = {{"http.port", "3000"}};
    const auto read = read_settings(from);
    ASSERT_TRUE(read) << to_string(read.error());
    EXPECT_EQ(read->http_port, 3000);
    EXPECT_EQ(read->operator_port, 6);
    EXPECT_EQ(read->http_threads, 3);
    EXPECT_EQ(read->http_origins, std::vector<std::string>{"https://a.example"});
    EXPECT_EQ(read->log, "embedded");
}

TEST(Settings, RefuseAnUnknownKeyWithTheNearestAndItsPlace) {
    const auto read = read_settings(with_file("[vault]\nrecovery = \"none\"\n[http]\nprot = 1\n"));
    ASSERT_FALSE(read);
    ASSERT_EQ(read.error().size(), 1U);
    EXPECT_EQ(read.error()[0].line, 4U);
    EXPECT_NE(read.error()[0].reason.find("did you mean \"http.port\"?"), std::string::npos) << read.error()[0].reason;
}

TEST(Settings, RefuseANameOfTheEnvironmentThatIsNearlyOne) {
    auto from = with_file("[vault]\nrecovery = \"none\"\n");
    from.environment_names = {"PARCOURS_HTTP_PORT", "PARCOURS_BIN_DIR", "PATH", "PARCOURS_HTTP_PRT"};
    const auto read = read_settings(from);
    ASSERT_FALSE(read);
    ASSERT_EQ(read.error().size(), 1U);
    EXPECT_EQ(read.error()[0].file, "PARCOURS_HTTP_PRT");
    EXPECT_NE(read.error()[0].reason.find("PARCOURS_HTTP_PORT"), std::string::npos) << read.error()[0].reason;
}

TEST(Settings, RefuseAnEmptyFolderAndOnePortForTwo) {
    auto from = with_file("[vault]\nrecovery = \"none\"\n[http]\nport = 7\n[operator]\nport = 7\n");
    from.flags = {{"data.folder", ""}};
    const auto read = read_settings(from);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().size(), 2U) << to_string(read.error());
}

TEST(Settings, RefuseValuesOfTheWrongKindOrRange) {
    const auto read = read_settings(with_file("[http]\nport = \"x\"\nthreads = 0\n[log]\nkind = \"paper\"\n"));
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().size(), 3U) << to_string(read.error());
    auto flags = with_file("");
    flags.flags = {{"http.port", "80x"}, {"http.prot", "1"}};
    const auto flagged = read_settings(flags);
    ASSERT_FALSE(flagged);
    EXPECT_EQ(flagged.error().size(), 2U) << to_string(flagged.error());
}

TEST(Settings, RefuseWhatCannotHoldTogether) {
    const auto read = read_settings(with_file("[log]\nkind = \"kafka\"\n[http]\nkey_file = \"k.pem\"\n"));
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().size(), 3U) << to_string(read.error());  // no broker, no certificate, no recovery
}

struct what_is_said_of_kafka : testing::TestWithParam<std::pair<const char*, const char*>> {};
using WhatIsSaidOfKafka = what_is_said_of_kafka;

TEST_P(WhatIsSaidOfKafka, MustHoldTogether) {
    const auto [lines, word] = GetParam();
    const auto read = read_settings(
        with_file(std::string("[vault]\nrecovery = \"none\"\n[log]\nkind = \"kafka\"\n[kafka]\n") + lines));
    if (std::string(word).empty()) {
        EXPECT_TRUE(read) << to_string(read.error());
        return;
    }
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().size(), 1U) << to_string(read.error());
    EXPECT_NE(to_string(read.error()).find(word), std::string::npos) << to_string(read.error());
}

INSTANTIATE_TEST_SUITE_P(
    All, WhatIsSaidOfKafka,
    testing::Values(
        std::pair("bootstrap = \"a:1\"\nprefix = \"p\"\n", ""), std::pair("bootstrap = \"a:1,[::1]:9093\"\n", ""),
        std::pair("bootstrap = \"a\"\n", "\"a\" is not host:port"),
        std::pair("bootstrap = \"a:1, b:2\"\n", "\" b:2\" is not host:port"),
        std::pair("bootstrap = \"ssl://a:1\"\n", "is not host:port"),
        std::pair("bootstrap = \"a:99999\"\n", "is not host:port"),
        std::pair("bootstrap = \"a:1\"\nca_file = \"ca.pem\"\n", "it would not be used"),
        std::pair("bootstrap = \"a:1\"\nsecurity = \"ssl\"\nsasl_user = \"u\"\n", "it would not be used"),
        std::pair("bootstrap = \"a:1\"\nsecurity = \"ssl\"\nca_file = \"ca.pem\"\n", ""),
        std::pair("bootstrap = \"a:1\"\nsecurity = \"ssl\"\nkey_file = \"k.pem\"\n", "belong together"),
        std::pair("bootstrap = \"a:1\"\nsecurity = \"sasl_ssl\"\nsasl_user = \"u\"\n", "kafka.sasl_password_file"),
        std::pair("bootstrap = \"a:1\"\nsecurity = \"sasl_ssl\"\nsasl_user = \"u\"\nsasl_password_file = \"f\"\n", ""),
        std::pair("bootstrap = \"a:1\"\nsecurity = \"sasl_plaintext\"\nsasl_mechanism = \"PLAIN\"\nsasl_user = \"u\"\n"
                  "sasl_password_file = \"f\"\n",
                  "could read the password"),
        std::pair("bootstrap = \"a:1\"\nsasl_password = \"hunter2\"\n", "kafka.sasl_password_file"),
        std::pair("bootstrap = \"a:1\"\nrequest_timeout_ms = 5\n", "100 to 60000")));

TEST(Settings, SayWhereAFileCannotBeRead) {
    settings_sources from;
    from.file = "/nowhere/parcours.toml";
    const auto read = read_settings(from);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error()[0].file, "/nowhere/parcours.toml");
}

TEST(TheListOfSettings, SaysEachKeyOnceWithADefaultInItsRange) {
    std::set<std::string_view> keys;
    const process_settings fresh;
    for (const auto& one : all_settings()) {
        EXPECT_TRUE(keys.insert(one.key).second) << one.key;
        if (const auto* number = std::get_if<setting::number>(&one.member)) {
            EXPECT_GE(fresh.**number, one.least) << one.key;
            EXPECT_LE(fresh.**number, one.most) << one.key;
        }
    }
}

TEST(ThePageOfLimits, IsWhatTheListSays) {
    const char* root = std::getenv("PARCOURS_SOURCE_DIR");
    const std::string path = std::string(root == nullptr ? "." : root) + "/docs/limits.md";
    if (std::getenv("PARCOURS_WRITE_GOLDEN") != nullptr) std::ofstream(path) << settings_markdown();
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    EXPECT_EQ(text.str(), settings_markdown()) << "PARCOURS_WRITE_GOLDEN=1 writes the page anew";
}

}  // namespace
}  // namespace parcours
