// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <ostream>

#include <rapidcheck.h>

#include "tests/infra/vault/index_in_vault.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/unique_index_in_memory.hpp"

namespace parcours {
namespace {

using AnIndexThatCommandsUse = index_in_vault;

// What commands do to an index, one after another, told by numbers.
struct step {
    int what = 0;
    unsigned char command = 0;
    int value = 0;
    std::uint64_t holder = 0;
};

std::string outcome(unique_index& index, const step& each) {
    const command_id by{each.command, 1};
    const auto kind = each.value % 3 == 0 ? unique_kind::siret : unique_kind::email;
    const std::string value = "value " + std::to_string(each.value);
    const id128 holder{7, each.holder};
    switch (each.what) {
        case 0: return *index.reserve(kind, value, by, 1, holder) ? "reserved" : "taken";
        case 1: return index.confirm(by, kind, holder) ? "confirmed" : "failed";
        case 2: return index.release(by) ? "released" : "failed";
        default: break;
    }
    std::string all;
    for (int number = 0; number < 6; ++number) {
        const auto found =
            index.find(number % 3 == 0 ? unique_kind::siret : unique_kind::email, "value " + std::to_string(number));
        all += *found ? std::to_string((*found)->low) + " " : "- ";
    }
    return all + std::to_string(index.open_reservations({INT64_MAX})->size());
}

std::ostream& operator<<(std::ostream& out, const step& each) {
    return out << "{" << each.what << ", " << int{each.command} << ", " << each.value << ", " << each.holder << "}";
}

TEST_F(AnIndexThatCommandsUse, AgreesWithAPlainModel) {
    const auto agrees = [this](const std::vector<step>& steps) {
        std::vector<store_change> nothing;
        for (const auto& [key, value] : records()) nothing.push_back({key, std::nullopt});
        RC_ASSERT(kept->store().write(nothing).has_value());
        unique_index_in_memory model(kept.time);
        std::map<unsigned char, std::uint64_t> holder_of;
        unsigned char month = 0;
        for (step each : steps) {
            // Months pass, and keys are renewed; nobody repeats a command that long.
            if (each.what == 4) {
                pass_days(31);
                ++month;
                continue;
            }
            each.command = static_cast<unsigned char>(each.command + 10 * (month % 20));
            // A command is of one holder, as its stream is.
            each.holder = holder_of.try_emplace(each.command, each.holder).first->second;
            RC_ASSERT(outcome(*index, each) == outcome(model, each));
        }
        RC_ASSERT(outcome(*index, {3}) == outcome(model, {3}));
    };
    const auto steps = rc::gen::container<std::vector<step>>(rc::gen::construct<step>(
        rc::gen::weightedElement<int>({{6, 0}, {4, 1}, {3, 2}, {3, 3}, {1, 4}}), rc::gen::inRange<unsigned char>(1, 7),
        rc::gen::inRange(0, 6), rc::gen::inRange<std::uint64_t>(1, 4)));
    EXPECT_TRUE(rc::check("an index does what a plain model does", [&] { agrees(*steps); }));
}

TEST(ARecordOfTheIndex, KeepsItsStoredForm) {  // stored formats never change (engineering.md)
    fixed_entropy random(10);
    const secret_key secret = make_secret(random);
    const secret_key proof = make_secret(random);
    const std::string folder = "tests/infra/vault/golden/";
    const bytes key =
        golden_octets(folder + "unique_key.hex", unique_key(token128{1, 2, 3}, secret, unique_kind::email, "a@b.fr"));
    EXPECT_EQ(key, unique_key(token128{1, 2, 3}, secret, unique_kind::email, "a@b.fr"));
    EXPECT_EQ(kind_of_unique_key(key), unique_kind::email);
    EXPECT_EQ(blind_index_of_unique_key(key), (token128{1, 2, 3}));
    const auto unique =
        decode_unique(key, golden_octets(folder + "unique.hex", encode_unique(key, {true, {7, 8}, 2}, proof)), proof);
    ASSERT_TRUE(unique);
    EXPECT_TRUE(unique->held);
    EXPECT_EQ(unique->holder, (id128{7, 8}));
    EXPECT_EQ(unique->reservations, 2U);

    const bytes by_command =
        golden_octets(folder + "reservation_key.hex", unique_command_key(command_id{9}, unique_kind::email));
    EXPECT_EQ(by_command, unique_command_key(command_id{9}, unique_kind::email));
    EXPECT_EQ(command_of_key(by_command), command_id{9});
    const auto reserved = decode_reservation(
        by_command,
        golden_octets(folder + "reservation.hex", encode_reservation(by_command, {true, 4, {5}, key}, proof)), proof);
    ASSERT_TRUE(reserved);
    EXPECT_TRUE(reserved->settled);
    EXPECT_EQ(reserved->partition, 4U);
    EXPECT_EQ(reserved->at, (instant{5}));
    EXPECT_EQ(reserved->key, key);

    const bytes by_holder = unique_holder_key(unique_kind::siret, {7, 8});
    EXPECT_EQ(golden_octets(folder + "held_key.hex", by_holder), by_holder);
    const auto held =
        decode_held(by_holder, golden_octets(folder + "held.hex", encode_held(by_holder, key, proof)), proof);
    ASSERT_TRUE(held);
    EXPECT_EQ(*held, key);
}

}  // namespace
}  // namespace parcours
