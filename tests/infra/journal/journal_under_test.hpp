// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include "infra/journal/frame_journal.hpp"
#include "infra/rocksdb/storage_memory.hpp"
#include "tests/contracts/chain.hpp"
#include "tests/support/scratch_folder.hpp"

namespace parcours {

inline constexpr std::int64_t day_ms = std::int64_t{24} * 3600 * 1000;

// A journal in a folder of its own, written as a tailer does.
struct journal_under_test : testing::Test {
    scratch_folder folder;
    storage_memory memory{std::size_t{32} << 20};
    journal_settings settings{.folder = folder / "journal"};
    log_shape shape{token128{7}, 3};
    std::unique_ptr<frame_journal> journal;

    void open() {
        auto opened = frame_journal::open(settings, shape, memory);
        ASSERT_TRUE(opened) << opened.error().context;
        journal = *std::move(opened);
    }
    // Accepts these records of one partition, at consecutive offsets, in one write.
    expected<void> take(partition_number partition, const std::vector<bytes>& records, bool synced = true) {
        auto group = journal->begin();
        auto reader = journal->reader(partition, group);
        for (const auto& record : records) {
            const auto offset = reader.end().next;
            const auto verdict = reader.take(offset, record);
            if (const auto* why = std::get_if<failure>(&verdict)) return tl::unexpected(*why);
            if (const auto* next = std::get_if<accepted>(&verdict)) group.accept(*next, record);
        }
        group.move_end(partition, reader.end());
        return journal->write(group, synced);
    }
};

}  // namespace parcours
