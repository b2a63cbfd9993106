// SPDX-License-Identifier: Apache-2.0
#include "infra/settings/charter_file.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "events/commit/digest.hpp"
#include "tests/infra/settings/vocabulary.hpp"

namespace parcours {
namespace {

// The shipped charter with one passage changed; everything wrong with it.
std::vector<file_problem> problems_after(const std::string& name, const std::string& passage,
                                         const std::string& changed) {
    auto text = shipped_charter_text(name);
    const auto at = text.find(passage);
    if (at == std::string::npos) {
        ADD_FAILURE() << "the charter does not hold: " << passage;
        return {};
    }
    text.replace(at, passage.size(), changed);
    const auto found = parse_charter(text, "changed.toml", tested_vocabulary());
    return found ? std::vector<file_problem>{} : found.error();
}

std::uint32_t line_of(const std::string& name, const std::string& passage) {
    const auto text = shipped_charter_text(name);
    const auto at = text.find(passage);
    return 1 +
           static_cast<std::uint32_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

bool names(const std::vector<file_problem>& problems, const std::string& reason) {
    return std::any_of(problems.begin(), problems.end(),
                       [&](const auto& each) { return each.reason.find(reason) != std::string::npos; });
}

TEST(AShippedCharter, HoldsTogether) {
    for (const auto* name : {"atouts-pour-tous", "nosemplois"}) {
        const auto terms = shipped_charter(name);
        EXPECT_EQ(terms.name, name);
        EXPECT_EQ(terms.text_digest, sha256(shipped_charter_text(name)));
        EXPECT_EQ(terms.languages, (std::vector<std::string>{"fr", "en"}));
        EXPECT_EQ(terms.role_order.front(), "candidate");
    }
}

// shows APT-ACC-01, APT-ACC-02, APT-ACC-03, APT-ACC-04, APT-ACC-05, APT-ACC-06
TEST(AtoutsPourTous, SaysWhoCreatesWhom) {
    const auto terms = shipped_charter("atouts-pour-tous");
    using names_of_roles = std::set<std::string>;
    EXPECT_FALSE(terms.roles.at("candidate").self_registration);
    EXPECT_EQ(terms.allows("visitor", "account.register"), nullptr);
    EXPECT_EQ(terms.roles.at("companion").creates, names_of_roles{"candidate"});
    EXPECT_EQ(terms.roles.at("supervisor").creates, (names_of_roles{"candidate", "companion", "supervisor"}));
    EXPECT_EQ(terms.roles.at("recruiter").creates, names_of_roles{"recruiter"});
    EXPECT_TRUE(terms.roles.at("recruiter").same_organisation_only);
    EXPECT_TRUE(terms.roles.at("supervisor").same_organisation_only);
    EXPECT_TRUE(terms.roles.at("administrator").creates.contains("recruiter"));
    EXPECT_TRUE(terms.roles.at("candidate").creates.empty());
}

// shows APT-GEN-05, APT-FON-10, APT-FON-11, APT-NOT-09, APT-RGT-10, APT-RGT-11, APT-SEC-02
TEST(AtoutsPourTous, SaysWhatItsDocumentsPromise) {
    const auto terms = shipped_charter("atouts-pour-tous");
    EXPECT_EQ(terms.minimum_age, 13U);
    EXPECT_TRUE(terms.companion_gate);
    EXPECT_TRUE(terms.sponsorship);
    EXPECT_FALSE(terms.public_offers);
    EXPECT_EQ(terms.legal.sender, "noreply@atoutspourtous.fr");
    EXPECT_EQ(terms.legal.hosting_region, "EU");
    EXPECT_NE(terms.legal.authority.find("CNIL"), std::string::npos);
    for (const auto* command :
         {"application.take_in_charge", "application.refuse", "application.declare_hiring", "offer.publish"}) {
        EXPECT_EQ(terms.commands.at(command).size(), 1U) << command;
        EXPECT_NE(terms.allows("recruiter", command), nullptr) << command;
    }
    for (const auto& field : terms.snapshot) {
        EXPECT_EQ(field.find("birth"), std::string::npos);
        EXPECT_EQ(field.find("situation"), std::string::npos);
    }
}

TEST(NosEmplois, HasNoGateAndLetsPeopleRegister) {
    const auto terms = shipped_charter("nosemplois");
    EXPECT_FALSE(terms.companion_gate);
    EXPECT_TRUE(terms.public_offers);
    EXPECT_TRUE(terms.roles.at("candidate").self_registration);
    EXPECT_TRUE(terms.roles.at("recruiter").self_registration);
    EXPECT_NE(terms.allows("visitor", "account.register"), nullptr);
    EXPECT_EQ(terms.companion_links, std::set<link_mode>{link_mode::requested});
    EXPECT_EQ(terms.allows("companion", "application.validate"), nullptr);
}

struct mistake {
    const char* what;
    const char* passage;
    const char* changed;
    const char* reason;
};
void PrintTo(const mistake& one, std::ostream* out) { *out << one.what; }
class AMistakeInACharter : public testing::TestWithParam<mistake> {};

TEST_P(AMistakeInACharter, IsNamedAtItsLine) {
    const auto& [what, passage, changed, reason] = GetParam();
    const auto problems = problems_after("atouts-pour-tous", passage, changed);
    ASSERT_FALSE(problems.empty()) << what;
    EXPECT_TRUE(names(problems, reason)) << what << " gave:\n" << to_string(problems);
    const auto line = line_of("atouts-pour-tous", passage);
    const bool at_its_line = std::any_of(problems.begin(), problems.end(), [&](const auto& each) {
        return each.line == line && each.column > 0 && each.reason.find(reason) != std::string::npos;
    });
    EXPECT_TRUE(at_its_line) << "expected at line " << line << ":\n" << to_string(problems);
}

INSTANTIATE_TEST_SUITE_P(
    Each, AMistakeInACharter,
    testing::Values(
        mistake{"a mistyped key",
                "time_zone = ", "time_zon = ", "unknown key \"time_zon\"; did you mean \"time_zone\"?"},
        mistake{"a mistyped switch", "companion_gate = true", "companion_gat = true",
                "did you mean \"companion_gate\"?"},
        mistake{"a number for a truth value", "sponsorship = true", "sponsorship = 1",
                "must be true or false, and is an integer"},
        mistake{"no such zone", "time_zone = \"Europe/Paris\"", "time_zone = \"Europe/Pari\"", "unknown time zone"},
        mistake{"a number out of range", "minimum_age = 13", "minimum_age = 130", "must be 0 to 18"},
        mistake{"no such role", "[roles.recruiter]", "[roles.recruter]", "did you mean \"recruiter\"?"},
        mistake{"creating a role nobody knows", "creates = [\"candidate\"]", "creates = [\"candidat\"]",
                "unknown role \"candidat\""},
        mistake{"no such command",
                "\"application.withdraw\" =", "\"application.witdraw\" =", "did you mean \"application.withdraw\"?"},
        mistake{"no such audience", "\"application.draft\" = { candidate = [\"self\"] }",
                "\"application.draft\" = { candidate = [\"sel\"] }",
                "unknown audience \"sel\"; did you mean \"self\"?"},
        mistake{"a command nobody may issue", "\"application.edit\" = { candidate = [\"self\"] }",
                "\"application.edit\" = {}", "a command that nobody may issue"},
        mistake{"a relation that cannot be", "\"offer.publish\" = { recruiter = [\"recruiter_of_target\"] }",
                "\"offer.publish\" = { recruiter = [\"companion\"] }", "a \"recruiter\" is never \"companion\""},
        mistake{"no such field group", "meetings = {", "meeting = {", "did you mean \"meetings\"?"},
        mistake{"no such right", "draft = { self = \"edit\",", "draft = { self = \"write\",",
                "a right is \"read\" or \"edit\""},
        mistake{"a draft shown to a companion", "draft = { self = \"edit\",", "draft = { companion = \"read\",",
                "a draft is the candidate's alone"},
        mistake{"an awaiting application shown to recruiters", "application = { self",
                "application = { recruiter = \"read\", self", "awaits validation"},
        mistake{"follow-up shown to the target", "followup = { self",
                "followup = { recruiter_of_target = \"read\", self", "never a recruiter's"},
        mistake{"mandatory and forbidden", "forbidden = [\"birth_date\"]\n\n[roles.analyst]",
                "forbidden = [\"email\"]\n\n[roles.analyst]", "mandatory and forbidden at once"},
        mistake{"public offers that nobody sees", "public_offers = false", "public_offers = true",
                "contradict each other"},
        mistake{"a missing French text", "label = { fr = \"Candidat\", en = \"Candidate\" }",
                "label = { en = \"Candidate\" }", "the fr text of \"label\" is missing"},
        mistake{"a blank text", "no_position = { fr = \"Pas de poste disponible\",", "no_position = { fr = \" \",",
                "blank"},
        mistake{"an undeclared language",
                "no_position = { fr =", "no_position = { de = \"Nein\", fr =", "unknown language \"de\""},
        mistake{"a sensitive snapshot", "\"profile.title\",", "\"sensitive.disability\",",
                "it never leaves the candidate's file"},
        mistake{"no such facet", "\"age_band\"", "\"age_bandd\"", "did you mean \"age_band\"?"},
        mistake{"no sender", "sender = \"noreply@atoutspourtous.fr\"", "sender = \"noreply\"", "is no e-mail address"},
        mistake{"no such label", "\"meeting.held\" =", "\"meeting.hold\" =", "did you mean \"meeting.held\"?"},
        mistake{"submission on behalf that nobody may", "submit_on_behalf = false", "submit_on_behalf = true",
                "no companion may issue"}));

TEST(ACharterWithManyMistakes, NamesThemAllInTheFilesOrder) {
    const auto problems = problems_after("atouts-pour-tous", "public_offers = false\ndirectory = true",
                                         "public_offer = false\ndirectory = \"yes\"");
    EXPECT_TRUE(names(problems, "unknown key \"public_offer\"; did you mean \"public_offers\"?"));
    EXPECT_TRUE(names(problems, "\"public_offers\" is missing in [switches]"));
    EXPECT_TRUE(names(problems, "\"directory\" must be true or false, and is a text"));
    EXPECT_TRUE(std::is_sorted(problems.begin(), problems.end(),
                               [](const auto& one, const auto& other) { return one.line < other.line; }));
    EXPECT_EQ(to_string(problems.front()).substr(0, 13), "changed.toml:");
}

TEST(AGateWithoutCompanionLinks, IsRefusedWhereverItIsSaid) {
    const auto problems =
        problems_after("atouts-pour-tous", "companion_links = [\"assigned\"]", "companion_links = []");
    EXPECT_TRUE(names(problems, "a gate without companions"));
    EXPECT_TRUE(names(problems, "links are never assigned, yet \"companion_link.assign\" may be issued"));
}

TEST(ACharterWithoutItsValidators, IsRefusedUnderAGate) {
    const auto problems = problems_after(
        "atouts-pour-tous",
        "\"application.validate\" = { companion = [\"companion\"], supervisor = [\"supervisor\"] }\n", "");
    EXPECT_TRUE(names(problems, "a gate that nobody opens"));
}

TEST(AnUngatedCharter, HasNothingToValidate) {
    EXPECT_TRUE(names(problems_after("atouts-pour-tous", "companion_gate = true", "companion_gate = false"),
                      "so nothing to validate"));
}

TEST(TextThatIsNoToml, IsRefusedWhereTheParserGaveUp) {
    const auto found = parse_charter("name = \"x\"\ntitle = {\n", "broken.toml", tested_vocabulary());
    ASSERT_FALSE(found);
    ASSERT_EQ(found.error().size(), 1U);
    EXPECT_EQ(found.error()[0].line, 2U);
}

// A header without a key makes the library assert.
TEST(AFileThatLeadsTheLibraryAstray, IsRefusedAtItsLine) {
    const auto found = parse_charter("name = \"x\"\n\n[[]\ntitle = 1\n", "broken.toml", tested_vocabulary());
    ASSERT_FALSE(found.has_value());
    ASSERT_EQ(found.error().size(), 1U);
    EXPECT_EQ(found.error().front().line, 3U);
}

TEST(AnEmptyCharter, SaysWhatIsMissing) {
    const auto found = parse_charter("", "empty.toml", tested_vocabulary());
    ASSERT_FALSE(found);
    for (const auto* key :
         {"name", "title", "time_zone", "switches", "roles", "commands", "visibility", "legal", "labels"})
        EXPECT_TRUE(names(found.error(), fmt::format("\"{}\" is missing", key))) << key;
}

TEST(AMissingFile, IsAProblemWithItsName) {
    const auto found = read_charter_file("/nowhere/charter.toml", tested_vocabulary());
    ASSERT_FALSE(found);
    EXPECT_EQ(to_string(found.error()[0]), "/nowhere/charter.toml: the file cannot be opened");
}

}  // namespace
}  // namespace parcours
