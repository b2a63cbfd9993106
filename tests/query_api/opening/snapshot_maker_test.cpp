// SPDX-License-Identifier: Apache-2.0
#include "query_api/opening/snapshot_maker.hpp"

#include <gtest/gtest.h>

#include "tests/support/accesses_in_memory.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/folded.hpp"
#include "tests/support/keys_in_memory.hpp"
#include "tests/support/sealing.hpp"

namespace parcours {
namespace {

const person_id ana{{1, 1}};
const person_id bruno{{1, 2}};

// A candidate's rows, sealed as in the log, and a charter that shows some of them.
struct a_candidate {
    keys_in_memory vault;
    accesses_in_memory accesses;
    fake_clock time{*parse_instant("2026-03-10T10:00:00Z")};
    sealing seal{vault};
    folded<accounts> people;
    folded<candidate_files> files;
    charter terms;
    person_id asker = ana;
    std::optional<access_entry> last_opened;

    a_candidate() {
        terms.snapshot = {"identity.first_name", "identity.last_name", "profile.title", "profile.skills"};
        terms.facets = {"age_band", "level"};
        files.given(ana, {candidate_file_opened{}});
        named("Ana", "Da Silva");
        wrote(profile_section::presentation, [](section_content& c) { c.title = "Développeuse"; });
    }
    void named(std::string first, std::string last, std::optional<calendar_day> born = calendar_day{2008, 3, 11}) {
        account_registered made;
        made.roles = {"candidate"};
        made.identity = seal(ana, &account_registered::identity, {std::move(first), std::move(last), born});
        made.contact = seal(ana, &account_registered::contact, {"ana@example.org", "0600000000", "44000"});
        people.given(ana, {std::move(made)});
    }
    template <class Fill>
    void wrote(profile_section section, Fill&& fill) {
        section_content content;
        fill(content);
        files.given(ana,
                    {candidate_section_updated{section, seal(ana, &candidate_section_updated::content, content), ana}});
    }
    opener cells_of(const caller& by) { return {vault, accesses, time, by, "read_snapshot"}; }
    expected<std::optional<candidate_snapshot>> made() {
        const caller by{{asker, "candidate", {}}, {}, "fr", {}};
        auto cells = cells_of(by);
        const auto account = people.row(ana);
        const auto file = files.row(ana);
        const snapshot_maker maker(terms, account, file, cells);
        const auto opened = cells.open();
        if (!opened) return tl::unexpected(opened.error());
        last_opened = *opened;
        return maker.make(time.now());
    }
};

// shows APT-VIS-04
TEST(ASnapshot, HoldsWhatTheCharterListsAndNothingElse) {
    a_candidate now;
    now.wrote(profile_section::skills, [](section_content& c) { c.skills = {"C++", "SQL"}; });
    now.wrote(profile_section::languages, [](section_content& c) {
        c.languages.emplace(1, language_entry{"portugais", "C2"});
    });
    const auto made = now.made().value().value();
    EXPECT_EQ(made.headline, (snapshot_headline{"Ana Da Silva", "Développeuse"}));
    snapshot_body expected_body;
    expected_body.first_name = "Ana";
    expected_body.last_name = "Da Silva";
    expected_body.title = "Développeuse";
    expected_body.skills = {"C++", "SQL"};
    EXPECT_EQ(made.body, expected_body);
}

TEST(ASnapshot, OpensNoCellThatItDoesNotNeed) {
    a_candidate now;
    now.wrote(profile_section::languages, [](section_content& c) {
        c.languages.emplace(1, language_entry{"portugais", "C2"});
    });
    now.terms.snapshot = {"profile.title"};
    now.terms.facets = {};
    const caller by{{bruno, "companion", {}}, {}, "fr", {}};
    auto cells = now.cells_of(by);
    const auto account = now.people.row(ana);
    const auto file = now.files.row(ana);
    const snapshot_maker maker(now.terms, account, file, cells);
    kept_cell other = account.identity;
    EXPECT_EQ(cells.ask(other, group::identity), 1U);  // one cell was asked for before: the presentation
}

TEST(ASnapshot, HoldsContactOnlyWhereTheCharterListsIt) {
    a_candidate now;
    now.terms.snapshot.insert(now.terms.snapshot.end(), {"contact.email", "contact.phone"});
    const auto made = now.made().value().value();
    EXPECT_EQ(made.body.email, "ana@example.org");
    EXPECT_EQ(made.body.phone, "0600000000");
    EXPECT_EQ(made.body.postcode, std::nullopt);
}

TEST(ASnapshot, IsNotMadeWhereANameIsMissing) {
    for (const auto& [first, last] : {std::pair{"", "Da Silva"}, std::pair{"Ana", " \t"}}) {
        a_candidate now;
        now.named(first, last);
        EXPECT_EQ(now.made().value().has_value(), false) << first << "|" << last;
    }
}

TEST(ASnapshot, IsNotMadeWhereTheNameIsErased) {
    a_candidate now;
    now.vault.erase(ana, category_name::identity);
    EXPECT_FALSE(now.made().value().has_value());
}

TEST(ASnapshot, LeavesEmptyWhatIsErased) {
    a_candidate now;
    now.vault.erase(ana, category_name::profile);
    EXPECT_EQ(now.made().value().value().headline, (snapshot_headline{"Ana Da Silva", ""}));
}

TEST(ASnapshot, IsNeverMadeOfAnOutageOfTheVault) {
    a_candidate now;
    now.vault.set_outage(true);
    const auto made = now.made();
    ASSERT_FALSE(made.has_value());
    EXPECT_EQ(made.error().code, failure_code::unavailable);
    EXPECT_EQ(now.accesses.counts(), (std::map<std::string, std::size_t>{{"read_snapshot unavailable", 2}}));
}

TEST(ASnapshot, IsCountedByWhatBecameOfItsCells) {
    a_candidate now;
    now.vault.erase(ana, category_name::profile);
    ASSERT_TRUE(now.made().has_value());
    EXPECT_EQ(now.accesses.counts(),
              (std::map<std::string, std::size_t>{{"read_snapshot erased", 1}, {"read_snapshot opened", 1}}));
}

TEST(ASnapshot, OfAnotherPersonHasAnEntryForTheAccessLog) {
    a_candidate now;
    ASSERT_TRUE(now.made().has_value());
    EXPECT_FALSE(now.last_opened.has_value());
    now.asker = bruno;
    ASSERT_TRUE(now.made().has_value());
    ASSERT_TRUE(now.last_opened.has_value());
    EXPECT_EQ(now.last_opened->who, bruno);
    EXPECT_EQ(now.last_opened->whom, std::vector<person_id>{ana});
    EXPECT_EQ(now.last_opened->groups, std::vector<group>{group::identity});
}

TEST(TheFacets, HoldAnAgeBandAndNoBirthDate) {
    a_candidate now;  // eighteen years old tomorrow
    EXPECT_EQ(now.made().value().value().facets.age_band, "under_18");
    now.time.jump_to(*parse_instant("2026-03-11T00:00:00Z"));
    EXPECT_EQ(now.made().value().value().facets.age_band, "18_25");
    now.named("Ana", "Da Silva", calendar_day{1970, 1, 1});
    EXPECT_EQ(now.made().value().value().facets.age_band, "50_and_over");
    now.named("Ana", "Da Silva", std::nullopt);
    EXPECT_EQ(now.made().value().value().facets.age_band, std::nullopt);
}

TEST(TheFacets, TakeTheLevelOfTheEducationBeforeThatOfTheSituation) {
    a_candidate now;
    now.wrote(profile_section::situation, [](section_content& c) { c.level = "bac"; });
    EXPECT_EQ(now.made().value().value().facets.level, "bac");
    now.wrote(profile_section::education, [](section_content& c) { c.level = "bac+2"; });
    const auto made = now.made().value().value();
    EXPECT_EQ(made.facets.level, "bac+2");
    EXPECT_EQ(made.facets.contract, std::nullopt);
    EXPECT_EQ(made.body.level, std::nullopt);  // counted, and not shown
}

TEST(TheNamesOfSnapshotFields, AreThoseOfTheBody) {
    const auto names = snapshot_field_names();
    std::size_t parts = 0;
    for_each_field<snapshot_body>([&](const auto& part) {
        ++parts;
        const std::string name(part.name);
        EXPECT_TRUE(names.contains("identity." + name) || names.contains("contact." + name) ||
                    names.contains("profile." + name))
            << name;
    });
    EXPECT_EQ(names.size(), parts);
    EXPECT_EQ(facet_names().size(), std::tuple_size_v<decltype(application_facets::fields())>);
}

}  // namespace
}  // namespace parcours
