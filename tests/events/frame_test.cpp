// SPDX-License-Identifier: Apache-2.0
#include "events/commit/frame.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "events/commit/digest.hpp"

namespace parcours {
namespace {

digest some_digest(unsigned char first) {
    digest value{};
    value.front() = first;
    return value;
}

frame read(byte_view record) { return std::get<frame>(read_frame(record)); }

TEST(Sha256, IsTheStandardOne) {
    EXPECT_EQ(to_hex(view(sha256("abc"))), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(AFrame, IsAHeaderOfEightyOctetsAndItsBody) {
    const auto made = make_frame(frame_kind::mark, some_digest(1), "body");
    ASSERT_EQ(made.octets.size(), 84U);
    EXPECT_EQ(made.octets.substr(0, 4), "PRCF");
    EXPECT_EQ(made.hash, sha256(made.octets.substr(0, 80)));
    const frame back = read(made.octets);
    EXPECT_EQ(back.kind, frame_kind::mark);
    EXPECT_EQ(back.previous, some_digest(1));
    EXPECT_EQ(back.hash, made.hash);
    EXPECT_EQ(back.body, "body");
}

// NOTE: this pins the stored format; a change here is a new frame version.
TEST(AFrame, KeepsItsStoredForm) {
    EXPECT_EQ(to_hex(make_frame(frame_kind::commit, digest{}, "").octets),
              "50524346010001000000000000000000"
              "0000000000000000000000000000000000000000000000000000000000000000"
              "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(to_hex(view(first_head(token128{}, 3).hash)),
              to_hex(view(sha256("parcours first head" + bytes(16, '\0') + bytes("\3\0\0\0", 4)))));
}

RC_GTEST_PROP(AnyOctetChanged, MakesARecordThatIsNoFrameOrAnother, (std::string body)) {
    const auto made = make_frame(frame_kind::commit, some_digest(9), body);
    const auto place = *rc::gen::inRange<std::size_t>(0, made.octets.size());
    const auto change = static_cast<char>(*rc::gen::inRange(1, 256));
    bytes changed = made.octets;
    changed[place] = static_cast<char>(changed[place] ^ change);
    const auto found = read_frame(changed);
    const bool another = std::holds_alternative<frame>(found) && std::get<frame>(found).hash != made.hash;
    RC_ASSERT(another || std::holds_alternative<not_a_frame>(found));
}

RC_GTEST_PROP(AnyOctets, AreReadWithoutHarm, (std::string octets)) {
    (void)read_frame(octets);
    (void)read_frame("PRCF" + octets);
}

TEST(ARecordCutShortOrDrawnOut, IsForeign) {
    const auto made = make_frame(frame_kind::commit, digest{}, "body");
    for (std::size_t size = 6; size < made.octets.size(); ++size)
        EXPECT_EQ(std::get<not_a_frame>(read_frame(byte_view(made.octets).substr(0, size))), not_a_frame::foreign);
    EXPECT_EQ(std::get<not_a_frame>(read_frame(made.octets + "x")), not_a_frame::foreign);
    EXPECT_EQ(std::get<not_a_frame>(read_frame("")), not_a_frame::foreign);
}

TEST(AFrameOfANewerVersion, IsToldApart) {
    auto made = make_frame(frame_kind::commit, digest{}, "body");
    made.octets[4] = 2;
    EXPECT_EQ(std::get<not_a_frame>(read_frame(made.octets)), not_a_frame::unknown_version);
}

TEST(TheRule, AcceptsWhatExtendsTheHeadAndNothingElse) {
    const head start = first_head(token128{}, 0);
    const auto one = make_frame(frame_kind::commit, start.hash, "one");
    const auto rival = make_frame(frame_kind::commit, start.hash, "rival");
    const auto after = accept(start, read(one.octets));
    ASSERT_TRUE(after);
    EXPECT_EQ(after->hash, one.hash);
    EXPECT_FALSE(accept(*after, read(rival.octets)));
    EXPECT_FALSE(accept(*after, read(one.octets)));
}

TEST(TheRule, AcceptsNothingAfterAClosingFrame) {
    const head start = first_head(token128{}, 0);
    const auto last = make_frame(frame_kind::closing, start.hash, "");
    const auto closed = accept(start, read(last.octets));
    ASSERT_TRUE(closed);
    EXPECT_TRUE(closed->closed);
    EXPECT_FALSE(accept(*closed, read(make_frame(frame_kind::commit, last.hash, "late").octets)));
}

// Any interleaving of two writers' chains, with copies: every reader ends with the same accepted chain.
RC_GTEST_PROP(TheRule, MakesOneChainOfAnyRecords, (std::vector<std::pair<bool, bool>> steps)) {
    const head start = first_head(token128{}, 1);
    std::vector<bytes> log;
    std::array<digest, 2> known{start.hash, start.hash};
    head current = start;
    std::size_t accepted_count = 0;
    for (const auto& [writer, refreshes] : steps) {
        auto& mine = known[writer ? 1 : 0];
        if (refreshes) mine = current.hash;
        const auto made = make_frame(frame_kind::commit, mine, std::to_string(log.size()));
        log.push_back(made.octets);
        if (const auto after = accept(current, read(made.octets))) {
            RC_ASSERT(mine == current.hash);
            current = *after;
            ++accepted_count;
        }
        mine = made.hash;
    }
    head replayed = start;
    std::size_t replayed_count = 0;
    for (const auto& record : log)
        for (int copy = 0; copy < 2; ++copy)
            if (const auto after = accept(replayed, read(record))) {
                replayed = *after;
                ++replayed_count;
            }
    RC_ASSERT(replayed == current);
    RC_ASSERT(replayed_count == accepted_count);
}

}  // namespace
}  // namespace parcours
