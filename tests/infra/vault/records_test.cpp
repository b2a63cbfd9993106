// SPDX-License-Identifier: Apache-2.0
#include "infra/vault/records.hpp"

#include "infra/vault/page.hpp"
#include "tests/infra/vault/vault_under_test.hpp"
#include "tests/support/golden.hpp"

namespace parcours {
namespace {

// Samples whose every octet follows from one seed.
struct samples {
    fixed_entropy random{7};
    person_id person = person_number(3);
    secret_key secret = make_secret(random);
    secret_key wrapping = make_secret(random);
    secret_key proof = make_secret(random);
    ring_name ring{1, 2, 3, 4, 5, 6, 7, 8};
    person_record of_person{ring, make_key_id(ring, key_work::wraps, random), 9, true, false};
    person_record of_erased{ring, of_person.person_key, 9, true, true};
    key_record of_key{ring_use::category, person, category_name::application, scope_number(4), of_person.person_key};
    key_id id = make_key_id(ring, key_work::seals, random);
    fence around{person, category_name::application, scope_number(4), {}};
    about_vault about{random.token(), 5};

    bytes person_value = encode_person(of_person, person, secret, wrapping, proof, random);
    bytes erased_value = encode_erased_person(of_erased, person, proof);
    bytes key_value = encode_key(of_key, id, secret, wrapping, proof, random);
    bytes fence_value = encode_fence(around, {1'774'000'000'000}, proof);
    bytes about_value = encode_about(about, proof);
};

template <class Reads>
void expect_unread_when_damaged(bytes value, const Reads& reads) {
    ASSERT_TRUE(reads(value));
    for (std::size_t bit = 0; bit < value.size() * 8; ++bit) {
        value[bit / 8] = static_cast<char>(value[bit / 8] ^ 1 << bit % 8);
        EXPECT_FALSE(reads(value)) << "bit " << bit;
        value[bit / 8] = static_cast<char>(value[bit / 8] ^ 1 << bit % 8);
    }
    for (std::size_t size = 0; size < value.size(); ++size)
        EXPECT_FALSE(reads(value.substr(0, size))) << size << " octets";
    EXPECT_FALSE(reads(value + '\0'));
}

TEST(ARecord, OfAPersonIsNotReadWithAFlippedBit) {
    const samples all;
    const auto reads = [&](byte_view value) { return decode_person(all.person, value, all.proof).has_value(); };
    expect_unread_when_damaged(all.person_value, reads);
    expect_unread_when_damaged(all.erased_value, reads);
    EXPECT_FALSE(decode_person(person_number(4), all.erased_value, all.proof));
}

TEST(ARecord, OfAKeyIsNotReadWithAFlippedBit) {
    const samples all;
    expect_unread_when_damaged(all.key_value,
                               [&](byte_view value) { return decode_key(all.id, value, all.proof).has_value(); });
    expect_unread_when_damaged(all.key_value, [&](byte_view value) {
        return decode_key(all.id, value, all.proof) && open_key(value, all.id, all.wrapping);
    });
    auto other = all.id;
    other[15] ^= 1;
    EXPECT_FALSE(decode_key(other, all.key_value, all.proof));
    EXPECT_FALSE(open_key(all.key_value, other, all.wrapping));
}

TEST(ARecord, OfAFenceIsNotReadWithAFlippedBitOfItOrOfItsKey) {
    const samples all;
    const bytes key = fence_key_of(all.around);
    expect_unread_when_damaged(all.fence_value,
                               [&](byte_view value) { return decode_fence(key, value, all.proof).has_value(); });
    expect_unread_when_damaged(
        key, [&](byte_view damaged) { return decode_fence(damaged, all.fence_value, all.proof).has_value(); });
}

TEST(ARecord, OfTheVaultIsNotReadWithAFlippedBit) {
    const samples all;
    expect_unread_when_damaged(all.about_value,
                               [&](byte_view value) { return decode_about(value, all.proof).has_value(); });
}

TEST(ARecord, KeepsItsStoredForm) {  // stored formats never change (engineering.md)
    const samples all;
    const std::string folder = "tests/infra/vault/golden/";
    const bytes person = golden_octets(folder + "person.hex", all.person_value);
    const auto of_person = decode_person(all.person, person, all.proof);
    ASSERT_TRUE(of_person);
    EXPECT_EQ(of_person->ring, all.ring);
    EXPECT_EQ(of_person->person_key, all.of_person.person_key);
    EXPECT_EQ(of_person->bucket_generation, 9U);
    EXPECT_TRUE(of_person->fenced && !of_person->erased);
    EXPECT_EQ(*open_person_key(person, all.person, all.wrapping), all.secret);
    const auto of_erased =
        decode_person(all.person, golden_octets(folder + "erased_person.hex", all.erased_value), all.proof);
    ASSERT_TRUE(of_erased);
    EXPECT_TRUE(of_erased->fenced && of_erased->erased);

    const bytes key = golden_octets(folder + "key.hex", all.key_value);
    const auto of_key = decode_key(all.id, key, all.proof);
    ASSERT_TRUE(of_key);
    EXPECT_EQ(of_key->person, all.person);
    EXPECT_EQ(of_key->category, category_name::application);
    EXPECT_EQ(of_key->scope, scope_number(4));
    EXPECT_EQ(of_key->wrapped_by, all.of_person.person_key);
    EXPECT_EQ(*open_key(key, all.id, all.wrapping), all.secret);

    const bytes fence_key = golden_octets(folder + "fence_key.hex", fence_key_of(all.around));
    const auto around = decode_fence(fence_key, golden_octets(folder + "fence.hex", all.fence_value), all.proof);
    ASSERT_TRUE(around);
    EXPECT_EQ(*around, all.around);

    const auto about = decode_about(golden_octets(folder + "about.hex", all.about_value), all.proof);
    ASSERT_TRUE(about);
    EXPECT_EQ(about->vault, all.about.vault);
    EXPECT_EQ(about->term, 5U);

    const token128 generation{7, 0, 9};
    EXPECT_EQ(decode_log(golden_octets(folder + "log.hex", encode_log(generation, all.proof)), all.proof), generation);
}

TEST(ARecord, OfTheLogIsNotReadWithAFlippedBit) {
    const samples all;
    expect_unread_when_damaged(encode_log({7, 0, 9}, all.proof),
                               [&](byte_view value) { return decode_log(value, all.proof).has_value(); });
}

TEST(ThePageAndItsAnchor, KeepTheirStoredForm) {  // stored formats never change (engineering.md)
    fixed_entropy random(8);
    const anchor_secret under{3, make_secret(random)};
    const std::string folder = "tests/infra/vault/golden/";
    const auto read = decode_anchor_slot(golden_octets(folder + "anchor_slot.hex", encode_anchor_slot(under)));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->generation, 3U);
    EXPECT_EQ(read->secret, under.secret);

    page made = make_page({1'774'000'000'000}, random);
    made.anchor_place = 77;
    const auto opened = open_page(golden_octets(folder + "page.hex", seal_page(made, under, random)), under);
    ASSERT_TRUE(opened) << opened.error().context;
    EXPECT_EQ(opened->vault, made.vault);
    EXPECT_EQ(opened->anchor_place, 77U);
    for (std::uint16_t bucket = 0; bucket < bucket_count; ++bucket)
        EXPECT_EQ(opened->bucket(bucket, 1)->secret, made.bucket(bucket, 1)->secret);
    using enum page_key_use;
    for (const auto use : {blind_index, dedupe, tokens, proofs}) {
        EXPECT_EQ(opened->latest(use)->name, made.latest(use)->name);
        EXPECT_EQ(opened->latest(use)->secret, made.latest(use)->secret);
        EXPECT_EQ(opened->latest(use)->made_at, (instant{1'774'000'000'000}));
    }
}

TEST(ThePageAndItsAnchor, AreNotReadWithAFlippedBit) {
    fixed_entropy random(9);
    const anchor_secret under{1, make_secret(random)};
    expect_unread_when_damaged(encode_anchor_slot(under),
                               [](byte_view slot) { return decode_anchor_slot(slot).has_value(); });
    // Each octet of the box is under the same tag, so some of them stand for all.
    bytes sealed = seal_page(make_page({0}, random), under, random);
    for (std::size_t at = 0; at < sealed.size(); at += at < 64 ? 1 : 97) {
        sealed[at] = static_cast<char>(sealed[at] ^ 0x10);
        const auto opened = open_page(sealed, under);
        ASSERT_FALSE(opened) << at;
        EXPECT_EQ(opened.error().code, failure_code::corrupt);
        sealed[at] = static_cast<char>(sealed[at] ^ 0x10);
    }
    EXPECT_TRUE(open_page(sealed, under));
}

}  // namespace
}  // namespace parcours
