// SPDX-License-Identifier: Apache-2.0
// An access log is changed in each way that a hand could do it, and each is found where it can be.
#include "infra/access_log/access_chain.hpp"

#include <filesystem>

#include <gtest/gtest.h>

#include "infra/access_log/access_files.hpp"
#include "infra/access_log/access_format.hpp"
#include "tests/infra/access_log/entries.hpp"
#include "tests/support/recorded.hpp"

namespace parcours {
namespace {

constexpr std::uint64_t entries_a_day = 4;
constexpr std::int64_t days = 3;

// Three days of entries, written by a process that was started anew on each.
struct three_days {
    scratch_folder home;

    three_days() {
        for (std::int64_t day = 0; day < days; ++day) write_on(day, entries_a_day);
    }
    void write_on(std::int64_t day, std::uint64_t count) const {
        auto files = access_files::open({home.path()});
        ASSERT_TRUE(files) << files.error().context;
        for (std::uint64_t each = 0; each < count; ++each)
            ASSERT_TRUE(record(**files, entry_number(each + 10 * static_cast<std::uint64_t>(day), day)));
    }
    std::string file(std::int64_t day) const { return home / ("2023-11-" + std::to_string(14 + day) + ".accesses"); }
    std::vector<bytes> records(std::int64_t day) const {
        std::vector<bytes> all;
        const auto content = content_of(file(day));
        for (std::size_t at = 0; at < content.size(); at += all.back().size())
            all.push_back(content.substr(at, *access_record_octets(content.substr(at))));
        return all;
    }
    void hold(std::int64_t day, const std::vector<bytes>& all) const {
        bytes content;
        for (const auto& each : all) content += each;
        write_content(file(day), content);
    }
    checked_accesses check() const { return *check_access_chain(home.path()); }
};

TEST(AnAccessLog, AsItWasWrittenHasNoFault) {
    const three_days now;
    const auto found = now.check();
    EXPECT_EQ(found.entries, entries_a_day * days);
    EXPECT_TRUE(found.faults.empty()) << found.faults.front().what;
}

TEST(AnAccessLog, WhoseDaysMetAtMidnightHasNoFault) {
    const scratch_folder home;
    const auto files = *access_files::open({home.path()});
    for (const std::int64_t day : {0, 1, 0, 1, 3, 2, 3}) ASSERT_TRUE(record(*files, entry_number(7, day)));
    const auto found = *check_access_chain(home.path());
    EXPECT_EQ(found.entries, 7U);
    EXPECT_TRUE(found.faults.empty()) << found.faults.front().what;
}

TEST(AnAccessLog, ThatLostItsLastWriteIsWrittenOnWithoutAFault) {
    const three_days now;
    auto content = content_of(now.file(2));
    write_content(now.file(2), byte_view(content).substr(0, content.size() - 5));
    now.write_on(2, 2);
    now.write_on(3, 1);
    EXPECT_TRUE(now.check().faults.empty());
}

TEST(AnAccessLog, TellsAnEntryThatWasTakenOutPutInOrMoved) {
    const three_days now;
    for (std::int64_t day = 0; day < days; ++day) {
        const auto whole = now.records(day);
        for (std::size_t each = 0; each + 1 < whole.size(); ++each) {
            auto changed = whole;
            changed.erase(changed.begin() + static_cast<std::ptrdiff_t>(each));
            now.hold(day, changed);
            const bool first_of_all = day == 0 && each == 0;  // as days that are gone with time
            EXPECT_EQ(now.check().faults.empty(), first_of_all) << day << ", without entry " << each;
            changed = whole;
            std::swap(changed[each], changed[each + 1]);
            now.hold(day, changed);
            EXPECT_FALSE(now.check().faults.empty()) << day << ", entries swapped from " << each;
            changed = whole;
            changed.insert(changed.begin() + static_cast<std::ptrdiff_t>(each) + 1, whole[each]);
            now.hold(day, changed);
            EXPECT_FALSE(now.check().faults.empty()) << day << ", entry " << each << " twice";
        }
        now.hold(day, whole);
    }
    EXPECT_TRUE(now.check().faults.empty());
}

TEST(AnAccessLog, TellsAnEntryThatWasWrittenAnew) {
    const three_days now;
    auto all = now.records(1);
    auto decoded = *decode_access(all[1]);
    decoded.entry.role = "nobody";
    all[1] = link_access(*encode_access(decoded.entry), *decoded.previous).octets;
    now.hold(1, all);
    const auto found = now.check();
    ASSERT_EQ(found.faults.size(), 1U);
    EXPECT_EQ(found.faults[0].file, "2023-11-15.accesses");
    EXPECT_EQ(found.faults[0].octet, all[0].size() + all[1].size());
    EXPECT_FALSE(found.faults[0].unreadable);
}

TEST(AnAccessLog, TellsADayThatIsGoneOrLostItsEnd) {
    const three_days now;
    const auto whole = now.records(1);
    now.hold(1, {whole.begin(), whole.end() - 1});
    ASSERT_EQ(now.check().faults.size(), 1U);
    EXPECT_EQ(now.check().faults[0].file, "2023-11-16.accesses");
    write_content(now.file(1), content_of(now.file(1)) + whole.back().substr(0, 20));
    EXPECT_EQ(now.check().faults.size(), 1U);
    std::filesystem::remove(now.file(1));
    EXPECT_EQ(now.check().faults.size(), 1U);
    now.hold(1, whole);
    std::filesystem::remove(now.file(0));  // as days go with time
    EXPECT_TRUE(now.check().faults.empty());
}

TEST(AnAccessLog, TellsOctetsThatWereChangedWithTheirPlace) {
    const three_days now;
    auto content = content_of(now.file(0));
    auto& octet = content[now.records(0)[0].size() + 30];
    octet = static_cast<char>(octet ^ 4);
    write_content(now.file(0), content);
    const auto found = now.check();
    ASSERT_EQ(found.faults.size(), 1U);
    EXPECT_TRUE(found.faults[0].unreadable);
    EXPECT_NE(found.faults[0].what.find("2023-11-14.accesses"), std::string::npos) << found.faults[0].what;
}

// An entry of the version that names none cannot stand in for one that does.
TEST(AnAccessLog, TellsAnUnlinkedEntryBehindALinkedOne) {
    const three_days now;
    auto all = now.records(2);
    bytes content(1, '\1');
    content += *encode_access(entry_number(3, 2));
    const digest hash = sha256(content);
    bytes unlinked;
    append_u32(unlinked, static_cast<std::uint32_t>(content.size()));
    unlinked += view(hash).substr(0, 8);
    unlinked += content;
    all.push_back(unlinked);
    now.hold(2, all);
    ASSERT_EQ(now.check().faults.size(), 1U);
    now.hold(2, {unlinked, unlinked});
    EXPECT_TRUE(now.check().faults.empty());
}

}  // namespace
}  // namespace parcours
