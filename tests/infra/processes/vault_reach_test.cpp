// SPDX-License-Identifier: Apache-2.0
// Parts of an older copy under newer ones.
#include "infra/processes/vault_reach.hpp"

#include <filesystem>

#include <gtest/gtest.h>

#include "tests/infra/processes/a_platform.hpp"

namespace parcours {
namespace {

namespace files = std::filesystem;

// A platform with an account that came after its folder was copied.
struct a_platform_with_a_copy : a_platform {
    a_platform_with_a_copy() {
        begin();
        check(answer_to(creating("ana@example.org")).status == 200, "an account is made");
        end();
        files::copy(settings.data_folder, copy, files::copy_options::recursive);
        begin();
        check(answer_to(creating("late@example.org")).status == 200, "an account is made later");
        end();
    }
    void is_restored(const std::string& part) {
        files::remove_all(settings.data_folder + part);
        files::copy(copy + part, settings.data_folder + part, files::copy_options::recursive);
    }
    const std::string copy = folder / "copy";
};

TEST(AnOlderVault, IsNotOpenedUnderANewerLog) {
    a_platform_with_a_copy now;
    now.is_restored("/vault");
    now.is_restored("/anchor");
    const auto opened = platform_process::open(now.settings, now.time, now.random, now.log);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, failure_code::corrupt);
    EXPECT_NE(opened.error().context.find("older copy than the log"), std::string::npos) << opened.error().context;
}

TEST(AnAddressOfAnAccountThatWasCutAway, IsFreeAgain) {
    a_platform_with_a_copy now;
    now.is_restored("/log");
    now.is_restored("/tables");
    now.settings.cut_log_at_damage = true;
    now.begin();
    EXPECT_EQ(now.answer_to(a_platform::creating("late@example.org")).status, 200);
    EXPECT_EQ(now.answer_to(a_platform::creating("ana@example.org")).code, "email_taken");
}

}  // namespace
}  // namespace parcours
