// SPDX-License-Identifier: Apache-2.0
#include "commands/deciders/platform.hpp"

#include "commands/overloaded.hpp"
#include "events/commit/digest.hpp"

namespace parcours {
namespace {

using events = std::vector<platform_stream::event>;
using outcome = decision<platform_stream::event, platform_rejection>;

outcome decide(const platform::state& now, const adopt_charter& asked) {
    const digest adopted = sha256(asked.text);
    if (now.charter == adopted) return events{};
    return events{charter_adopted{asked.name_, adopted, asked.text}};
}

outcome decide(const platform::state& now, const open_vault& asked) {
    if (asked.term == now.vault_term) return events{};
    if (asked.term != now.vault_term + 1) return tl::unexpected(platform_rejection::wrong_state);
    return events{vault_opened{asked.term}};
}

}  // namespace

outcome platform::decide(const state& now, const command& asked, const facts&) {
    return std::visit([&](const auto& one) { return parcours::decide(now, one); }, asked);
}

platform::state platform::evolve(state before, const stream::event& happened, const stamp&) {
    std::visit(overloaded{[&](const charter_adopted& e) { before.charter = e.digest_; },
                          [&](const vault_opened& e) { before.vault_term = e.term; }},
               happened);
    return before;
}

}  // namespace parcours
