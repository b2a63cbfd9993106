// SPDX-License-Identifier: Apache-2.0
#include "infra/kafka/access.hpp"

#include <filesystem>
#include <fstream>
#include <map>

#include <gtest/gtest.h>

#include "infra/kafka/settings_of.hpp"
#include "tests/support/scratch_folder.hpp"
#include "tests/wire/certificate.hpp"

namespace parcours::kafka {
namespace {

struct an_access : testing::Test {
    scratch_folder folder;
    certificate_folder ours;
    broker_access given;

    std::string file(const std::string& name, const std::string& text, int mode = 0600) {
        const std::string path = folder / name;
        std::ofstream(path) << text;
        std::filesystem::permissions(path, static_cast<std::filesystem::perms>(mode));
        return path;
    }
    void use_tls() {
        given.protocol = "ssl";
        given.ca_file = ours.certificate();
        given.certificate_file = ours.certificate();
        given.key_file = ours.key();
    }
    void use_sasl(const std::string& password_file) {
        given.protocol = "sasl_ssl";
        given.ca_file = ours.certificate();
        given.sasl_mechanism = "SCRAM-SHA-512";
        given.sasl_user = "parcours";
        given.sasl_password_file = password_file;
    }
    std::map<std::string, std::string> told() const {
        const auto all = security_properties(given);
        EXPECT_TRUE(all) << all.error().context;
        return all ? std::map<std::string, std::string>(all->begin(), all->end())
                   : std::map<std::string, std::string>{};
    }
    // Why no client can be made so; empty where one can.
    std::string refusal() const {
        settings all;
        all.bootstrap = "127.0.0.1:1";
        all.access = given;
        const auto found = check_settings(all);
        if (found) return "";
        EXPECT_EQ(found.error().code, failure_code::invalid);
        return found.error().context;
    }
    void expect_refused(const std::string& word) const {
        EXPECT_NE(refusal().find(word), std::string::npos) << refusal();
    }
};
using AnAccess = an_access;

TEST_F(AnAccess, InClearSaysNothingElse) {
    EXPECT_EQ(told(), (std::map<std::string, std::string>{{"security.protocol", "plaintext"}}));
    EXPECT_EQ(refusal(), "");
}

TEST_F(AnAccess, WithTlsComparesTheNameInTheCertificate) {
    use_tls();
    EXPECT_EQ(told()["ssl.endpoint.identification.algorithm"], "https");
    EXPECT_EQ(told()["ssl.ca.location"], ours.certificate());
    EXPECT_EQ(refusal(), "");
}

TEST_F(AnAccess, TakesThePasswordFromItsFileAlone) {
    use_sasl(file("password", "tr0ub4dor\n"));
    EXPECT_EQ(told()["sasl.password"], "tr0ub4dor");
    EXPECT_EQ(told()["sasl.username"], "parcours");
    EXPECT_EQ(told().count("ssl.certificate.location"), 0U);
    EXPECT_EQ(refusal(), "");
}

TEST_F(AnAccess, RefusesAPasswordOrAKeyThatOthersMayRead) {
    use_sasl(file("password", "tr0ub4dor\n", 0640));
    expect_refused("kafka.sasl_password_file");
    expect_refused("chmod 600");
    given = {};
    use_tls();
    std::filesystem::permissions(ours.key(), static_cast<std::filesystem::perms>(0604));
    expect_refused("kafka.key_file");
}

TEST_F(AnAccess, RefusesFilesThatAreNotThere) {
    use_tls();
    given.ca_file = folder / "nothing";
    expect_refused("kafka.ca_file");
    use_tls();
    given.certificate_file = folder / "nothing";
    expect_refused("kafka.certificate_file");
    use_tls();
    given.key_file = folder / "nothing";
    expect_refused("kafka.key_file");
    given = {};
    use_sasl(folder / "nothing");
    expect_refused("kafka.sasl_password_file");
}

TEST_F(AnAccess, RefusesAPasswordOfNoLineOrOfTwo) {
    for (const auto* text : {"", "\n", "one\ntwo\n"}) {
        use_sasl(file("password", text));
        expect_refused("one line");
    }
}

TEST_F(AnAccess, RefusesWhatIsNoCertificateOrAnotherKey) {
    use_tls();
    given.ca_file = file("text", "not a certificate\n");
    EXPECT_NE(refusal(), "");
    use_tls();
    const certificate_folder others;
    given.key_file = others.key();
    EXPECT_NE(refusal(), "");
}

TEST_F(AnAccess, RepeatsNoSecret) {
    use_sasl(file("password", "tr0ub4dor\n"));
    given.sasl_mechanism = "NONE-SUCH";
    EXPECT_NE(refusal(), "");
    EXPECT_EQ(refusal().find("tr0ub4dor"), std::string::npos);
    use_tls();
    given.key_file = file("key", "-----BEGIN PRIVATE KEY-----\ntr0ub4dor\n-----END PRIVATE KEY-----\n");
    EXPECT_NE(refusal(), "");
    EXPECT_EQ(refusal().find("tr0ub4dor"), std::string::npos);
}

}  // namespace
}  // namespace parcours::kafka
