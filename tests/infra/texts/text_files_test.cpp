// SPDX-License-Identifier: Apache-2.0
#include "infra/texts/text_files.hpp"

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>

#include <gtest/gtest.h>

#include "events/json/json_problem.hpp"
#include "tests/support/scratch_folder.hpp"

namespace parcours {
namespace {

std::string root() {
    const char* given = std::getenv("PARCOURS_SOURCE_DIR");
    return given != nullptr ? given : ".";
}

text_files shipped() {
    auto read = text_files::read(root() + "/texts");
    EXPECT_TRUE(read.has_value());
    if (!read) ADD_FAILURE() << to_string(read.error());
    return *std::move(read);
}

TEST(TheShippedTexts, HaveTheSameKeysAndArgumentsInEachLanguage) {
    const auto words = shipped();
    const std::regex argument("\\{[a-z_]+\\}");
    for (const auto& [key, french] : words.of("fr")) {
        const auto& english = words.of("en").at(key);
        const auto arguments = [&](const std::string& text) {
            return std::set<std::string>(std::sregex_token_iterator(text.begin(), text.end(), argument), {});
        };
        EXPECT_EQ(arguments(french), arguments(english)) << key;
    }
}

// Codes as the sources of the API and of the server write them.
std::set<std::string> codes_written(const std::string& folder, const std::regex& pattern) {
    std::set<std::string> found;
    for (const auto& file : std::filesystem::recursive_directory_iterator(root() + "/" + folder)) {
        if (file.path().extension() != ".cpp" && file.path().extension() != ".hpp") continue;
        std::ifstream stream(file.path());
        const std::string text{std::istreambuf_iterator<char>(stream), {}};
        for (std::sregex_iterator at(text.begin(), text.end(), pattern), end; at != end; ++at) found.insert((*at)[1]);
    }
    return found;
}

TEST(EveryProblem, ThatTheSourcesNameIsSaidInWords) {
    const auto words = shipped();
    const std::regex refused(R"re((?:refuse|problem_of|refused)\([^;"]{0,60}[45][0-9][0-9], "([a-z_0-9]+)")re");
    auto codes = codes_written("query_api", refused);
    codes.merge(codes_written("infra/http", refused));
    EXPECT_GT(codes.size(), 20u);
    for (const auto& code : codes) {
        EXPECT_TRUE(words.of("fr").contains("problem." + code + ".title")) << code;
        EXPECT_TRUE(words.of("fr").contains("problem." + code + ".detail")) << code;
    }
}

TEST(EveryFieldFault, ThatTheSourcesNameIsSaidInWords) {
    const auto words = shipped();
    const auto codes = codes_written(
        "query_api",
        std::regex(R"re((?:note\("[a-z_]+"|note\(name|pointer_to\([^"]{1,40}\)|where|"/token"), "([a-z_]+)")re"));
    EXPECT_GT(codes.size(), 3u);
    for (const auto& code : codes) EXPECT_TRUE(words.of("fr").contains("field." + code)) << code;
}

TEST(EveryFieldFault, ThatACommandCanHaveIsSaidInWords) {
    const auto words = shipped();
    auto codes = codes_written(
        "commands", std::regex(R"re((?:push_back\(\{[^;{}]{1,90}?, |refuse\(|fault = )"([a-z_]+)"(?:,|\)))re"));
    EXPECT_TRUE(codes.contains("unknown_code") && codes.contains("not_json") && codes.contains("too_small"));
    EXPECT_GT(codes.size(), 20u);
    for (const auto fault :
         {json_fault::missing, json_fault::unknown_field, json_fault::wrong_type, json_fault::invalid})
        codes.emplace(to_string(fault));
    for (const auto& code : codes)
        for (const auto* language : {"fr", "en"})
            EXPECT_TRUE(words.of(language).contains("field." + code)) << language << ' ' << code;
}

TEST(AText, PutsArgumentsInTheirPlaces) {
    const auto words = shipped();
    EXPECT_EQ(words.say("field.too_long", "en", {{"limit", "12"}}), "This text is too long: 12 at most.");
    EXPECT_EQ(words.say("field.too_long", "fr", {{"limit", "12"}}), "Ce texte est trop long : 12 au plus.");
    EXPECT_EQ(words.say("field.too_long", "de", {{"limit", "{x}"}}), "Ce texte est trop long : {x} au plus.");
    EXPECT_EQ(words.say("no.such.key", "fr"), "no.such.key");
}

TEST(ALanguage, IsChosenByItsWeight) {
    const auto words = shipped();
    EXPECT_EQ(words.language_for(""), "fr");
    EXPECT_EQ(words.language_for("en"), "en");
    EXPECT_EQ(words.language_for("EN-us"), "en");
    EXPECT_EQ(words.language_for("de, en;q=0.3, fr;q=0.2"), "en");
    EXPECT_EQ(words.language_for("en;q=0.5, fr;q=0.8"), "fr");
    EXPECT_EQ(words.language_for("en;q=0"), "fr");
    EXPECT_EQ(words.language_for("*"), "fr");
    EXPECT_EQ(words.language_for("en;q=nonsense, fr;q=0.1"), "fr");
    EXPECT_EQ(words.language_for(std::string(100'000, ',')), "fr");
}

TEST(TextFiles, ThatDisagreeOrHoldNoTextAreRefused) {
    const scratch_folder folder;
    std::ofstream(folder / "fr.toml") << "[a]\nb = \"x\"\nc = 3\n";
    std::ofstream(folder / "en.toml") << "[a]\n";
    const auto read = text_files::read(folder.path());
    ASSERT_FALSE(read);
    EXPECT_NE(to_string(read.error()).find("a.c is no text"), std::string::npos);
    EXPECT_NE(to_string(read.error()).find("a.b is missing"), std::string::npos);
    EXPECT_FALSE(text_files::read("/nowhere"));
}

}  // namespace
}  // namespace parcours
