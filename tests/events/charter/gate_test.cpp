// SPDX-License-Identifier: Apache-2.0
#include "events/charter/gate.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "events/registry/event_registry.hpp"

namespace parcours {
namespace {

// The candidate edits drafts; companions and whom a validation lets in read what is sent; returns are the companions'.
visibility gated() {
    visibility made;
    made.grant(group::draft, audience::self, right::edit);
    for (const auto each : {audience::self, audience::companion}) {
        made.grant(group::application, each, right::read);
        made.grant(group::followup, each, right::read);
    }
    made.grant(group::application, audience::recruiter_of_target, right::read);
    return made;
}
const audience_set candidate{audience::public_, audience::self};
const audience_set companion{audience::public_, audience::companion};
const audience_set let_in{audience::public_, audience::recruiter_of_target};

struct versions {
    std::uint64_t of_candidate = 0;
    std::uint64_t of_companion = 0;
    std::uint64_t of_who_is_let_in = 0;
    bool operator==(const versions&) const = default;
};
versions versions_of(const known_events& events) {
    const auto terms = gated();
    return {events.version_for(terms, candidate), events.version_for(terms, companion),
            events.version_for(terms, let_in)};
}

void happens(known_events& into, std::string_view name) {
    const auto* type = find_event_type(name, 1);
    ASSERT_NE(type, nullptr) << name;
    into.add(type->in, gate_step_of(name));
}

// shows APT-VIS-17
TEST(AVersion, CountsWhatEachMayKnowOfAtEachStepTowardsTheGate) {
    struct step {
        std::string_view event;
        versions known;
    };
    known_events so_far;
    for (const auto& each : std::vector<step>{{"application_drafted", {1, 0, 0}},
                                              {"application_edited", {2, 0, 0}},
                                              {"application_submitted", {3, 1, 1}},
                                              {"application_edited", {4, 2, 1}},
                                              {"application_returned", {5, 3, 1}},
                                              {"application_edited", {6, 3, 1}},
                                              {"application_submitted", {7, 4, 1}},
                                              {"application_edited", {8, 5, 1}},
                                              {"application_edited", {9, 6, 1}},
                                              {"application_validated", {10, 7, 2}},
                                              {"application_taken_in_charge", {11, 8, 3}}}) {
        happens(so_far, each.event);
        EXPECT_EQ(versions_of(so_far), each.known) << each.event;
    }
}

TEST(AStepAtTheGate, IsOneOfADeclaredEvent) {
    for (const auto name :
         {"application_edited", "application_submitted", "application_returned", "application_validated",
          "sponsorship_requested", "sponsorship_returned", "sponsorship_validated"}) {
        EXPECT_NE(find_event_type(name, 1), nullptr) << name;
        EXPECT_NE(gate_step_of(name), gate_step::none) << name;
    }
    EXPECT_EQ(gate_step_of("offer_published"), gate_step::none);
}

RC_GTEST_PROP(AVersion, IsOneMoreOrTheSameForWhoNeedsNoValidation, ()) {
    visibility matrix;
    for (const auto& [what, whom] : *rc::gen::container<std::vector<std::pair<int, int>>>(
             rc::gen::pair(rc::gen::inRange(0, static_cast<int>(group_count)),
                           rc::gen::inRange(0, static_cast<int>(audience_count)))))
        matrix.grant(static_cast<group>(what), static_cast<audience>(whom), right::read);
    audience_set before_gate;
    for (const int each : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, static_cast<int>(audience_count))))
        if (static_cast<audience>(each) != audience::recruiter_of_target) before_gate.add(static_cast<audience>(each));
    known_events so_far;
    std::uint64_t last = 0;
    for (const auto& [number, step] : *rc::gen::container<std::vector<std::pair<int, int>>>(
             rc::gen::pair(rc::gen::inRange(0, static_cast<int>(group_count)), rc::gen::inRange(0, 5)))) {
        const auto in = static_cast<group>(number);
        so_far.add(in, static_cast<gate_step>(step));
        const auto now = so_far.version_for(matrix, before_gate);
        RC_ASSERT(now == last || now == last + 1);
        if (static_cast<gate_step>(step) != gate_step::edits) RC_ASSERT((now > last) == matrix.reads(in, before_gate));
        last = now;
    }
}

}  // namespace
}  // namespace parcours
