// SPDX-License-Identifier: Apache-2.0
#include "events/check.hpp"
#include "events/commit/commit.hpp"
#include "tests/fuzz/targets.hpp"

namespace parcours {
namespace {

template <class Decode>
void stays_the_same(byte_view octets, Decode decode) {
    const auto read = decode(octets);
    if (!read) return;
    const auto again = decode(encode(*read));
    check(again && *again == *read, "what is read is written again with the same meaning");
}

void run(byte_view octets) {
    stays_the_same(octets, [](byte_view from) { return decode_commit(from); });
    stays_the_same(octets, [](byte_view from) { return decode_mark(from); });
    stays_the_same(octets, [](byte_view from) { return decode_closing(from); });
}

std::vector<bytes> seeds() {
    commit one;
    one.command = {1, 2, 3};
    one.command_name = "application.submit";
    one.by.role = "candidate";
    one.remote_positions = {{1, 7}, {2, 9}};
    one.recorded_at = {1'774'000'000'000};
    one.height = 12;
    one.outcome = R"({"application":"app_0000"})";
    one.parts = {{{stream_kind::application, {1, 2}}, 1, {{"application_submitted", 1, "body"}, {"other", 2, ""}}},
                 {{stream_kind::candidate_file, {1, 3}}, 4, {{"third", 1, "x"}}}};
    commit rejected;
    rejected.rejection = "wrong_state";
    return {encode(one), encode(rejected), encode(mark{{4}, 7, 8}), encode(closing{{5}, {6}, 9})};
}

}  // namespace

const fuzz_target commit_target{"commit", run, seeds};

}  // namespace parcours
