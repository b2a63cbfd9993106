// SPDX-License-Identifier: Apache-2.0
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "events/check.hpp"
#include "events/json/event_json.hpp"
#include "events/registry/event_registry.hpp"
#include "tests/fuzz/targets.hpp"
#include "tests/support/golden.hpp"

namespace parcours {
namespace {

// The first two octets choose the event type, the others are its body.
void run(byte_view octets) {
    if (octets.size() < 2) return;
    const auto& types = all_event_types();
    const auto chosen = static_cast<std::size_t>(read_u16(octets.data())) % types.size();
    const event_description& type = types[chosen];
    const stored_event stored{std::string(type.name), static_cast<std::uint16_t>(type.version),
                              bytes(octets.substr(2))};
    const auto nothing_opens = [](const cell_place&) -> cell_content { return erased{}; };
    boost::json::object shown;
    if (!render_fields(type.stream, stored, every_field(), nothing_opens, shown)) return;
    boost::json::object again;
    check(render_fields(type.stream, stored, every_field(), nothing_opens, again).has_value(), "it is read again");
    check(serialize(shown) == serialize(again), "and says the same");
}

std::vector<bytes> seeds() {
    std::vector<bytes> found;
    const auto& types = all_event_types();
    for (std::size_t each = 0; each < types.size(); ++each) {
        bytes octets{static_cast<char>(each & 0xff), static_cast<char>(each >> 8)};
        octets += golden_octets("tests/events/golden/" + std::string(types[each].name) + ".v" +
                                    std::to_string(types[each].version) + ".hex",
                                {});
        found.push_back(std::move(octets));
    }
    return found;
}

}  // namespace

const fuzz_target event_target{"event", run, seeds};

}  // namespace parcours
