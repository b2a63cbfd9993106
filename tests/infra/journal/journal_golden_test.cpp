// SPDX-License-Identifier: Apache-2.0
#include <rocksdb/db.h>

#include "infra/journal/families.hpp"
#include "infra/rocksdb/database.hpp"
#include "tests/infra/journal/journal_under_test.hpp"
#include "tests/support/golden.hpp"

namespace parcours {
namespace {

struct stored_form : journal_under_test {
    // Every key and value of the folder, family by family, in hexadecimal.
    std::string dump() {
        database_settings whole;
        whole.folder = settings.folder;
        whole.families.resize(family_count);
        whole.families[frames_family].name = "frames";
        whole.families[commands_family].name = "commands";
        const auto store = database::open(whole, memory);
        std::string lines;
        for (std::size_t family = 0; family < family_count; ++family) {
            const std::unique_ptr<rocksdb::Iterator> at((**store)->NewIterator({}, (*store)->family(family)));
            for (at->SeekToFirst(); at->Valid(); at->Next())
                lines += whole.families[family].name + " " + to_hex(at->key().ToStringView()) + " " +
                         to_hex(at->value().ToStringView()) + "\n";
        }
        return lines;
    }
};
using TheStoredJournal = stored_form;

TEST_F(TheStoredJournal, IsAsItWas) {
    open();
    chain ours = chain::begin(shape, 1);
    commit both = ours.next_commit(1);
    both.parts = {{ours.stream(1), 1, {{"one", 1, "body"}, {"two", 2, ""}}},
                  {ours.stream(1, stream_kind::account), 1, {{"three", 1, ""}}}};
    const bytes first = ours.append(both);
    ASSERT_TRUE(take(1, {first, ours.append_mark(4), ours.append(2, ours.stream(1), 3)}));
    auto group = journal->begin();
    group.set_aside({2, 0}, "a foreign record");
    ASSERT_TRUE(journal->write(group, true));
    journal.reset();
    const std::string now = dump();
    EXPECT_EQ(now, golden_text("tests/infra/journal/golden/journal.txt", now));
}

}  // namespace
}  // namespace parcours
