// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "events/registry/event_registry.hpp"
#include "tests/events/streams/event_case.hpp"
#include "tests/events/streams/plain_cells.hpp"
#include "tests/events/streams/sampler.hpp"
#include "tests/support/golden.hpp"

namespace parcours {
namespace {

std::uint64_t any_seed() { return *rc::gen::inRange<std::uint64_t>(1, 1ULL << 40); }

const event_case& any_case() {
    const auto& all = all_event_cases();
    return all[*rc::gen::inRange<std::size_t>(0, all.size())];
}

bool is_corrupt(const expected<stored_event>& found) { return !found && found.error().code == failure_code::corrupt; }

class EveryEventType : public testing::TestWithParam<event_case> {};
INSTANTIATE_TEST_SUITE_P(Declared, EveryEventType, testing::ValuesIn(all_event_cases()),
                         [](const auto& named) { return label_of(named.param); });

TEST_P(EveryEventType, ComesBackSealedAsItIsDeclared) {
    GetParam().comes_back(full_sample);
    for (std::uint64_t seed = 1; seed <= 20; ++seed) GetParam().comes_back(seed_or(1) + seed);
}

TEST_P(EveryEventType, IsNotWrittenWhereNoKeyIsToBeHad) { GetParam().passes_failures_on(); }

// NOTE: a golden file is a stored event of a released version; it never changes (a changed form is a new version).
TEST_P(EveryEventType, KeepsItsStoredForm) {
    const stored_event now = GetParam().sample(full_sample);
    const std::string path = "tests/events/golden/" + now.name + ".v" + std::to_string(now.version) + ".hex";
    const bytes kept = golden_octets(path, now.body);
    EXPECT_EQ(to_hex(kept), to_hex(now.body)) << "the stored form has changed; that takes a new version";
    const auto again = GetParam().again({now.name, now.version, kept});
    ASSERT_TRUE(again.has_value()) << again.error().context;
    EXPECT_TRUE(GetParam().superseded || again->body == kept);
}

TEST_P(EveryEventType, ShowsNothingPersonalWhenItIsPrinted) {
    const auto printed = GetParam().printed(full_sample);
    EXPECT_EQ(printed.find(canary), std::string::npos);
    const auto* type = find_event_type(GetParam().name, GetParam().version);
    ASSERT_NE(type, nullptr);
    for (const auto& field : type->fields) {
        const bool hidden = printed.find(std::string(field.name) + ": ***") != std::string::npos;
        EXPECT_EQ(hidden, field.category.has_value()) << field.name;
    }
}

TEST_P(EveryEventType, IsRefusedCutShort) {
    const stored_event whole = GetParam().sample(full_sample);
    for (std::size_t size = 0; size < whole.body.size(); ++size)
        EXPECT_TRUE(is_corrupt(GetParam().again({whole.name, whole.version, whole.body.substr(0, size)}))) << size;
    EXPECT_TRUE(is_corrupt(GetParam().again({whole.name, whole.version, whole.body + '\0'})));
}

TEST_P(EveryEventType, IsRefusedUnderAnotherName) {
    const stored_event whole = GetParam().sample(full_sample);
    EXPECT_TRUE(is_corrupt(GetParam().again({whole.name, 99, whole.body})));
    EXPECT_TRUE(is_corrupt(GetParam().again({whole.name, 0, whole.body})));
    EXPECT_TRUE(is_corrupt(GetParam().again({whole.name + "_", whole.version, whole.body})));
    EXPECT_TRUE(is_corrupt(GetParam().again({"", whole.version, whole.body})));
}

// A body is corrupt or an event: what is read from changed octets is written as just these octets.
RC_GTEST_PROP(AStoredEventOfWhichABitFlipped, IsCorruptOrAnotherEvent, ()) {
    const event_case& type = any_case();
    stored_event changed = type.sample(any_seed());
    if (changed.body.empty()) return;
    const auto place = *rc::gen::inRange<std::size_t>(0, changed.body.size());
    changed.body[place] = static_cast<char>(changed.body[place] ^ (1 << *rc::gen::inRange(0, 8)));
    const auto again = type.again(changed);
    if (!again)
        RC_ASSERT(again.error().code == failure_code::corrupt);
    else if (!type.superseded)
        RC_ASSERT(again->body == changed.body);
}

RC_GTEST_PROP(AnyOctetsAsAStoredEvent, AreReadWithoutHarm, (std::string octets)) {
    const event_case& type = any_case();
    const auto again = type.again({type.name, static_cast<std::uint16_t>(type.version), octets});
    RC_ASSERT(again.has_value() || again.error().code == failure_code::corrupt);
}

}  // namespace
}  // namespace parcours
