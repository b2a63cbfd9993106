// SPDX-License-Identifier: Apache-2.0
#include "events/check.hpp"
#include "events/commit/frame.hpp"
#include "tests/fuzz/targets.hpp"

namespace parcours {
namespace {

void run(byte_view octets) {
    const auto read = read_frame(octets);
    const auto* found = std::get_if<frame>(&read);
    if (found == nullptr) return;
    const framed again = make_frame(found->kind, found->previous, found->body);
    check(again.octets == octets, "a frame that is read is written again to the same octets");
    check(again.hash == found->hash, "and has the same hash");
    check(accept({found->previous, false}, *found).has_value(), "it extends the head that it names");
    check(!accept({found->previous, true}, *found).has_value(), "nothing extends a closed head");
}

std::vector<bytes> seeds() {
    const digest previous{1, 2, 3};
    return {make_frame(frame_kind::commit, previous, "a body").octets,
            make_frame(frame_kind::mark, previous, "").octets,
            make_frame(frame_kind::closing, first_head({9}, 1).hash, std::string(300, 'x')).octets};
}

}  // namespace

const fuzz_target frame_target{"frame", run, seeds};

}  // namespace parcours
