// SPDX-License-Identifier: Apache-2.0
#include "commands/deciders/application.hpp"
#include "commands/parsing/typed_family.hpp"

namespace parcours {

template family_type family_of<application>();

}  // namespace parcours
