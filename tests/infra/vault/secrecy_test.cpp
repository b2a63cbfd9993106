// SPDX-License-Identifier: Apache-2.0
#include <fstream>

#include "tests/infra/vault/vault_under_test.hpp"

namespace parcours {
namespace {

using enum category_name;
namespace fs = std::filesystem;

// Every file below a folder but the anchor, whose one secret is the only one on the disk.
std::vector<std::pair<std::string, bytes>> files_below(const std::string& folder) {
    std::vector<std::pair<std::string, bytes>> all;
    for (const auto& each : fs::recursive_directory_iterator(folder)) {
        if (!each.is_regular_file()) continue;
        std::ifstream file(each.path(), std::ios::binary);
        all.emplace_back(each.path().filename().string(), bytes{std::istreambuf_iterator<char>(file), {}});
    }
    return all;
}

bool holds(const std::vector<std::pair<std::string, bytes>>& files, byte_view octets) {
    for (const auto& [name, content] : files)
        if (content.find(octets) != bytes::npos) return true;
    return false;
}

TEST(TheFilesOfAVault, HoldNoSecretInClear) {  // privacy.md: everything that is stored is ciphertext
    vault_under_test kept;
    kept.open();
    std::vector<sealing_key> keys;
    for (std::uint64_t person = 1; person <= 20; ++person)
        for (const auto& purpose : {purpose_of(person, identity), text_of(person, followup)})
            keys.push_back(kept.key_for(purpose));
    const auto request = kept->dedupe_digest("a canary in a request");
    ASSERT_TRUE(request);
    ASSERT_TRUE(kept->put_up({person_number(1), contact, {}, {}}));
    auto& page = kept->keys_of_page();
    std::vector<held_secret> secrets;
    for (std::uint16_t bucket = 0; bucket < bucket_count; bucket += 50)
        secrets.push_back(page.latest_bucket(bucket).secret);
    using enum page_key_use;
    for (const auto use : {blind_index, dedupe, tokens, proofs}) secrets.push_back(page.latest(use).secret);
    for (const auto& key : keys) secrets.emplace_back(key.secret);

    // In the log, and in tables.
    for (int round = 0; round < 2; ++round) {
        const auto files = files_below(kept.settings.folder.string());
        EXPECT_TRUE(holds(files, view(keys.front().id)));  // the control: the search finds what is there
        for (const auto& secret : secrets) EXPECT_FALSE(holds(files, view(*secret).substr(0, 12)));
        EXPECT_FALSE(holds(files, "a canary"));
        kept.open();
    }
    const auto anchor = anchor_file(kept.anchor_path(), kept.random).read();
    ASSERT_TRUE(anchor && *anchor);
    EXPECT_FALSE(holds(files_below(kept.settings.folder.string()), view((*anchor)->secret)));
}

TEST(TheFilesOfAVault, AreReadableByTheirOwnerAlone) {
    vault_under_test kept;
    kept.open();
    for (const std::string& path : {kept.anchor_path(), kept.page_path(), kept.settings.folder.string()}) {
        const auto mode = fs::status(path).permissions();
        EXPECT_EQ(mode & (fs::perms::group_all | fs::perms::others_all), fs::perms::none) << path;
    }
}

TEST(AnErasedPersonsFiles, HoldNothingThatOpensTheirCellsWithoutTheirPersonKey) {
    vault_under_test kept;
    kept.open();
    const auto key = kept.key_for(purpose_of(1, identity));
    ASSERT_TRUE(kept->put_up({person_number(1), {}, {}, {}}));
    const auto record = kept->store().get(person_key_of(bucket_of(person_number(1)), person_number(1)));
    ASSERT_TRUE(record && *record);
    const auto proof = kept->keys_of_page().latest(page_key_use::proofs);
    const auto read = decode_person(person_number(1), **record, *proof.secret);
    ASSERT_TRUE(read);
    EXPECT_TRUE(read->erased);
    EXPECT_FALSE(open_person_key(**record, person_number(1),
                                 *kept->keys_of_page().latest_bucket(bucket_of(person_number(1))).secret));
    EXPECT_EQ(kept.answer_to(key), "erased");
}

}  // namespace
}  // namespace parcours
