// SPDX-License-Identifier: Apache-2.0
#include "commands/deciders/sponsorship.hpp"
#include "commands/parsing/typed_family.hpp"

namespace parcours {

template family_type family_of<sponsorship>();

}  // namespace parcours
