// SPDX-License-Identifier: Apache-2.0
// What may still be done to a stream that people filled with as many events as they may.
#include <gtest/gtest.h>

#include "commands/all_commands.hpp"
#include "commands/command_registry.hpp"
#include "commands/executor/settings.hpp"
#include "events/all_streams.hpp"
#include "tests/commands/cast.hpp"

namespace parcours {
namespace {

using namespace cast;

const command_registry& registry() {
    static const command_registry all(all_families());
    return all;
}

TEST(AFullStream, AllowsWhatEndsItAlone) {
    const auto state = all_folds(registry()).initial(stream_kind::offer);
    const auto add = [&](const offer_stream::event& happened) {
        const auto stored = encode_event<offer_stream>(happened, {stream_kind::offer, an_offer.value}, {});
        ASSERT_TRUE(state->evolve(*stored, {}));
    };
    route_state route;
    facts known;
    known.now = now;
    known.by = {recruiter, "recruiter", {}};
    known.terms = &atouts();
    known.route = &route;
    known.remote.audiences = {audience::recruiter_of_target};
    const auto allowed = [&] { return registry().allowed(stream_kind::offer, *state, known); };
    offer_published published;
    published.organisation = company;
    add(published);
    EXPECT_EQ(allowed(), (std::vector<std::string>{"offer.update", "offer.close"}));
    offer_updated updated;
    updated.organisation = company;
    while (state->known().size() < executor_settings{}.stream_events_max) add(updated);
    EXPECT_EQ(allowed(), std::vector<std::string>{"offer.close"});
}
TEST(WhatEndsALife, IsDecidedThoughItsStreamIsFull) {
    std::set<std::string_view> found;
    for (const auto& family : registry().families())
        for (const auto& each : family.commands)
            if (each.ends) found.insert(each.name);
    const std::set<std::string_view> all{"account.deactivate",
                                         "account.leave_organisation",
                                         "application.cancel",
                                         "application.declare_hiring",
                                         "application.declare_no_hiring",
                                         "application.refuse",
                                         "application.withdraw",
                                         "companion_link.decline",
                                         "companion_link.revoke",
                                         "offer.close",
                                         "organisation.close_spontaneous",
                                         "sponsorship.cancel",
                                         "sponsorship.end",
                                         "sponsorship.refuse",
                                         "sponsorship.withdraw"};
    EXPECT_EQ(found, all);
}

}  // namespace
}  // namespace parcours
