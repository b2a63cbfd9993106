// SPDX-License-Identifier: Apache-2.0
#include "infra/tls/identity.hpp"

#include <fstream>

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/wire/certificate.hpp"

namespace parcours::tls {
namespace {

std::string reason_against(const files& from) {
    const auto loaded = identity::load(from);
    if (loaded) return {};
    EXPECT_EQ(loaded.error().code, failure_code::invalid);
    return loaded.error().context;
}

TEST(AnIdentity, IsACertificateAndItsKey) {
    const certificate_folder folder;
    EXPECT_EQ(reason_against({folder.certificate(), folder.key()}), "");
}

TEST(AnIdentity, IsRefusedWhereOthersMayReadTheKey) {
    const certificate_folder folder;
    for (const mode_t mode : {0640U, 0604U, 0660U}) {
        ASSERT_EQ(chmod(folder.key().c_str(), mode), 0);
        EXPECT_NE(reason_against({folder.certificate(), folder.key()}).find("chmod 600"), std::string::npos) << mode;
    }
}

TEST(AnIdentity, IsRefusedWithItsReason) {
    const certificate_folder folder;
    const certificate_folder other;
    EXPECT_NE(reason_against({folder.certificate(), "/nowhere"}).find("cannot be opened"), std::string::npos);
    EXPECT_NE(reason_against({"/nowhere", folder.key()}).find("is not there"), std::string::npos);
    EXPECT_NE(reason_against({folder.key(), folder.key()}).find("no certificate"), std::string::npos);
    EXPECT_NE(reason_against({folder.certificate(), other.key()}).find("not that of the certificate"),
              std::string::npos);
    EXPECT_NE(reason_against({folder.certificate(), folder.certificate()}).find("others"), std::string::npos);
    EXPECT_NE(reason_against({folder.certificate(), "/tmp"}).find("regular file"), std::string::npos);
    std::ofstream(folder.key()) << "no key";
    EXPECT_NE(reason_against({folder.certificate(), folder.key()}).find("no key"), std::string::npos);
}

TEST(AnIdentity, SaysThatClientsWillTurnAway) {
    certificate_folder folder;
    const auto loaded = identity::load({folder.certificate(), folder.key()});
    ASSERT_TRUE(loaded);
    EXPECT_EQ((*loaded)->doubt(), "");
    folder.renew("localhost", -7'200, -3'600);
    ASSERT_TRUE((*loaded)->reload());
    EXPECT_NE((*loaded)->doubt().find("has expired"), std::string::npos);
    folder.renew("localhost", 3'600, 7'200);
    ASSERT_TRUE((*loaded)->reload());
    EXPECT_NE((*loaded)->doubt().find("not valid yet"), std::string::npos);
}

TEST(AReload, ThatFailsLeavesWhatWasLoaded) {
    const certificate_folder folder;
    const auto loaded = identity::load({folder.certificate(), folder.key()});
    ASSERT_TRUE(loaded);
    const auto before = (*loaded)->current();
    std::ofstream(folder.certificate()) << "spoilt";
    EXPECT_FALSE((*loaded)->reload());
    EXPECT_EQ((*loaded)->current(), before);
}

}  // namespace
}  // namespace parcours::tls
