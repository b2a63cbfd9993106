// SPDX-License-Identifier: Apache-2.0
#include "commands/command_id.hpp"

#include <algorithm>

#include "events/commit/digest.hpp"

namespace parcours {
namespace {

constexpr std::size_t key_length_max = 64;

bool is_key_letter(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
           letter == '_' || letter == '-';
}

// Each kind of id hashes its own label first, so that none can be made to equal another kind's.
digest labelled(std::string_view label, byte_view first, byte_view second) {
    bytes octets(label);
    octets += '\0';
    octets += first;
    octets += '\0';
    octets += second;
    return sha256(octets);
}

command_id first_half(const digest& whole) {
    command_id id{};
    std::copy_n(whole.begin(), id.size(), id.begin());
    return id;
}

}  // namespace

bool is_idempotency_key(std::string_view text) {
    return !text.empty() && text.size() <= key_length_max && std::all_of(text.begin(), text.end(), is_key_letter);
}

std::string make_idempotency_key(entropy& random) {
    const token128 octets = random.token();
    return to_hex(view(octets));
}

command_id make_command_id(const person_id& account, std::string_view idempotency_key) {
    const auto octets = account.value.octets();
    return first_half(labelled("command", view(octets), idempotency_key));
}

command_id make_reaction_id(std::string_view reactor, const event_id& cause) {
    return first_half(labelled("reaction", reactor, view(cause)));
}

route_number route_of(const command_id& command) { return read_u16(reinterpret_cast<const char*>(command.data())); }

id128 make_id(const command_id& command, instant now, route_number route) {
    const digest whole = labelled("made", view(command), {});
    return id128::make(now, route, read_u64(reinterpret_cast<const char*>(whole.data())));
}

id128 make_further_id(const id128& made, std::string_view what) {
    const auto octets = made.octets();
    const digest whole = labelled("further", view(octets), what);
    return {made.high, read_u64(reinterpret_cast<const char*>(whole.data()))};
}

bytes request_octets(std::string_view name, std::string_view body) {
    bytes octets(name);
    octets += '\0';
    octets += body;
    return octets;
}

}  // namespace parcours
