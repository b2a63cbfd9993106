// SPDX-License-Identifier: Apache-2.0
// Real brokers that ask who comes, by certificate or password.
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "infra/kafka/reader.hpp"
#include "tests/contracts/chain.hpp"
#include "tests/contracts/told.hpp"
#include "tests/infra/kafka/kafka_under_test.hpp"
#include "tests/wire/certificate.hpp"

namespace parcours {
namespace {

std::string line_of(const std::string& path) {
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    return line;
}

struct secure_brokers : testing::Test {
    std::unique_ptr<kafka_under_test> process;
    told listener;

    void SetUp() override {
        if (const auto why = secure_missing(); !why.empty()) GTEST_SKIP() << why;
    }
    void reach(const std::string& listener_name, const kafka::broker_access& access) {
        process = std::make_unique<kafka_under_test>(line_of(secure_folder() + "/" + listener_name));
        process->settings.access = access;
        process->settings.request_timeout_ms = 5'000;
    }
    kafka::broker_access with_certificate() const {
        kafka::broker_access access;
        access.protocol = "ssl";
        access.ca_file = secure_folder() + "/authority.pem";
        access.certificate_file = secure_folder() + "/client.pem";
        access.key_file = secure_folder() + "/client.key";
        return access;
    }
    kafka::broker_access with_password(const std::string& mechanism) const {
        kafka::broker_access access;
        access.protocol = "sasl_ssl";
        access.ca_file = secure_folder() + "/authority.pem";
        access.sasl_mechanism = mechanism;
        access.sasl_user = "parcours";
        access.sasl_password_file = secure_folder() + "/password";
        return access;
    }
    // A record goes there and comes back.
    void expect_served() {
        const auto opened = process->open(listener, listener);
        ASSERT_TRUE(opened) << opened.error().context;
        chain ours = chain::begin(process->history().shape(), 0);
        process->writer().append({0, 1, 0, {ours.append(1, ours.stream(1), 1)}});
        EXPECT_TRUE(listener.await([] {}, [](const told& all) { return all.taken().size() == 1; }));
        EXPECT_TRUE(kafka::reader::open(process->settings));
    }
    // Both who writes and who only reads are told why they may not.
    void expect_refused(const std::string& word) {
        process->settings.request_timeout_ms = 1'500;
        const auto opened = process->open(listener, listener);
        ASSERT_FALSE(opened);
        EXPECT_EQ(opened.error().code, failure_code::unavailable);
        EXPECT_NE(opened.error().context.find(word), std::string::npos) << opened.error().context;
        const auto read = kafka::reader::open(process->settings);
        ASSERT_FALSE(read);
        EXPECT_NE(read.error().context.find(word), std::string::npos) << read.error().context;
    }
};
using SecureBrokers = secure_brokers;

TEST_F(SecureBrokers, ServeWhoShowsACertificate) {
    reach("tls", with_certificate());
    expect_served();
}

TEST_F(SecureBrokers, ServeWhoKnowsThePassword) {
    reach("sasl", with_password("SCRAM-SHA-512"));
    expect_served();
}

TEST_F(SecureBrokers, ServeWhoSaysThePasswordItself) {
    reach("sasl", with_password("PLAIN"));
    expect_served();
}

TEST_F(SecureBrokers, TurnAwayWhoShowsNoCertificate) {
    auto access = with_certificate();
    access.certificate_file.clear();
    access.key_file.clear();
    reach("tls", access);
    expect_refused("certificate");
}

TEST_F(SecureBrokers, TurnAwayAWrongPassword) {
    const scratch_folder folder;
    auto access = with_password("SCRAM-SHA-512");
    access.sasl_password_file = folder / "password";
    std::ofstream(access.sasl_password_file) << "tr0ub4dor\n";
    std::filesystem::permissions(access.sasl_password_file, static_cast<std::filesystem::perms>(0600));
    reach("sasl", access);
    expect_refused("uthentication");
}

TEST_F(SecureBrokers, AreNotSpokenToWhereAnotherAuthorityIsTrusted) {
    const certificate_folder others;
    auto access = with_password("PLAIN");
    access.ca_file = others.certificate();
    reach("sasl", access);
    expect_refused("certificate");
}

}  // namespace
}  // namespace parcours
