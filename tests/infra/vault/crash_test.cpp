// SPDX-License-Identifier: Apache-2.0
#include <csignal>
#include <cstdio>
#include <fstream>
#include <map>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/infra/disk/test_disk.hpp"
#include "tests/infra/vault/child.hpp"
#include "tests/infra/vault/vault_under_test.hpp"

namespace parcours {
namespace {

namespace fs = std::filesystem;
using told_keys = std::map<std::uint64_t, std::string>;

// A process of its own that makes keys and prints those that are durable.
class minting_child {
  public:
    explicit minting_child(const std::string& folder) {
        int ends[2];
        EXPECT_EQ(::pipe(ends), 0);
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
        posix_spawn_file_actions_addclose(&actions, ends[0]);
        std::string program = "/proc/self/exe";
        std::string option = child_option;
        std::string where = folder;
        char* arguments[] = {program.data(), option.data(), where.data(), nullptr};
        EXPECT_EQ(::posix_spawn(&process_, program.c_str(), &actions, nullptr, arguments, environ), 0);
        posix_spawn_file_actions_destroy(&actions);
        ::close(ends[1]);
        output_ = ::fdopen(ends[0], "r");
    }
    ~minting_child() { std::fclose(output_); }
    minting_child(const minting_child&) = delete;
    minting_child& operator=(const minting_child&) = delete;

    void read(told_keys& keys, std::size_t lines_max) {
        unsigned long person = 0;
        char id[33] = {};
        while (lines_max-- > 0 && std::fscanf(output_, "%lu %32s", &person, id) == 2) keys[person] = id;
    }
    void kill() {
        ::kill(process_, SIGKILL);
        int status = 0;
        ::waitpid(process_, &status, 0);
        EXPECT_TRUE(WIFSIGNALED(status)) << "it ended by itself";
    }

  private:
    pid_t process_ = -1;
    FILE* output_ = nullptr;
};

// Adds what a child was told of until it was killed, once it had printed that many.
void mint_and_kill(const vault_under_test& kept, told_keys& keys, std::size_t lines) {
    minting_child child(kept.home.path());
    child.read(keys, lines);
    child.kill();
    child.read(keys, static_cast<std::size_t>(-1));
}

void expect_known(vault_under_test& kept, const told_keys& keys) {
    for (const auto& [person, id] : keys) {
        const auto key = kept.key_for(purpose_of(person, category_name::identity));
        ASSERT_EQ(to_hex(view(key.id)), id) << "a key that was told durable is gone";
        ASSERT_EQ(key.ticket, 0U);
        ASSERT_EQ(kept.answer_to(key), "the key");
    }
}

TEST(AKilledVault, KnowsEveryKeyThatWasToldDurable) {
    vault_under_test kept;
    told_keys keys;
    for (std::size_t round = 1; round <= 3; ++round) {
        mint_and_kill(kept, keys, 300);
        ASSERT_GE(keys.size(), 300 * round);
        kept.open();
        EXPECT_EQ(kept->term(), 2 * round);
        expect_known(kept, keys);
        kept.kept.reset();
    }
}

TEST(AKilledVault, IsNotOpenedWithALogThatIsDamagedBeforeItsEnd) {
    vault_under_test kept;
    told_keys keys;
    mint_and_kill(kept, keys, 200);
    fs::path log;
    for (const auto& each : fs::directory_iterator(kept.store_path()))
        if (each.path().extension() == ".log" && each.file_size() > 0) log = each.path();
    ASSERT_FALSE(log.empty());
    std::fstream file(log, std::ios::in | std::ios::out | std::ios::binary);
    const auto middle = static_cast<std::streamoff>(fs::file_size(log) / 2);
    file.seekg(middle);
    const char was = static_cast<char>(file.get());
    file.seekp(middle);
    file.put(static_cast<char>(was ^ 4));
    file.flush();
    const auto opened = kept.try_open();
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, failure_code::corrupt) << opened.error().context;

    vault_under_test cut;
    fs::copy(kept.home.path(), cut.home.path(), fs::copy_options::recursive);
    cut.settings.cut_at_damage = true;  // as an operator may say
    cut.open();
    std::size_t known = 0;
    for (const auto& [person, id] : keys)
        known += to_hex(view(cut.key_for(purpose_of(person, category_name::identity)).id)) == id ? 1U : 0U;
    EXPECT_GT(known, 0U);
    EXPECT_LT(known, keys.size());

    file.seekp(middle);
    file.put(was);
    file.close();
    kept.open();
    expect_known(kept, keys);
}

TEST(AVaultWithoutPower, KnowsEveryKeyThatWasToldDurable) {
    test_disk disk;
    vault_under_test kept;
    kept.settings.environment = disk.environment();
    std::vector<std::pair<key_purpose, sealing_key>> told;
    std::uint64_t person = 0;
    for (int round = 0; round < 4; ++round) {
        kept.open();
        for (const auto& [purpose, key] : told) {
            ASSERT_EQ(kept.key_for(purpose).id, key.id);
            ASSERT_EQ(kept.answer_to(key), "the key");
        }
        for (int each = 0; each < 30; ++each) {
            const auto purpose = purpose_of(++person, category_name::contact);
            const auto key = kept.key_for(purpose);
            if (each % 7 != 0) continue;
            ASSERT_TRUE(kept->make_durable(key.ticket));
            told.emplace_back(purpose, key);
        }
        disk.cut_power();
        const auto lost = kept.key_for(purpose_of(++person, category_name::contact));
        (void)kept->make_durable(lost.ticket);
        kept.kept.reset();
        disk.lose_unsynced();
        disk.heal();
    }
}

TEST(AVaultWhoseDiskFails, SaysSoAndNeverAsksItAgain) {
    test_disk disk;
    vault_under_test kept;
    kept.settings.environment = disk.environment();
    kept.open();
    const auto durable = kept.key_for(purpose_of(1, category_name::contact));
    ASSERT_TRUE(kept->make_durable(durable.ticket));
    const auto key = kept.key_for(purpose_of(2, category_name::contact));
    disk.fail_syncs();
    EXPECT_FALSE(kept->make_durable(key.ticket));
    disk.heal();
    const auto syncs = disk.syncs();
    EXPECT_FALSE(kept->make_durable(key.ticket));
    EXPECT_FALSE(kept->to_seal(purpose_of(3, category_name::contact)));
    EXPECT_FALSE(kept->put_up({person_number(1), {}, {}, {}}));
    EXPECT_EQ(disk.syncs(), syncs);
    EXPECT_EQ(kept.answer_to(durable), "the key");  // what is there is read all the same
}

}  // namespace
}  // namespace parcours
