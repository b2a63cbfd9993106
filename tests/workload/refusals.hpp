// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

#include "tests/workload/chances.hpp"
#include "tests/workload/workload_settings.hpp"

namespace parcours::workload {

// Why an organisation refuses, as often as the settings say.
inline std::string_view draw_refusal(random_source& random, const workload_settings& s) {
    constexpr std::array<std::string_view, 9> codes{"no_position",     "lacking_skills", "not_mobile",
                                                    "training",        "unreachable",    "not_interested",
                                                    "hired_elsewhere", "duplicate",      "other"};
    return codes[draw_weighted(random, {s.refused_no_position, s.refused_lacking_skills, s.refused_not_mobile,
                                        s.refused_training, s.refused_unreachable, s.refused_not_interested,
                                        s.refused_hired_elsewhere, s.refused_duplicate, s.refused_other})];
}

}  // namespace parcours::workload
