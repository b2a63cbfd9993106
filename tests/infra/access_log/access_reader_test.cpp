// SPDX-License-Identifier: Apache-2.0
#include "infra/access_log/access_reader.hpp"

#include <gtest/gtest.h>

#include "infra/access_log/access_files.hpp"
#include "infra/access_log/access_format.hpp"
#include "tests/infra/access_log/entries.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/recorded.hpp"

namespace parcours {
namespace {

using numbers = std::vector<std::uint64_t>;

// A day's file with three entries, and its octets.
struct three_entries {
    scratch_folder home;
    bytes whole;
    std::size_t third = 0;  // where the last begins

    three_entries() {
        auto files = access_files::open({home.path()});
        for (std::uint64_t each = 1; each <= 3; ++each) EXPECT_TRUE(record(**files, entry_number(each)));
        whole = content_of(first_file(home));
        third = whole.size() - encode_access(entry_number(3))->size() - access_link_octets;
    }
    void hold(byte_view content) const { write_content(first_file(home), content); }
    expected<void> read() const {
        return read_access_log(home.path(), [](const access_entry&) { return true; });
    }
};

digest some_hash() {
    digest made{};
    for (std::size_t each = 0; each < made.size(); ++each) made[each] = static_cast<unsigned char>(each + 1);
    return made;
}

TEST(AnAccessRecord, KeepsItsStoredForm) {
    const auto encoded = encode_access(entry_number(4));
    ASSERT_TRUE(encoded);
    const auto record = link_access(*encoded, some_hash());
    const auto golden = golden_octets("tests/infra/access_log/golden/entry_v2.hex", record.octets);
    EXPECT_EQ(record.octets, golden);
    const auto decoded = decode_access(golden);
    ASSERT_TRUE(decoded);
    EXPECT_EQ(decoded->previous, some_hash());
    EXPECT_EQ(decoded->hash, record.hash);
    EXPECT_EQ(encode_access(decoded->entry), *encoded);
}

TEST(AnAccessRecord, OfTheVersionThatNamedNoneBeforeItIsRead) {
    const auto golden = golden_octets("tests/infra/access_log/golden/entry.hex", "");
    const auto decoded = decode_access(golden);
    ASSERT_TRUE(decoded);
    EXPECT_FALSE(decoded->previous);
    EXPECT_EQ(encode_access(decoded->entry), *encode_access(entry_number(4)));
}

TEST(AnAccessRecord, IsNotReadWithAFlippedBitOrAnotherLength) {
    bytes record = link_access(*encode_access(entry_number(4)), some_hash()).octets;
    for (std::size_t bit = 0; bit < record.size() * 8; ++bit) {
        record[bit / 8] = static_cast<char>(record[bit / 8] ^ 1 << bit % 8);
        EXPECT_FALSE(decode_access(record)) << "bit " << bit;
        record[bit / 8] = static_cast<char>(record[bit / 8] ^ 1 << bit % 8);
    }
    for (std::size_t size = 0; size < record.size(); ++size) EXPECT_FALSE(decode_access(record.substr(0, size)));
    EXPECT_FALSE(decode_access(record + '\0'));
    EXPECT_TRUE(decode_access(record));
}

TEST(ALastRecord, ThatIsTornIsPassedOverAndCutWhenItIsWrittenOn) {
    const three_entries now;
    for (std::size_t size = now.third; size < now.whole.size(); ++size) {
        now.hold(now.whole.substr(0, size));
        ASSERT_EQ(numbers_in(now.home.path()), (numbers{1, 2})) << size;
    }
    now.hold(now.whole.substr(0, now.whole.size() - 3));
    ASSERT_TRUE(record(**access_files::open({now.home.path()}), entry_number(7)));
    EXPECT_EQ(numbers_in(now.home.path()), (numbers{1, 2, 7}));
}

TEST(ALastRecord, OfWhichTheDiskKeptZeroesOrHalfIsPassedOverToo) {
    const three_entries now;
    now.hold(now.whole.substr(0, now.third) + bytes(5'000, '\0'));
    EXPECT_EQ(numbers_in(now.home.path()), (numbers{1, 2}));
    bytes half = now.whole;
    for (std::size_t at = now.third + 20; at < half.size(); ++at) half[at] = '\0';
    now.hold(half);
    EXPECT_EQ(numbers_in(now.home.path()), (numbers{1, 2}));
}

TEST(DamageInTheMidst, IsToldAndNothingIsCut) {
    const three_entries now;
    for (const std::size_t at : {std::size_t{0}, std::size_t{3}, std::size_t{5}, std::size_t{20}, now.third - 1}) {
        bytes damaged = now.whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x40);
        now.hold(damaged);
        const auto read = now.read();
        ASSERT_FALSE(read) << at;
        EXPECT_EQ(read.error().code, failure_code::corrupt) << at;
        const auto files = access_files::open({now.home.path()});
        ASSERT_FALSE(files) << at;
        EXPECT_EQ(files.error().code, failure_code::corrupt) << at;
        EXPECT_NE(files.error().context.find("as evidence"), std::string::npos) << files.error().context;
        EXPECT_EQ(content_of(first_file(now.home)), damaged) << at;
    }
}

TEST(AnEnd, ThatIsLongerThanWhatACrashLeavesIsDamage) {
    const three_entries now;
    now.hold(now.whole + bytes(access_group_octets_max, '\x7f'));
    EXPECT_EQ(numbers_in(now.home.path()), (numbers{1, 2, 3}));
    now.hold(now.whole + bytes(access_group_octets_max + 1, '\x7f'));
    EXPECT_EQ(now.read().error().code, failure_code::corrupt);
}

TEST(AReader, GoesThroughMoreThanItHoldsAtOnceAndStopsWhenTold) {
    const three_entries now;
    bytes many;
    for (std::uint64_t each = 0; each < 20'000; ++each)
        many += link_access(*encode_access(entry_number(each)), some_hash()).octets;
    now.hold(many);
    const auto found = numbers_in(now.home.path());
    ASSERT_EQ(found.size(), 20'000U);
    EXPECT_EQ(found.back(), 19'999U);
    int shown = 0;
    ASSERT_TRUE(read_access_log(now.home.path(), [&](const access_entry&) { return ++shown < 7; }));
    EXPECT_EQ(shown, 7);
}

TEST(AReader, SaysWhereThereIsNoFolderAndIsContentWithAnEmptyOne) {
    const scratch_folder home;
    const auto nothing = [](const access_entry&) { return true; };
    EXPECT_TRUE(read_access_log(home.path(), nothing));
    EXPECT_EQ(read_access_log(home / "not there", nothing).error().code, failure_code::io);
}

}  // namespace
}  // namespace parcours
