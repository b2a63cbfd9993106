// SPDX-License-Identifier: Apache-2.0
#include "commands/all_commands.hpp"

#include "commands/deciders/account.hpp"
#include "commands/deciders/application.hpp"
#include "commands/deciders/candidate_file.hpp"
#include "commands/deciders/companion_link.hpp"
#include "commands/deciders/offer.hpp"
#include "commands/deciders/organisation.hpp"
#include "commands/deciders/platform.hpp"
#include "commands/deciders/sponsorship.hpp"

namespace parcours {
namespace {

template <decider... D>
std::vector<family_type> all_of(type_list<D...>) {
    std::vector<family_type> all;
    all.reserve(sizeof...(D));
    (all.push_back(family_of<D>()), ...);
    return all;
}

}  // namespace

// In the order of the catalogue.
std::vector<family_type> all_families() {
    return all_of(
        type_list<platform, account, candidate_file, companion_link, organisation, offer, application, sponsorship>{});
}

}  // namespace parcours
