// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>
#include <rocksdb/db.h>

#include "infra/embedded/embedded_reader.hpp"
#include "infra/rocksdb/database.hpp"
#include "infra/rocksdb/write_ahead_check.hpp"
#include "tests/contracts/chain.hpp"
#include "tests/contracts/told.hpp"
#include "tests/infra/embedded/embedded_under_test.hpp"

namespace parcours {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t commits_before = 60;
constexpr std::size_t frames_of_last = 300;  // in one write, of several blocks

bytes content_of(const fs::path& file) {
    std::ifstream from(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(from), {}};
}

void put_content(const fs::path& file, byte_view octets) {
    std::ofstream(file, std::ios::binary).write(octets.data(), static_cast<std::streamsize>(octets.size()));
}

std::map<fs::path, bytes> all_in(const fs::path& folder) {
    std::map<fs::path, bytes> found;
    for (const auto& each : fs::directory_iterator(folder))
        if (each.is_regular_file()) found[each.path()] = content_of(each.path());
    return found;
}

// A log that was killed: single commits, each synced alone, then one write of many.
struct damaged : testing::Test {
    told listener;
    embedded_under_test log;
    std::map<fs::path, bytes> whole;
    fs::path written_ahead;
    std::size_t last_write = 0;  // where it begins

    void SetUp() override {
        log.settings.partitions = 2;
        ASSERT_TRUE(log.open(listener, listener));
        auto ours = chain::begin(log.history().shape(), 0);
        for (std::size_t each = 0; each < commits_before; ++each)
            append({ours.append(static_cast<unsigned char>(each), ours.stream(each + 1), 1)}, each + 1);
        for (const auto& each : fs::directory_iterator(log.settings.folder))
            if (each.path().extension() == ".log" && each.file_size() > 0) written_ahead = each.path();
        last_write = content_of(written_ahead).size();
        std::vector<bytes> many;
        for (std::size_t each = 0; each < frames_of_last; ++each)
            many.push_back(ours.append(static_cast<unsigned char>(each), ours.stream(1'000 + each), 1));
        append(std::move(many), commits_before + frames_of_last);
        whole = all_in(log.settings.folder);  // as a killed process leaves it
        log.close();
        restore();
    }
    void append(std::vector<bytes> frames, std::size_t in_all) {
        log.writer().append({0, in_all, 0, std::move(frames)});
        ASSERT_TRUE(listener.await([] {}, [=](const told& all) { return all.taken().size() >= in_all; }));
    }
    void restore() const {
        fs::remove_all(log.settings.folder);
        fs::create_directories(log.settings.folder);
        for (const auto& [file, octets] : whole) put_content(file, octets);
    }
    bytes octets() const { return whole.at(written_ahead); }
    void put(byte_view changed) const {
        restore();
        put_content(written_ahead, changed);
    }
    std::uint64_t height_when_opened() {
        const auto opened = log.open(listener, listener);
        EXPECT_TRUE(opened) << opened.error().context;
        if (!opened) return 0;
        const auto height = log.history().end(0)->height;
        log.close();
        return height;
    }
    void expect_refused(const std::string& what) {
        const auto before = all_in(log.settings.folder);
        const auto opened = log.open(listener, listener);
        ASSERT_FALSE(opened) << what;
        EXPECT_EQ(opened.error().code, failure_code::corrupt) << what;
        EXPECT_NE(opened.error().context.find(written_ahead.string()), std::string::npos) << opened.error().context;
        EXPECT_EQ(all_in(log.settings.folder), before) << what << ": something was written";
        const scratch_folder own;
        const auto beside = embedded_reader::open(log.settings.folder, own / "messages", log.memory);
        ASSERT_FALSE(beside) << what;
        EXPECT_EQ(beside.error().code, failure_code::corrupt) << what;
    }
};
using ADamagedLog = damaged;

TEST_F(ADamagedLog, IsWholeWhereNothingWasChanged) {
    ASSERT_GT(octets().size() - last_write, 2U * 32'768);
    EXPECT_EQ(height_when_opened(), commits_before + frames_of_last);
}

TEST_F(ADamagedLog, IsRefusedWhereverOneBitOfItWasChanged) {
    constexpr std::size_t places = 40;
    std::vector<std::size_t> offsets;
    for (std::size_t each = 0; each < places; ++each) {
        offsets.push_back(each * last_write / places);
        offsets.push_back(last_write + each * (octets().size() - last_write) / places);
    }
    for (std::size_t each = 0; each < 8; ++each) {  // checksum, length, kind and first octet of the last write
        offsets.push_back(last_write + each);
        offsets.push_back(octets().size() - 1 - each);
    }
    for (const auto offset : offsets) {
        auto changed = octets();
        changed[offset] = static_cast<char>(changed[offset] ^ 0x10);
        put(changed);
        expect_refused("octet " + std::to_string(offset) + " of " + std::to_string(changed.size()));
    }
}

TEST_F(ADamagedLog, LosesOnlyTheLastWriteWhereThatIsCutOff) {
    const auto all = octets();
    for (std::size_t each = 1; each <= 24; ++each) {
        const std::size_t size = last_write + each * (all.size() - last_write - 1) / 24;
        put(byte_view(all).substr(0, size));
        EXPECT_EQ(height_when_opened(), commits_before) << size << " of " << all.size();
    }
    put(byte_view(all).substr(0, last_write));
    EXPECT_EQ(height_when_opened(), commits_before);
}

TEST_F(ADamagedLog, LosesOnlyTheLastWriteWherePagesOfItNeverReachedTheDisk) {
    constexpr std::size_t page_octets = 4'096;
    for (std::size_t page = last_write / page_octets + 1; page < octets().size() / page_octets; ++page) {
        auto changed = octets();
        changed.replace(page * page_octets, page_octets, page_octets, '\0');
        put(changed);
        EXPECT_EQ(height_when_opened(), commits_before) << "page " << page;
    }
    auto unfinished = octets();
    unfinished.replace(last_write, bytes::npos, unfinished.size() - last_write, '\0');
    put(unfinished);
    EXPECT_EQ(height_when_opened(), commits_before);
}

TEST_F(ADamagedLog, IsRefusedWherePagesAreEmptyThatAnotherWriteFollows) {
    auto changed = octets();
    changed.replace(1'024, 1'024, 1'024, '\0');
    ASSERT_LT(2'048U, last_write);
    put(changed);
    expect_refused("two sectors are empty");
}

TEST_F(ADamagedLog, IsCutThereByAnOperatorsWord) {
    auto changed = octets();
    changed[last_write / 2] = static_cast<char>(changed[last_write / 2] ^ 1);
    put(changed);
    log.settings.cut_at_damage = true;
    const auto height = height_when_opened();
    EXPECT_GT(height, 0U);
    EXPECT_LT(height, commits_before);
    log.settings.cut_at_damage = false;
    EXPECT_EQ(height_when_opened(), height);
}

TEST_F(ADamagedLog, IsSoundAgainAfterManyStartsThatEachLostTheirLastWrite) {
    for (std::uint64_t round = 0; round < 4; ++round) {
        ASSERT_TRUE(log.open(listener, listener)) << round;
        auto ours = chain::go_on(*log.history().end(0), 0);
        append({ours.append(1, ours.stream(5'000 + round), 1)}, listener.taken().size() + 1);
        log.close();
        for (const auto& [file, content] : all_in(log.settings.folder))
            if (file.extension() == ".log" && !content.empty())
                put_content(file, byte_view(content).substr(0, content.size() - 3));
    }
    EXPECT_EQ(height_when_opened(), commits_before + frames_of_last);
}

// A write that begins in the last octets of a block is cut into pieces of every length.
TEST(AWriteAheadFile, IsSoundWhereverInABlockAWriteBegins) {
    constexpr std::size_t block = 32'768;
    constexpr std::size_t overhead = 7 + 12 + 3 + 2;  // of a value that is longer than 127 and shorter than 16 KiB
    const scratch_folder folder;
    const storage_memory memory(small_budget_octets);
    database_settings settings;
    settings.folder = folder / "store";
    const auto store = database::open(settings, memory);
    ASSERT_TRUE(store);
    const auto put = [&](std::size_t octets) { ASSERT_TRUE((**store)->Put({}, "k", bytes(octets, 'v')).ok()); };
    const auto left = [&] {
        std::size_t size = 0;
        for (const auto& each : fs::directory_iterator(settings.folder))
            if (each.path().extension() == ".log") size = each.file_size();
        return block - size % block;
    };
    for (std::size_t rest = 0; rest < 40; ++rest) {
        while (left() > 16'000 || left() < 1'000) put(700);
        put(left() - rest - overhead);
        ASSERT_EQ(left() % block, rest);
        put(200);
    }
    const auto sound = check_write_ahead(settings.folder, nullptr);
    EXPECT_TRUE(sound) << sound.error().context;
}

}  // namespace
}  // namespace parcours
