// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <functional>
#include <map>

#include "tests/infra/vault/vault_under_test.hpp"
#include "tests/support/random_source.hpp"

namespace parcours {
namespace {

using enum category_name;
namespace fs = std::filesystem;

// A vault with keys of each sort, some of them behind fences, and what it must say of them.
class ADamagedVault : public testing::Test {
  protected:
    struct expectation {
        key_purpose purpose;
        sealing_key key;
        bool gone = false;
    };

    void SetUp() override {
        kept.open();
        for (std::uint64_t person = 1; person <= 3; ++person)
            for (const auto& purpose : {purpose_of(person, identity), purpose_of(person, application, scope_number(1)),
                                        text_of(person, followup)})
                all.push_back(
                    {purpose, kept.key_for(purpose), person == 2 || (person == 3 && purpose.category == application)});
        ASSERT_TRUE(kept->put_up({person_number(2), {}, {}, {}}));
        ASSERT_TRUE(kept->put_up({person_number(3), application, {}, {}}));
    }

    // Damage may make an answer a failure, never another answer. Counts those that are as they were.
    std::size_t answers_right(const std::string& after) {
        SCOPED_TRACE(after);
        std::size_t right = 0;
        for (const auto& each : all) {
            const auto answer = kept.answer_to(each.key);
            const std::string wanted = each.gone ? "erased" : "the key";
            EXPECT_TRUE(answer == wanted || answer == "corrupt" || answer == "outage" || answer == "io") << answer;
            right += answer == wanted ? 1U : 0U;
            if (each.purpose.own_key && !each.gone) continue;
            const auto again = kept->to_seal(each.purpose);
            if (each.gone) {
                EXPECT_FALSE(again) << "a key was made for who is erased";
            } else if (again) {
                EXPECT_EQ(again->id, each.key.id) << "a second key was made";
            }
        }
        return right;
    }

    vault_under_test kept;
    std::vector<expectation> all;
};

TEST_F(ADamagedVault, AnswersAsBeforeOrNotAtAllWhateverBitOfARecordIsFlipped) {
    std::map<bytes, bytes> records;
    for (const char space : {'f', 'k', 'p'})
        ASSERT_TRUE(
            kept->store().scan(bytes(1, space), bytes(1, static_cast<char>(space + 1)),
                               [&](byte_view key, byte_view value) { return records[bytes(key)] = value, true; }));
    ASSERT_EQ(records.size(), 2U + 12U + 3U);
    const std::uint64_t seed = seed_or(11);
    SCOPED_TRACE("PARCOURS_SEED=" + std::to_string(seed));
    random_source random(seed);
    std::size_t noticed = 0;
    for (const auto& [key, value] : records) {
        // A bit of the head, which no box covers once a key is destroyed, and one anywhere.
        for (const std::size_t octet :
             {random.below(std::min<std::size_t>(30, value.size())), random.below(value.size())}) {
            bytes damaged = value;
            damaged[octet] = static_cast<char>(damaged[octet] ^ 1 << random.below(8));
            ASSERT_TRUE(kept->store().write({{key, damaged}}));
            kept.open();
            noticed += answers_right(to_hex(key) + " at " + std::to_string(octet)) < all.size() ? 1U : 0U;
        }
        ASSERT_TRUE(kept->store().write({{key, value}}));
    }
    EXPECT_EQ(noticed, 2 * (records.size() - 1));  // what wrapped an erased person's text is never read
    kept.open();
    EXPECT_EQ(answers_right("nothing"), all.size());
}

TEST_F(ADamagedVault, IsNotOpenedWhereItsOwnRecordIsDamaged) {
    const auto stored = kept->store().get(about_key());
    ASSERT_TRUE(stored && *stored);
    bytes damaged = **stored;
    damaged[20] = static_cast<char>(damaged[20] ^ 1);
    ASSERT_TRUE(kept->store().write({{about_key(), damaged}}));
    kept.kept.reset();
    const auto opened = kept.try_open();
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, failure_code::corrupt);
}

bytes read_file(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}
void write_file(const fs::path& path, byte_view content) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << content;
}

void flip(const fs::path& path, std::uint64_t bit) {
    bytes content = read_file(path);
    content[bit / 8] = static_cast<char>(content[bit / 8] ^ 1 << bit % 8);
    write_file(path, content);
}

TEST_F(ADamagedVault, AnswersAsBeforeOrNotAtAllWhateverBitOfAFileIsFlipped) {
    const std::uint64_t seed = seed_or(12);
    SCOPED_TRACE("PARCOURS_SEED=" + std::to_string(seed));
    random_source random(seed);
    kept.kept.reset();
    const auto folder = kept.settings.folder;
    const fs::path whole = kept.home / "whole";
    fs::copy(folder, whole, fs::copy_options::recursive);
    std::vector<fs::path> files;
    for (const auto& each : fs::recursive_directory_iterator(folder))
        if (each.is_regular_file() && each.file_size() > 0) files.push_back(each.path());
    std::size_t refused = 0;
    for (const auto& path : files) {
        for (int times = 0; times < 6; ++times) {
            const std::uint64_t bit = random.below(8 * fs::file_size(path));
            const std::string what = path.filename().string() + " bit " + std::to_string(bit);
            flip(path, bit);
            auto opened = kept.try_open();
            if (opened) {
                kept.kept = *std::move(opened);
                answers_right(what);
                kept.kept.reset();
            } else {
                ++refused;
            }
            fs::remove_all(folder);
            fs::copy(whole, folder, fs::copy_options::recursive);
        }
    }
    EXPECT_GT(refused, 0U);
    kept.open();
    EXPECT_EQ(answers_right("nothing"), all.size());
}

TEST_F(ADamagedVault, IsNotMadeAnewWhereAPartOfItIsMissing) {
    kept.kept.reset();
    for (const std::string& part : {kept.anchor_path(), kept.page_path(), kept.store_path()}) {
        SCOPED_TRACE(part);
        fs::rename(part, part + ".aside");
        for (int times = 0; times < 2; ++times) {
            const auto opened = kept.try_open();
            ASSERT_FALSE(opened);
            EXPECT_EQ(opened.error().code, failure_code::corrupt);
            EXPECT_FALSE(fs::exists(part));
        }
        fs::rename(part + ".aside", part);
    }
    fs::rename(kept.anchor_path(), kept.home / "aside");
    fs::rename(kept.store_path(), kept.home / "store aside");
    EXPECT_FALSE(kept.try_open());  // a page alone is a vault too
    fs::rename(kept.home / "aside", kept.anchor_path());
    fs::rename(kept.home / "store aside", kept.store_path());
    kept.open();
    EXPECT_EQ(answers_right("nothing"), all.size());
}

TEST_F(ADamagedVault, IsNotOpenedUnderAnotherVaultsAnchorPageOrStore) {
    vault_under_test other(2);
    other.open();
    other.kept.reset();
    kept.kept.reset();
    const auto swapped = [&](const std::string& mine, const std::string& theirs) {
        fs::rename(mine, mine + ".aside");
        fs::copy(theirs, mine, fs::copy_options::recursive);
        const auto opened = kept.try_open();
        EXPECT_FALSE(opened) << mine;
        if (!opened) {
            EXPECT_EQ(opened.error().code, failure_code::corrupt);
        }
        fs::remove_all(mine);
        fs::rename(mine + ".aside", mine);
    };
    swapped(kept.anchor_path(), other.anchor_path());
    swapped(kept.page_path(), other.page_path());
    swapped(kept.store_path(), other.store_path());
    kept.open();
    EXPECT_EQ(answers_right("nothing"), all.size());
}

}  // namespace
}  // namespace parcours
