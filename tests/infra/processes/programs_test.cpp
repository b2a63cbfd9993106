// SPDX-License-Identifier: Apache-2.0
// `parcours ctl` and `parcours admin` as an operator types them, against a process that answers as the test says.
#include "infra/processes/programs.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <mutex>

#include <gtest/gtest.h>

#include "infra/control/control_server.hpp"
#include "infra/processes/operator_text.hpp"
#include "tests/support/scratch_folder.hpp"

namespace parcours {
namespace {

using words = std::vector<std::string>;

// A data folder; a process that listens in it where `serves`.
class a_folder {
  public:
    explicit a_folder(bool serves = true)
        : server_(folder_.path() + "/control.socket", "secret",
                  [this](const words& said, const std::function<void(control_answer)>& then) {
                      {
                          const std::lock_guard hold(guard_);
                          heard_.push_back(said);
                      }
                      then(answer);
                  }) {
        if (serves) check(server_.start().has_value(), "the control socket is made");
    }
    // Exit code; what was printed is in `out` and `err`.
    int ctl(words said) {
        return captured([&] { return run_ctl(with_data(std::move(said))); });
    }
    int admin(words said) {
        const open_platform open = [this](const process_settings&, const std::function<void(administration&)>&) {
            ++opened;
            return expected<void>(failed(failure_code::io, "the folder cannot be opened"));
        };
        return captured([&] { return run_admin(with_data(std::move(said)), open); });
    }
    words heard() const {
        const std::lock_guard hold(guard_);
        return heard_.empty() ? words{} : heard_.front();
    }
    std::string file(const std::string& name, const std::string& text) const {
        std::ofstream(folder_.path() + "/" + name) << text;
        return folder_.path() + "/" + name;
    }

    control_answer answer{0, "{}"};
    int opened = 0;
    std::string out;
    std::string err;

  private:
    words with_data(words said) const {
        said.insert(said.end(), {"--data", folder_.path()});
        return said;
    }
    template <class Run>
    int captured(const Run& run) {
        testing::internal::CaptureStdout();
        testing::internal::CaptureStderr();
        const int code = run();
        out = testing::internal::GetCapturedStdout();
        err = testing::internal::GetCapturedStderr();
        return code;
    }
    scratch_folder folder_;
    mutable std::mutex guard_;
    std::vector<words> heard_;
    control_server server_;
};

TEST(TheControlProgram, SaysTheWordsThatItIsGiven) {
    const std::vector<std::pair<words, words>> all{
        {{"status"}, {"status"}},
        {{"rebuild", "offers"}, {"rebuild", "offers"}},
        {{"parked", "list"}, {"parked", "list"}},
        {{"parked", "list", "offers"}, {"parked", "list", "offers"}},
        {{"parked", "retry", "offers", "offer_1"}, {"parked", "retry", "offers", "offer_1"}},
        {{"parked", "release", "offers", "offer_1"}, {"parked", "release", "offers", "offer_1"}},
        {{"log-level", "debug"}, {"log-level", "debug"}}};
    for (const auto& [typed, said] : all) {
        a_folder now;
        EXPECT_EQ(now.ctl(typed), 0) << now.err;
        EXPECT_EQ(now.heard(), said);
    }
}

TEST(TheControlProgram, AnswersAMistakeWith2AndSaysNothing) {
    for (const auto& typed : std::vector<words>{{},
                                                {"dance"},
                                                {"rebuild"},
                                                {"parked"},
                                                {"parked", "retry", "offers"},
                                                {"status", "--set", "nonsense"},
                                                {"status", "--set", "htp.port=1"}}) {
        a_folder now;
        EXPECT_EQ(now.ctl(typed), 2);
        EXPECT_TRUE(now.heard().empty());
        EXPECT_NE(now.err, "");
    }
}

TEST(TheControlProgram, TellsItsHelp) {
    a_folder now;
    EXPECT_EQ(now.ctl({"--help"}), 0);
    for (const auto* each : {"status", "rebuild", "parked", "drain", "log-level", "--json", "--config", "Exit codes"})
        EXPECT_NE(now.out.find(each), std::string::npos) << each;
}

TEST(TheControlProgram, FailsWhereNothingListens) {
    a_folder now(false);
    EXPECT_EQ(now.ctl({"status"}), 1);
    EXPECT_NE(now.err.find("no process listens"), std::string::npos) << now.err;
}

TEST(TheControlProgram, PassesOnHowItWentInJsonOrInWords) {
    a_folder now;
    now.answer = {1, R"({"error":"another errand is under way"})"};
    EXPECT_EQ(now.ctl({"rebuild", "offers"}), 1);
    EXPECT_EQ(now.out, "");
    EXPECT_EQ(now.err, "another errand is under way\n");
    EXPECT_EQ(now.ctl({"rebuild", "offers", "--json"}), 1);
    EXPECT_EQ(now.out, "{\"error\":\"another errand is under way\"}\n");
}

TEST(TheAdministrationProgram, TakesWhatIsPersonalFromAFile) {
    a_folder now;
    now.answer.json = R"({"account":"person_1","purpose":"activation","token":"T0KEN"})";
    const auto file = now.file("ana", "# the first\nemail=ana@example.org\r\nfirst_name=Ana\nlast_name=Da Silva\n");
    ASSERT_EQ(now.admin({"create", "--role", "administrator", "--from", file}), 0) << now.err;
    EXPECT_EQ(now.heard(), (words{"admin", "create", "role=administrator", "email=ana@example.org", "first_name=Ana",
                                  "last_name=Da Silva"}));
    EXPECT_NE(now.out.find("T0KEN"), std::string::npos);
    EXPECT_EQ(now.opened, 0);
}

TEST(TheAdministrationProgram, RefusesAFileThatIsNotOfThatFormAndQuotesNothingOfIt) {
    for (const auto* text : {"ana@example.org\n", "mail=ana@example.org\n", "first_name=ana@example.org\n"}) {
        a_folder now;
        EXPECT_EQ(now.admin({"create", "--role", "administrator", "--from", now.file("ana", text)}), 2);
        EXPECT_EQ(now.err.find("ana@example.org"), std::string::npos) << now.err;
        EXPECT_TRUE(now.heard().empty());
    }
}

TEST(TheAdministrationProgram, PrintsALinkToThePageWhereThereIsOne) {
    a_folder now;
    now.answer.json = R"({"account":"person_1","purpose":"password_reset","token":"T0KEN"})";
    const words typed{"link", "person_1", "--set", "links.page=https://example.org/password"};
    ASSERT_EQ(now.admin(typed), 0) << now.err;
    EXPECT_EQ(now.heard(), (words{"admin", "link", "person_1"}));
    EXPECT_NE(now.out.find("https://example.org/password#T0KEN"), std::string::npos) << now.out;
    auto as_json = typed;
    as_json.emplace_back("--json");
    ASSERT_EQ(now.admin(as_json), 0);
    EXPECT_NE(now.out.find(R"("link":"https://example.org/password#T0KEN")"), std::string::npos) << now.out;
}

TEST(TheAdministrationProgram, OpensTheFolderWhereNoProcessRuns) {
    a_folder now(false);
    EXPECT_EQ(now.admin({"link", "person_1"}), 2);  // the vault's settings are asked for
    EXPECT_EQ(now.opened, 0);
    EXPECT_EQ(now.admin({"link", "person_1", "--set", "vault.recovery=none"}), 1);
    EXPECT_EQ(now.opened, 1);
    EXPECT_NE(now.err.find("the folder cannot be opened"), std::string::npos);
}

TEST(TheTextOfAStatus, ShowsEachCheckAndWhoWaitsForALink) {
    const auto text = text_of_answer({"status"}, R"({"ready":false,"checks":[{"name":"vault","ready":false,
        "detail":"not there"}],"log_level":"info","projections":[{"name":"offers","version":1,"offsets_behind":3,
        "parked":2,"failed":true}],"rebuild":{"projection":"offers","commits_read":25,"commits_total":100},
        "password_resets":[{"account":"person_1","asked_at":"2026-01-01T00:00:00.000Z","times":2}]})");
    for (const auto* each : {"ready: no", "not there", "offers", "its table failed", "25 of 100 commits (25 %)",
                             "parcours admin link person_1"})
        EXPECT_NE(text.find(each), std::string::npos) << each << "\n" << text;
}

}  // namespace
}  // namespace parcours
