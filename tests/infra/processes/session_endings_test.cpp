// SPDX-License-Identifier: Apache-2.0
// Sessions end as the log says, also where a crash came between an event and what follows from it.
#include "infra/processes/session_endings.hpp"

#include <gtest/gtest.h>

#include "events/streams/account.hpp"
#include "infra/rocksdb/storage_memory.hpp"
#include "infra/system/system_entropy.hpp"
#include "infra/vault/anchor_file.hpp"
#include "infra/vault/followed_notes.hpp"
#include "infra/vault/vault.hpp"
#include "tests/infra/processes/known_addresses.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/scratch_folder.hpp"
#include "tests/support/written_history.hpp"

namespace parcours {
namespace {

const person_id ana{id128::make({1'700'000'000'000}, 3, 1)};
const person_id ben{id128::make({1'700'000'000'000}, 4, 2)};

struct a_log_with_sessions {
    a_log_with_sessions() {
        log.divert([this](const std::string& line) { lines += line; });
        starts();
    }

    std::string begins(const person_id& who) { return kept->open_session(who, "candidate").value().token; }
    bool goes_on(const std::string& token) { return kept->find_session(token).value().has_value(); }
    accepted tells(const person_id& who, account_stream::event happened) {
        return history.add<account_stream>(who, {std::move(happened)});
    }
    // As a process that starts anew on the same folder.
    void starts(bool journal_is_log = false) {
        endings.reset();
        kept.reset();
        secrets.reset();
        vault_settings settings;
        settings.folder = home / "vault";
        auto opened =
            vault::open(settings, std::make_unique<anchor_file>(home / "anchor", random), memory, time, random);
        ASSERT_TRUE(opened) << opened.error().context;
        secrets = *std::move(opened);
        kept =
            std::make_unique<stored_credentials>(secrets->store(), *secrets, addresses, time, random,
                                                 credential_settings{.threads = 1, .queue_max = 8, .cost = {1, 8'192}});
        endings = std::make_unique<session_endings>(*kept, secrets->store(), history.journal(), log);
        ASSERT_TRUE(endings->catch_up(journal_is_log));
    }
    // Writes nonsense where the index of the account's sessions lies.
    void damage_sessions_of(const person_id& who) {
        bytes from("s\x03", 2);
        from.append(view(who.value.octets()));
        std::vector<store_change> nonsense;
        const auto read = secrets->store().scan(from, after_prefix(from), [&](byte_view key, byte_view) {
            nonsense.push_back({bytes(key), bytes("nonsense")});
            return true;
        });
        ASSERT_TRUE(read);
        ASSERT_FALSE(nonsense.empty());
        ASSERT_TRUE(secrets->store().write(nonsense));
    }

    scratch_folder home;
    storage_memory memory{std::size_t{16} << 20};
    fake_clock time;
    system_entropy random;
    known_addresses addresses;
    written_history history;
    std::string lines;
    logger log{log_level::warning};
    std::unique_ptr<vault> secrets;
    std::unique_ptr<stored_credentials> kept;
    std::unique_ptr<session_endings> endings;
};

account_session_revoked all_of_them() { return {std::nullopt, ben}; }

TEST(RevokedSessions, EndWhenTheLogTellsIt) {
    a_log_with_sessions with;
    const auto first = with.begins(ana);
    const auto second = with.begins(ana);
    const auto another = with.begins(ben);
    EXPECT_TRUE(with.goes_on(first) && with.goes_on(second) && with.goes_on(another));
    const auto told = with.tells(ana, all_of_them());
    with.endings->on_accepted(std::span(&told, 1));
    EXPECT_FALSE(with.goes_on(first));
    EXPECT_FALSE(with.goes_on(second));
    EXPECT_TRUE(with.goes_on(another));
}

TEST(ARevokedSession, EndsAlone) {
    a_log_with_sessions with;
    const auto first = with.kept->open_session(ana, "candidate").value();
    const auto second = with.begins(ana);
    const auto told = with.tells(ana, account_session_revoked{first.what.id.octets(), ben});
    with.endings->on_accepted(std::span(&told, 1));
    EXPECT_FALSE(with.goes_on(first.token));
    EXPECT_TRUE(with.goes_on(second));
}

TEST(SessionsOfADeactivatedAccount, HaveEndedWhateverBecomesOfIt) {
    a_log_with_sessions with;
    const auto token = with.begins(ana);
    const auto told = with.tells(ana, account_deactivated{ben});
    with.endings->on_accepted(std::span(&told, 1));
    EXPECT_FALSE(with.goes_on(token));
}

TEST(ACrashBeforeSessionsEnded, IsMadeUpForAtTheNextStart) {
    a_log_with_sessions with;
    const auto token = with.begins(ana);
    with.tells(ben, account_activated{});
    with.tells(ana, all_of_them());
    with.starts();
    EXPECT_FALSE(with.goes_on(token));
}

TEST(WhatHasEnded, IsNotEndedAgain) {
    a_log_with_sessions with;
    with.begins(ana);
    const auto told = with.tells(ana, all_of_them());
    with.endings->on_accepted(std::span(&told, 1));
    const auto later = with.begins(ana);
    with.starts();
    EXPECT_TRUE(with.goes_on(later));
    with.endings->on_accepted(std::span(&told, 1));
    EXPECT_TRUE(with.goes_on(later));
}

TEST(ALogOfAnotherGeneration, IsFollowedFromItsBeginning) {
    a_log_with_sessions with;
    const auto told = with.tells(ana, all_of_them());
    with.endings->on_accepted(std::span(&told, 1));
    bytes note = with.secrets->store().get(bytes("l\0\0\0\0", 5)).value().value();
    note[1] = static_cast<char>(note[1] + 1);
    ASSERT_TRUE(with.secrets->store().write({{bytes("l\0\0\0\0", 5), note}}));
    const auto token = with.begins(ana);
    with.starts();
    EXPECT_FALSE(with.goes_on(token));
}

TEST(ALogWhoseEndWasGivenUp, EndsSessionsByWhatHappensNext) {
    a_log_with_sessions with;
    with.tells(ben, account_activated{});
    const auto shape = with.history.journal().shape();
    ASSERT_TRUE(with.secrets->store().write({{followed_key(0), followed_value({shape.generation, 0, 1'000})}}));
    with.starts(true);
    const auto token = with.begins(ana);
    const auto told = with.tells(ana, all_of_them());
    with.endings->on_accepted(std::span(&told, 1));
    EXPECT_FALSE(with.goes_on(token));
}

TEST(SessionsThatCannotBeEnded, AreToldToNobodyAndTriedAgain) {
    a_log_with_sessions with;
    const auto token = with.begins(ana);
    const auto another = with.begins(ben);
    with.damage_sessions_of(ana);
    const auto told = with.tells(ana, all_of_them());
    for (int start = 0; start < 2; ++start) {
        with.lines.clear();
        if (start == 0)
            with.endings->on_accepted(std::span(&told, 1));
        else
            with.starts();
        const auto found = with.kept->find_session(token);
        ASSERT_FALSE(found) << start;
        EXPECT_EQ(found.error().code, failure_code::unavailable) << start;
        EXPECT_NE(with.lines.find("sessions_not_ended"), std::string::npos) << start;
        EXPECT_TRUE(with.goes_on(another)) << start;
    }
}

}  // namespace
}  // namespace parcours
