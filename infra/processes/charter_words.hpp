// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "commands/command_registry.hpp"
#include "infra/settings/charter_file.hpp"

namespace parcours {

// What a charter may name in this program: its commands, the fields of its events, the states of its rows.
charter_vocabulary charter_words(const command_registry& registry);

}  // namespace parcours
