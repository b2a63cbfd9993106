// SPDX-License-Identifier: Apache-2.0
// What an operator's words do to a running process.
#include "infra/processes/operator_desk.hpp"

#include <future>

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "events/all_streams.hpp"
#include "projections/make_folds.hpp"
#include "projections/table_keys.hpp"
#include "tests/infra/processes/known_addresses.hpp"
#include "tests/support/credentials_in_memory.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/tables_in_memory.hpp"
#include "tests/support/written_history.hpp"

namespace parcours {
namespace {

const person_id ana{{7, 1}};
const offer_id an_offer{{5, 7}};

// Answers each command as the test says.
class answering_gateway final : public command_gateway {
  public:
    const std::vector<command_description>& catalogue() const override { return none_; }
    void submit(command_request request, std::function<void(command_result)> then) override {
        asked = std::move(request);
        then(result);
    }
    expected<std::vector<std::string>> allowed(const caller&, const stream_id&) const override { return {}; }
    std::string write_position(const position&) const override { return {}; }
    std::optional<std::vector<position>> read_positions(std::string_view, bool&) const override { return std::nullopt; }

    command_request asked;
    command_result result;

  private:
    std::vector<command_description> none_;
};

struct a_desk {
    written_history history;
    fake_clock time;
    tables_in_memory tables;
    metrics counted;
    logger log{log_level::info};
    std::string lines;
    answering_gateway gateway;
    credentials_in_memory credentials{time};
    known_addresses addresses;
    operator_letters letters{addresses, time, counted, log};
    read_side models{history.journal(), time, tables, {{}, 5'000, relation_folds}, counted, log};
    administration accounts{gateway, credentials, models, letters, log};
    int drained = 0;
    std::string adopted;
    operator_desk desk{{models, accounts, letters, log,
                        [] {
                            return std::vector<readiness>{{"log", true, "level"}, {"vault", false, "not there"}};
                        },
                        [this] { ++drained; },
                        [this](const std::string& path) -> expected<void> {
                            if ((adopted = path) == "/a/charter.toml") return {};
                            return failed(failure_code::invalid, "it is another platform's");
                        }}};

    a_desk() {
        log.divert([this](const std::string& line) { lines += line + '\n'; });
    }
    ~a_desk() {
        models.stop();
        desk.stop();
    }
    void begin() {
        check(models.add(make_folds).has_value() && models.start().has_value(), "the read side begins");
        std::promise<bool> level;
        models.when_reached(history.ends(), 20'000, [&level](bool there) { level.set_value(there); });
        ASSERT_TRUE(level.get_future().get());
    }
    control_answer say(const std::vector<std::string>& words) {
        std::promise<control_answer> told;
        auto answer = told.get_future();
        desk.take(words, [&told](control_answer given) { told.set_value(std::move(given)); });
        if (answer.wait_for(std::chrono::seconds(20)) != std::future_status::ready) return {-1, "{}"};
        return answer.get();
    }
    boost::json::object told(const std::vector<std::string>& words) {
        const auto answer = say(words);
        EXPECT_EQ(answer.code, 0) << answer.json;
        return boost::json::parse(answer.json).as_object();
    }
    void has_account() {
        account_created made;
        made.roles = {"administrator"};
        made.identity = cell_of("identity");
        made.contact = cell_of("contact");
        history.add<account_stream>(ana, {made});
    }
};

TEST(WordsThatMeanNothing, AreAMistakeOfWhoSaysThem) {
    a_desk now;
    now.begin();
    for (const auto& words : std::vector<std::vector<std::string>>{{},
                                                                   {"dance"},
                                                                   {"drain", "now"},
                                                                   {"rebuild"},
                                                                   {"rebuild", "dreams"},
                                                                   {"log-level", "loud"},
                                                                   {"parked", "list", "dreams"},
                                                                   {"parked", "retry", "offers"},
                                                                   {"parked", "retry", "offers", "offer_?"},
                                                                   {"admin", "link", "ana@example.org"},
                                                                   {"admin", "create"},
                                                                   {"admin", "create", "role=a", "role=b"},
                                                                   {"admin", "create", "role=a", "email=b", "age=7"},
                                                                   {"admin", "remove", "x"}})
        EXPECT_EQ(now.say(words).code, 2) << (words.empty() ? "" : words.front());
    EXPECT_EQ(now.drained, 0);
}

TEST(TheCharter, IsAdoptedBesideWhoServes) {
    a_desk now;
    now.begin();
    EXPECT_EQ(now.told({"charter", "adopt", "/a/charter.toml"}).at("adopted").as_string(), "/a/charter.toml");
    EXPECT_EQ(now.adopted, "/a/charter.toml");
    EXPECT_EQ(now.say({"charter", "adopt", "/another/charter.toml"}).code, 2);
}

TEST(TheStatus, TellsChecksProjectionsAndWhoForgotAPassword) {
    a_desk now;
    now.begin();
    now.addresses.holders["ana@example.org"] = ana.value;
    now.letters.ask("ana@example.org", "fr");
    const auto told = now.told({"status"});
    EXPECT_EQ(told.at("ready"), boost::json::value(false));
    EXPECT_EQ(told.at("checks").as_array().size(), 2U);
    EXPECT_EQ(told.at("projections").as_array().size(), make_folds().size());
    EXPECT_TRUE(told.at("rebuild").is_null());
    ASSERT_EQ(told.at("password_resets").as_array().size(), 1U);
    EXPECT_EQ(told.at("password_resets").at(0).at("account").as_string(), to_string(ana));
    EXPECT_EQ(boost::json::serialize(told).find('@'), std::string::npos);
}

TEST(TheLogLevel, IsChangedAtOnce) {
    a_desk now;
    now.begin();
    EXPECT_EQ(now.told({"log-level", "debug"}).at("log_level").as_string(), "debug");
    EXPECT_EQ(now.log.level(), log_level::debug);
}

TEST(Draining, BeginsAndIsAnswered) {
    a_desk now;
    now.begin();
    EXPECT_EQ(now.told({"drain"}).at("draining"), boost::json::value(true));
    EXPECT_EQ(now.drained, 1);
}

TEST(AProjection, IsRebuiltWhileItServes) {
    a_desk now;
    offer_published made;
    made.organisation = {{5, 8}};
    now.history.add<offer_stream>(an_offer, {made});
    now.begin();
    const auto told = now.told({"rebuild", "offers"});
    EXPECT_EQ(told.at("projection").as_string(), "offers");
    EXPECT_EQ(told.at("commits").to_number<int>(), 1);
    EXPECT_EQ(told.at("events").to_number<int>(), 1);
}

TEST(AParkedStream, IsListedRetriedAndReleased) {
    a_desk now;
    const stream_id broken{stream_kind::offer, an_offer.value};
    now.history.add_parts({{broken, 1, {{"offer_from_tomorrow", 1, "?"}}}});
    now.begin();
    const auto all = now.told({"parked", "list"}).at("parked").as_array();
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].at("projection").as_string(), "offers");
    EXPECT_EQ(all[0].at("stream").as_string(), to_string(broken));
    EXPECT_EQ(now.say({"parked", "retry", "offers", to_string(broken)}).code, 1);
    EXPECT_EQ(now.told({"parked", "release", "offers", to_string(broken)}).at("parked"), boost::json::value(false));
    EXPECT_TRUE(now.told({"parked", "list", "offers"}).at("parked").as_array().empty());
    EXPECT_EQ(now.say({"parked", "retry", "offers", to_string(broken)}).code, 2);
}

TEST(AParkedRelation, IsNeverReleased) {
    a_desk now;
    const stream_id broken{stream_kind::companion_link, {7, 9}};
    now.history.add_parts({{broken, 1, {{"companion_link_from_tomorrow", 1, "?"}}}});
    now.begin();
    EXPECT_EQ(now.say({"parked", "release", "companion_links", to_string(broken)}).code, 2);
    EXPECT_EQ(now.told({"parked", "list"}).at("parked").as_array().size(), 1U);
}

TEST(TheFirstAdministrator, IsMadeWithoutACharterAndGetsALink) {
    a_desk now;
    now.begin();
    now.gateway.result.status = 200;
    now.gateway.result.outcome = R"({"account":")" + to_string(ana) + "\"}";
    const auto told = now.told({"admin", "create", "role=administrator", "email=ana@example.org", "first_name=Ana",
                                "last_name=Da Silva=Costa"});
    EXPECT_EQ(now.gateway.asked.name, "account.create");
    EXPECT_TRUE(now.gateway.asked.on_proof);
    EXPECT_NE(now.gateway.asked.body.find("Da Silva=Costa"), std::string::npos);
    EXPECT_EQ(told.at("purpose").as_string(), "activation");
    const auto token = std::string(told.at("token").as_string());
    EXPECT_EQ(now.credentials.look_at_token(token_purpose::activation, token).value(), ana);
    EXPECT_EQ(now.lines.find("ana@example.org"), std::string::npos);
    EXPECT_EQ(now.lines.find(token), std::string::npos);
}

TEST(AnAccountThatIsRefused, IsToldByCodesAndPlacesAlone) {
    a_desk now;
    now.begin();
    now.gateway.result.status = 422;
    now.gateway.result.code = "invalid";
    now.gateway.result.fields = {{"/contact/email", "invalid", {}}};
    const auto answer = now.say({"admin", "create", "role=administrator", "email=ana"});
    EXPECT_EQ(answer.code, 1);
    EXPECT_NE(answer.json.find("/contact/email invalid"), std::string::npos) << answer.json;
}

TEST(ALink, ActivatesWhatIsNotActiveAndElseResetsThePassword) {
    a_desk now;
    now.has_account();
    now.begin();
    EXPECT_EQ(now.told({"admin", "link", to_string(ana)}).at("purpose").as_string(), "activation");
    const auto next = now.history.add<account_stream>(ana, {account_activated{}});
    now.models.on_accepted(std::span(&next, 1));
    std::promise<bool> level;
    now.models.when_reached({next.at}, 20'000, [&level](bool there) { level.set_value(there); });
    ASSERT_TRUE(level.get_future().get());
    now.addresses.holders["ana@example.org"] = ana.value;
    now.letters.ask("ana@example.org", "fr");
    EXPECT_EQ(now.told({"admin", "link", to_string(ana)}).at("purpose").as_string(), "password_reset");
    EXPECT_TRUE(now.letters.waiting().empty());
}

TEST(ALink, IsIssuedForNobodyUnknownOrDeactivated) {
    a_desk now;
    now.has_account();
    now.history.add<account_stream>(ana, {account_deactivated{}});
    now.begin();
    for (const auto& who : {ana, person_id{{7, 99}}}) EXPECT_EQ(now.say({"admin", "link", to_string(who)}).code, 1);
}

}  // namespace
}  // namespace parcours
