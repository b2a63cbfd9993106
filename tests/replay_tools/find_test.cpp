// SPDX-License-Identifier: Apache-2.0
// `parcours-replay find` as an operator types it.
#include <gtest/gtest.h>

#include "tests/replay_tools/a_data_folder.hpp"
#include "tests/replay_tools/a_story.hpp"
#include "tests/support/golden.hpp"

namespace parcours {
namespace {

struct finding : testing::Test {
    a_story story;
    std::string hired = to_string(story.application);
    std::string refused = to_string(story.add_refused());
    a_data_folder folder{*story.written};

    // The ids told, in order.
    std::vector<std::string> found(std::vector<std::string> words) {
        words.insert(words.begin(), "find");
        words.emplace_back("--json");
        EXPECT_EQ(folder.run(words), 0) << folder.err;
        std::vector<std::string> told;
        for (const auto& line : lines_of(folder.out)) told.push_back(line.substr(11, line.find('"', 11) - 11));
        return told;
    }
    using ids = std::vector<std::string>;
};
using Finding = finding;

TEST_F(Finding, TellsALineForEachStream) {
    ASSERT_EQ(folder.run({"find"}), 0) << folder.err;
    EXPECT_EQ(golden_text("tests/replay_tools/golden/find.txt", folder.out), folder.out);
    ASSERT_EQ(folder.run({"find", "--json"}), 0) << folder.err;
    EXPECT_EQ(golden_text("tests/replay_tools/golden/find.ndjson", folder.out), folder.out);
}

TEST_F(Finding, KeepsToWhatIsAsked) {
    EXPECT_EQ(found({}), (ids{hired, refused}));
    EXPECT_EQ(found({"--status", "hired"}), ids{hired});
    EXPECT_EQ(found({"--event", "application_refused"}), ids{refused});
    EXPECT_EQ(found({"--organisation", to_string(story.organisation)}), (ids{hired, refused}));
    EXPECT_EQ(found({"--organisation", to_string(organisation_id{{3, 999}})}), ids{});
    EXPECT_EQ(found({"--kind", "organisation"}), ids{to_string(story.organisation)});
    EXPECT_EQ(found({"--kind", "organisation", "--organisation", to_string(story.organisation)}),
              ids{to_string(story.organisation)});
}

TEST_F(Finding, KeepsToThePeriod) {
    const auto time = [](std::size_t commit) { return to_string(written_history::time_of(commit)); };
    EXPECT_EQ(found({"--since", time(9)}), ids{refused});
    EXPECT_EQ(found({"--until", time(8)}), ids{hired});
    EXPECT_EQ(found({"--until", time(7), "--status", "hired"}), ids{});  // it was hired later
    EXPECT_EQ(found({"--since", time(5), "--event", "application_submitted"}), ids{refused});
    EXPECT_EQ(found({"--until", "2025-12-31"}), ids{});
    EXPECT_EQ(found({"--since", "2026-01-01", "--until", "2026-01-01"}), (ids{hired, refused}));
}

TEST_F(Finding, GoesOnWhereItStopped) {
    EXPECT_EQ(found({"--limit", "1"}), ids{hired});
    EXPECT_EQ(found({"--limit", "1", "--after", hired}), ids{refused});
    EXPECT_EQ(found({"--after", refused}), ids{});
}

TEST_F(Finding, RefusesWhatItDoesNotKnow) {
    EXPECT_EQ(folder.run({"find", "--kind", "unicorn"}), 2);
    EXPECT_EQ(folder.run({"find", "--event", "unicorn_seen"}), 2);
    EXPECT_EQ(folder.run({"find", "--organisation", "org_1"}), 2);
    EXPECT_EQ(folder.run({"find", "--since", "soon"}), 2);
    EXPECT_EQ(folder.run({"find", "--limit", "0"}), 2);
    EXPECT_EQ(folder.run({"find", "--after", to_string(story.organisation)}), 2);
}

}  // namespace
}  // namespace parcours
