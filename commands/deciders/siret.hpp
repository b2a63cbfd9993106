// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace parcours {

// Whether a text is the number of a French establishment: 14 digits, Luhn's sum divisible by ten; those of La Poste
// (SIREN 356 000 000), which are too many for it, may have a plain sum divisible by five instead (INSEE).
bool is_siret(std::string_view text);

}  // namespace parcours
