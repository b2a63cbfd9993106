// SPDX-License-Identifier: Apache-2.0
// The stored form of each projection: a table that lies on a disk must be read by the next program, or be rebuilt under
// a higher version.
#include <gtest/gtest.h>

#include "projections/all_projections.hpp"
#include "projections/fold_part.hpp"
#include "projections/typed_rows.hpp"
#include "tests/support/declared_filler.hpp"
#include "tests/support/golden.hpp"

namespace parcours {
namespace {

constexpr std::uint64_t samples = 8;  // so that the states of a row on which its entries depend come up
const id128 stream{2, 600};

// What each member holds depends on its name and the sample alone: a new member leaves the others as they are.
template <declared Row>
Row sample_row(std::uint64_t sample) {
    Row row{};
    for_each_field<Row>([&](const auto& each) {
        random_source random(sample * 31 + field_tag(each.name));
        declared_filler(random, stream).fill(row.*each.member, each.name);
    });
    return row;
}

void append_pair(bytes& out, byte_view key, byte_view value) {
    append_u32(out, static_cast<std::uint32_t>(key.size()));
    out += key;
    append_u32(out, static_cast<std::uint32_t>(value.size()));
    out += value;
}

// Rows as they are stored, with the entries and counts that follow from them.
template <projection P>
bytes stored_form() {
    bytes all;
    for (std::uint64_t sample = 0; sample < samples; ++sample) {
        const versioned_row<P> row{sample + 1, sample_row<typename P::row>(sample)};
        append_pair(all, row_key(stream), encode_versioned<P>(row));
        const auto followed = follow<P>(row, stream, 3);
        for (const auto& [key, value] : followed.entries) append_pair(all, key, value);
        for (const auto& [key, amount] : followed.counts) append_pair(all, key, std::to_string(amount));
    }
    return all;
}

template <declared Value>
bytes stored_beside() {
    bytes all;
    for (std::uint64_t sample = 0; sample < samples; ++sample) append_row(all, sample_row<Value>(sample));
    return all;
}

template <projection P>
void expect_comes_back() {
    for (std::uint64_t sample = 0; sample < samples; ++sample) {
        const versioned_row<P> row{sample + 1, sample_row<typename P::row>(sample)};
        const auto back = decode_versioned<P>(encode_versioned<P>(row));
        ASSERT_TRUE(back.has_value()) << back.error().context;
        EXPECT_EQ(back->version, row.version);
        EXPECT_TRUE(back->row == row.row) << P::name;
    }
}

void expect_golden(const std::string& name, const bytes& now) {
    const bytes kept = golden_octets("tests/projections/golden/" + name + ".hex", now);
    EXPECT_TRUE(kept == now) << "the stored form of " << name << " has changed; that takes a higher version";
}

template <projection... P>
void expect_each(type_list<P...>) {
    (expect_golden(std::string(P::name) + "_v" + std::to_string(P::version), stored_form<P>()), ...);
    (expect_comes_back<P>(), ...);
}

TEST(StoredRows, KeepTheirFormAndComeBack) { expect_each(all_projections{}); }

TEST(WhatStandsBesideAnApplication, KeepsItsForm) {
    const auto& p = applications::name;
    const std::string version = "_v" + std::to_string(applications::version);
    expect_golden(std::string(p) + "_messages" + version, stored_beside<kept_message>());
    expect_golden(std::string(p) + "_actions" + version, stored_beside<application_action>());
}

}  // namespace
}  // namespace parcours
