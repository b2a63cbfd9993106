// SPDX-License-Identifier: Apache-2.0
#include <fstream>

#include "infra/credentials/credential_records.hpp"
#include "infra/vault/records.hpp"
#include "tests/infra/credentials/stored_under_test.hpp"
#include "tests/support/fixed_entropy.hpp"
#include "tests/support/golden.hpp"

namespace parcours {
namespace {

namespace fs = std::filesystem;

std::vector<bytes> files_below(const fs::path& folder) {
    std::vector<bytes> all;
    for (const auto& each : fs::recursive_directory_iterator(folder)) {
        if (!each.is_regular_file()) continue;
        std::ifstream file(each.path(), std::ios::binary);
        all.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    return all;
}

bool holds(const std::vector<bytes>& files, byte_view octets) {
    return std::any_of(files.begin(), files.end(), [&](const bytes& each) { return each.find(octets) != bytes::npos; });
}

std::string unhex(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at + 1 < text.size(); at += 2)
        out += static_cast<char>(std::stoi(std::string(text.substr(at, 2)), nullptr, 16));
    return out;
}

TEST(TheFilesOfCredentials, HoldNothingThatSignsAnybodyInNorAnyAddress) {  // privacy.md, "Credentials"
    stored_under_test now;
    now.know("canary-address@example.org", ana);
    ASSERT_TRUE(set_password(now.all(), ana, "canary in a password"));
    EXPECT_EQ(in_words(verify(now.all(), "canary-address@example.org", "canary in a password")), "right");
    EXPECT_EQ(in_words(verify(now.all(), "canary-address@example.org", "canary in a guess")), "wrong");
    std::vector<std::string> secrets;
    secrets.push_back(now.all().open_session(ana, "canary-role")->token);
    secrets.push_back(now.all().make_token(token_purpose::activation, ana).value());
    secrets.push_back(now.all().make_token(token_purpose::password_reset, ana).value());
    sealed_records records(now.secrets->store(), *now.secrets, now.random);
    const auto hashed = records.read(sealed_kind::password, account_key(ana))->value().clear;
    // In the log, and in tables.
    for (int round = 0; round < 2; ++round) {
        const auto files = files_below(now.at);
        EXPECT_TRUE(holds(files, account_key(ana)));  // the control: the search finds what is there
        EXPECT_FALSE(holds(files, "canary"));
        EXPECT_FALSE(holds(files, "$argon2id$"));
        EXPECT_FALSE(holds(files, hashed.substr(hashed.size() - 20)));
        for (const auto& secret : secrets) {
            EXPECT_FALSE(holds(files, secret.substr(0, 16)));
            EXPECT_FALSE(holds(files, unhex(secret).substr(0, 12)));
        }
        now.reopen();
    }
}

TEST(AFailure, SaysNothingThatWasGiven) {
    stored_under_test now;
    now.know("canary@example.org", ana);
    const auto key =
        bytes(1, static_cast<char>(record_space::sealed)) + static_cast<char>(sealed_kind::password) + account_key(ana);
    ASSERT_TRUE(now.secrets->store().write({{key, bytes("\x09 canary")}}));
    const auto answer = verify(now.all(), "canary@example.org", "canary");
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, failure_code::corrupt);
    EXPECT_EQ(answer.error().context.find("canary"), std::string::npos);
}

TEST(ASealedRecord, IsReadInItsOwnPlaceOnly) {
    stored_under_test now;
    const auto mine = now.all().open_session(ana, "candidate");
    const auto theirs = now.all().open_session(ben, "supervisor");
    auto& store = now.secrets->store();
    const auto place = [](const std::string& token) {
        return bytes(1, static_cast<char>(record_space::sealed)) + static_cast<char>(sealed_kind::session) +
               hash_of(token);
    };
    const auto other = store.get(place(theirs->token));
    ASSERT_TRUE(other && *other);
    ASSERT_TRUE(store.write({{place(mine->token), **other}}));
    now.reopen();
    const auto read = now.all().find_session(mine->token);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, failure_code::corrupt);
}

TEST(CredentialRecords, KeepTheirStoredForm) {
    const std::string folder = "tests/infra/credentials/golden/";
    fixed_entropy random(5);
    session one{{0x18bcfe56800003, 11}, ana, "companion", {1'700'000'000'000}, {1'700'000'300'000}, {}};
    one.expires_at = end_of(one);
    const auto kept = golden_octets(folder + "session.hex", encode_session(one));
    EXPECT_EQ(encode_session(one), kept);
    const auto read = decode_session(kept);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->id, one.id);
    EXPECT_EQ(read->account, ana);
    EXPECT_EQ(read->role, "companion");
    EXPECT_EQ(read->begun_at, one.begun_at);
    EXPECT_EQ(read->used_at, one.used_at);
    EXPECT_EQ(read->expires_at, one.expires_at);
    const stored_token token{ben, {1'700'000'000'000}};
    const auto kept_token = golden_octets(folder + "token.hex", encode_token(token));
    EXPECT_EQ(encode_token(token), kept_token);
    EXPECT_EQ(decode_token(kept_token)->account, ben);
    EXPECT_EQ(decode_token(kept_token)->expires_at, token.expires_at);
    const bytes keys = session_index_key(ana, one.id) + token_key(token_purpose::password_reset, account_key(ben)) +
                       hash_of(make_secret_text(random));
    EXPECT_EQ(golden_octets(folder + "keys.hex", keys), keys);
    EXPECT_EQ(decode_session(kept.substr(0, 47)).error().code, failure_code::corrupt);
    EXPECT_EQ(decode_token(kept_token + '\0').error().code, failure_code::corrupt);
}

}  // namespace
}  // namespace parcours
