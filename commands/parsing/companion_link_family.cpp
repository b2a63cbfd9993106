// SPDX-License-Identifier: Apache-2.0
#include "commands/deciders/companion_link.hpp"
#include "commands/parsing/typed_family.hpp"

namespace parcours {

template family_type family_of<companion_link>();

}  // namespace parcours
