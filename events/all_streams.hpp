// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/streams/companion_link.hpp"

namespace parcours {

// Every stream family, in the order of the catalogue.
using all_streams = type_list<companion_link_stream>;

}  // namespace parcours
