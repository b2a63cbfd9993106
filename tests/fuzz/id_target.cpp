// SPDX-License-Identifier: Apache-2.0
#include "events/check.hpp"
#include "events/id.hpp"
#include "events/time.hpp"
#include "query_api/front/trace_context.hpp"
#include "tests/fuzz/targets.hpp"

namespace parcours {
namespace {

template <class Id>
void holds_of(std::string_view text) {
    const auto found = parse_id<Id>(text);
    if (!found) return;
    const std::string written = to_string(*found);
    check(written.size() == text.size() && parse_id<Id>(written) == found, "an id is written as it was read");
}

void run(byte_view text) {
    holds_of<person_id>(text);
    holds_of<application_id>(text);
    holds_of<organisation_id>(text);
    holds_of<meeting_id>(text);
    if (const auto found = parse_instant(text))
        check(parse_instant(to_string(*found)) == found, "a time stays the same");
    static_cast<void>(trace_of(text));
}

std::vector<bytes> seeds() {
    const id128 one{1'774'000'000'000ULL << 16 | 7, 12345};
    return {to_string(person_id{one}),       to_string(application_id{one}),
            to_string(organisation_id{one}), "2026-03-20T09:46:40.000Z",
            "2026-03-20T10:46:40+01:00",     "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"};
}

}  // namespace

const fuzz_target id_target{"id", run, seeds};

}  // namespace parcours
