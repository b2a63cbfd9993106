// SPDX-License-Identifier: Apache-2.0
#include "events/check.hpp"
#include "infra/settings/charter_file.hpp"
#include "tests/fuzz/targets.hpp"
#include "tests/support/shipped_charter.hpp"

namespace parcours {
namespace {

void run(byte_view text) {
    charter_vocabulary known;
    known.knows_zone = [](const std::string&) { return true; };
    const auto read = parse_charter(text, "charter.toml", known);
    if (!read) check(!read.error().empty(), "what is refused is refused for a reason");
}

std::vector<bytes> seeds() {
    return {atouts().text, "name = \"a\"\n[title]\nfr = \"A\"\n", "[roles.candidate]\nself_registration = true\n"};
}

}  // namespace

const fuzz_target charter_target{"charter", run, seeds};

}  // namespace parcours
