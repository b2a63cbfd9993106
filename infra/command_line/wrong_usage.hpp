// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>

// NOLINTNEXTLINE(readability-identifier-naming): the library calls itself so.
namespace CLI {
class App;
}

namespace parcours {

// Parses by `parse`, and tells people what is wrong with the words they gave: for a name that is not known, the nearest
// that is. Nothing where the words can be obeyed; else the exit code: 0 where help or the version was asked for, 2 for
// wrong usage (interface.md, "Programs").
std::optional<int> parse_words(CLI::App& program, const std::function<void(CLI::App&)>& parse);

}  // namespace parcours
