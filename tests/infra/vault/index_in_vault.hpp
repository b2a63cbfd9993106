// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>

#include "infra/vault/unique_index_store.hpp"
#include "tests/infra/vault/vault_under_test.hpp"

namespace parcours {

// A vault with its unique index, and time that passes.
class index_in_vault : public testing::Test {
  protected:
    static constexpr auto email = unique_kind::email;
    void SetUp() override { open(); }
    void open() {
        index.reset();
        kept.open();
        index = std::make_unique<unique_index_store>(kept->store(), kept->keys_of_page(), kept.time);
    }
    void pass_days(std::int64_t days) {
        kept.time.advance_ms(days * std::int64_t{24} * 3'600'000);
        ASSERT_TRUE(kept->renew());
    }
    void hold(const std::string& value, std::uint64_t whose) {
        const command_id by{static_cast<unsigned char>(whose), 9};
        const auto ours = index->reserve(email, value, by, 1, {7, whose});
        ASSERT_TRUE(ours && *ours);
        ASSERT_TRUE(index->confirm(by, email, {7, whose}));
    }
    std::uint64_t whose(const std::string& value) {
        const auto found = index->find(email, value);
        EXPECT_TRUE(found) << found.error().context;
        return found && *found ? (*found)->low : 0;
    }
    // All that the index has written.
    std::map<bytes, bytes> records() {
        std::map<bytes, bytes> all;
        for (const char space : {'u', 'c', 'h'})
            EXPECT_TRUE(kept->store().scan(bytes(1, space), bytes(1, static_cast<char>(space + 1)),
                                           [&](byte_view key, byte_view value) {
                                               all[bytes(key)] = value;
                                               return true;
                                           }));
        return all;
    }
    std::size_t blind_index_keys() { return kept->keys_of_page().all(page_key_use::blind_index).size(); }

    vault_under_test kept;
    std::unique_ptr<unique_index_store> index;
};

}  // namespace parcours
