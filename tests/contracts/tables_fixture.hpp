// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <ostream>

#include <gtest/gtest.h>

#include "projections/tables.hpp"
#include "tests/support/random_source.hpp"

namespace parcours {

// Tables of any kind, as the contract's tests see them: empty when they are made.
class tables_under_test {
  public:
    virtual ~tables_under_test() = default;
    virtual tables& all() = 0;
    // Closes all and opens it again as it was left. REQUIRES: no table, snapshot or builder of it is held.
    virtual void reopen() = 0;
};

struct tables_kind {
    std::string name;
    std::function<std::unique_ptr<tables_under_test>()> make;
};
inline void PrintTo(const tables_kind& kind, std::ostream* out) { *out << kind.name; }
inline std::string tables_kind_name(const testing::TestParamInfo<tables_kind>& each) { return each.param.name; }

struct tables_contract : testing::TestWithParam<tables_kind> {
    using pairs = std::vector<std::pair<bytes, bytes>>;
    using direction = table_snapshot::direction;
    std::unique_ptr<tables_under_test> home = GetParam().make();

    std::unique_ptr<table> open(int version = 1) { return *home->all().open("some_projection", version); }
    static void write(table& into, const std::map<bytes, bytes>& all) {
        table_batch batch;
        for (const auto& [key, value] : all) batch.put(key, value);
        ASSERT_TRUE(into.write(batch));
    }
    static void add(table& into, const bytes& key, std::int64_t delta) {
        table_batch batch;
        batch.add(key, delta);
        ASSERT_TRUE(into.write(batch));
    }
    static std::optional<bytes> get(const table& from, byte_view key) { return *from.snapshot()->get(key); }
    static std::int64_t count(const table& from, byte_view key) { return counter_value(get(from, key)); }
    static pairs scan(const table_snapshot& from, byte_view prefix, byte_view start = {},
                      direction way = direction::ascending, std::size_t pairs_max = 1000) {
        pairs found;
        EXPECT_TRUE(from.scan(prefix, start, way, [&](byte_view key, byte_view value) {
            found.emplace_back(key, value);
            return found.size() < pairs_max;
        }));
        return found;
    }
    static std::vector<bytes> keys(const table& from, byte_view prefix, byte_view start = {},
                                   direction way = direction::ascending, std::size_t pairs_max = 1000) {
        std::vector<bytes> found;
        for (auto& [key, value] : scan(*from.snapshot(), prefix, start, way, pairs_max)) found.push_back(key);
        return found;
    }
    // Builds from these runs, without finishing.
    std::unique_ptr<table_builder> build(const std::vector<std::map<bytes, bytes>>& runs) {
        auto builder = *home->all().build("some_projection", 1);
        for (const auto& run : runs) {
            EXPECT_TRUE(builder->next_run());
            for (const auto& [key, value] : run) EXPECT_TRUE(builder->put(key, value));
        }
        return builder;
    }
};
struct ATable : tables_contract {};
struct ABuild : tables_contract {};
using key_list = std::vector<bytes>;

}  // namespace parcours
