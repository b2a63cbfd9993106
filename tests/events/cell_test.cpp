// SPDX-License-Identifier: Apache-2.0
#include "events/cell.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/support/fixed_entropy.hpp"
#include "tests/support/golden.hpp"

namespace parcours {
namespace {

constexpr std::size_t around_clear = 61 + 16;
const event_id some_event{9, 8, 7};
const std::uint32_t some_field = field_tag("full_name");

sealing_key some_key() {
    sealing_key key;
    key.id = {1, 2, 3};
    key.secret.fill(42);
    return key;
}

cell_context some_context() { return {person_id{{5, 6}}, category_name::identity, "account_created", 3}; }

bytes sealed_text(byte_view clear) {
    fixed_entropy random;
    return seal_cell(some_key(), some_context(), some_event, some_field, clear, random);
}

// Whether it opens nowhere but says so, rather than showing anything.
bool is_corrupt(const expected<bytes>& opened) { return !opened && opened.error().code == failure_code::corrupt; }

RC_GTEST_PROP(ASealedCell, OpensToWhatWasSealed, (const std::string& clear)) {
    RC_ASSERT(open_cell(some_key().secret, some_context(), sealed_text(clear)).value() == clear);
}

RC_GTEST_PROP(ASealedCell, HidesLengthsInStepsOf64, ()) {
    const auto size = *rc::gen::inRange<std::size_t>(0, 1000);
    const bytes cell = sealed_text(bytes(size, 'x'));
    RC_ASSERT(cell.size() == around_clear + (size / 64 + 1) * 64);
}

TEST(ASealedCell, NamesItsKeyItsEventAndItsField) {
    const auto header = read_cell_header(sealed_text("Léa"));
    ASSERT_TRUE(header);
    EXPECT_EQ(*header, (cell_header{some_key().id, some_event, some_field}));
}

TEST(ASealedCell, IsNeverTheSameTwice) {
    fixed_entropy random;
    const bytes one = seal_cell(some_key(), some_context(), some_event, some_field, "Léa", random);
    const bytes two = seal_cell(some_key(), some_context(), some_event, some_field, "Léa", random);
    EXPECT_NE(one, two);
    EXPECT_EQ(one.find("Léa"), bytes::npos);
}

TEST(ACellWithAnyBitFlipped, IsCorrupt) {
    const bytes cell = sealed_text("Léa Martin");
    for (std::size_t bit = 0; bit < cell.size() * 8; ++bit) {
        bytes flipped = cell;
        flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ 1 << bit % 8);
        EXPECT_TRUE(is_corrupt(open_cell(some_key().secret, some_context(), flipped))) << "bit " << bit;
    }
}

TEST(ACellCutOrGrown, IsCorrupt) {
    const bytes cell = sealed_text("Léa Martin");
    for (std::size_t size = 0; size < cell.size(); ++size)
        EXPECT_TRUE(is_corrupt(open_cell(some_key().secret, some_context(), byte_view(cell).substr(0, size))));
    EXPECT_TRUE(is_corrupt(open_cell(some_key().secret, some_context(), cell + bytes(64, '\0'))));
}

TEST(ACellUnderAnotherKey, IsCorrupt) {
    const bytes cell = sealed_text("Léa Martin");
    for (std::size_t bit = 0; bit < 256; ++bit) {
        auto secret = some_key().secret;
        secret[bit / 8] = static_cast<unsigned char>(secret[bit / 8] ^ 1U << bit % 8);
        EXPECT_TRUE(is_corrupt(open_cell(secret, some_context(), cell))) << "bit " << bit;
    }
}

TEST(ACellMovedElsewhere, IsCorrupt) {
    const bytes cell = sealed_text("Léa Martin");
    const auto moved_to = [&](auto change) {
        cell_context elsewhere = some_context();
        change(elsewhere);
        return open_cell(some_key().secret, elsewhere, cell);
    };
    EXPECT_TRUE(moved_to([](cell_context&) {}).has_value());
    EXPECT_TRUE(is_corrupt(moved_to([](cell_context& to) { to.person.value.low ^= 1; })));
    EXPECT_TRUE(is_corrupt(moved_to([](cell_context& to) { to.person.value.high ^= 1ULL << 63; })));
    EXPECT_TRUE(is_corrupt(moved_to([](cell_context& to) { to.category = category_name::contact; })));
    EXPECT_TRUE(is_corrupt(moved_to([](cell_context& to) { to.event_name = "account_createe"; })));
    EXPECT_TRUE(is_corrupt(moved_to([](cell_context& to) { to.event_name = "account_create"; })));
    EXPECT_TRUE(is_corrupt(moved_to([](cell_context& to) { to.event_version = 4; })));
}

TEST(AStoredCell, StaysReadable) {
    const bytes stored = golden_octets("tests/events/golden/cell_v1.hex", sealed_text("Léa Martin"));
    EXPECT_EQ(stored, sealed_text("Léa Martin")) << "the format of cells has changed";
    EXPECT_EQ(open_cell(some_key().secret, some_context(), stored).value(), "Léa Martin");
}

}  // namespace
}  // namespace parcours
