// SPDX-License-Identifier: Apache-2.0
#include "events/cell.hpp"
#include "events/check.hpp"
#include "tests/fuzz/targets.hpp"
#include "tests/support/fixed_entropy.hpp"

namespace parcours {
namespace {

const cell_context context{person_id{{1, 2}}, category_name::identity, "account_registered", 1};

void run(byte_view octets) {
    const auto header = read_cell_header(octets);
    std::array<unsigned char, 32> secret{};
    const auto opened = open_cell(secret, context, octets);
    check(header.has_value() || !opened.has_value(), "what has no header does not open");
    secret[0] = 7;
    check(!open_cell(secret, context, octets).has_value(), "nothing opens under a key that was never used");
}

std::vector<bytes> seeds() {
    fixed_entropy random;
    std::vector<bytes> found;
    for (const std::size_t size : {0U, 1U, 63U, 64U, 1000U})
        found.push_back(seal_cell(sealing_key{}, context, {3}, field_tag("email"), std::string(size, 'a'), random));
    return found;
}

}  // namespace

const fuzz_target cell_target{"cell", run, seeds};

}  // namespace parcours
