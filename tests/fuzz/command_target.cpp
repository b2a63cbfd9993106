// SPDX-License-Identifier: Apache-2.0
#include "commands/all_commands.hpp"
#include "commands/command_registry.hpp"
#include "events/check.hpp"
#include "tests/fuzz/targets.hpp"

namespace parcours {
namespace {

const command_registry& registry() {
    static const command_registry all(all_families());
    return all;
}
const std::vector<std::string>& command_names() {
    static const auto names = registry().names();
    static const std::vector<std::string> all(names.begin(), names.end());
    return all;
}

// The first octet chooses the command, the others are the request's body.
void run(byte_view octets) {
    if (octets.empty()) return;
    static const charter terms;
    request_context context;
    context.by = {{}, "system", {}};
    context.system = true;
    context.terms = &terms;
    context.now = {1'774'000'000'000};
    context.id = {1, 2, 3};
    const auto& name = command_names()[static_cast<unsigned char>(octets.front()) % command_names().size()];
    const auto prepared = registry().prepare(name, octets.substr(1), context);
    if (prepared) {
        check(!prepared->request().empty(), "what is a command has octets to know it again by");
        return;
    }
    const auto& refused = prepared.error();
    for (const auto& fault : refused.faults)
        check(fault.pointer.empty() || fault.pointer.front() == '/', "a fault is told with a JSON pointer");
}

std::vector<bytes> seeds() {
    const std::string person = R"("person_01jz0000000000000000000000")";
    const std::string application = R"({"application":"app_01jz0000000000000000000000")";
    std::vector<bytes> found;
    for (std::size_t each = 0; each < command_names().size(); ++each) {
        const bytes chosen(1, static_cast<char>(each));
        found.push_back(chosen + application + R"(,"message":"Bonjour \ud83d\ude42 — Élodie"})");
        found.push_back(chosen + R"({"candidate":)" + person + R"(,"companion":)" + person + "}");
    }
    return found;
}

}  // namespace

const fuzz_target command_target{"command", run, seeds};

}  // namespace parcours
