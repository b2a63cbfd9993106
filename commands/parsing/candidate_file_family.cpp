// SPDX-License-Identifier: Apache-2.0
#include "commands/deciders/candidate_file.hpp"
#include "commands/parsing/typed_family.hpp"

namespace parcours {

template family_type family_of<candidate_file>();

}  // namespace parcours
