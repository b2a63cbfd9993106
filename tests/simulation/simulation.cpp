// SPDX-License-Identifier: Apache-2.0
#include "tests/simulation/simulation.hpp"

#include <array>
#include <utility>

#include "tests/simulation/world.hpp"

namespace parcours {
namespace {

constexpr std::array<std::pair<planted_fault, std::string_view>, 16> names{{
    {planted_fault::none, "none"},
    {planted_fault::id_not_looked_up_in_pending, "id_not_looked_up_in_pending"},
    {planted_fault::id_not_looked_up_again, "id_not_looked_up_again"},
    {planted_fault::states_not_rolled_back, "states_not_rolled_back"},
    {planted_fault::snapshot_behind_head, "snapshot_behind_head"},
    {planted_fault::ignored_mark_settles, "ignored_mark_settles"},
    {planted_fault::answers_before_read_back, "answers_before_read_back"},
    {planted_fault::answers_nothing_at_once, "answers_nothing_at_once"},
    {planted_fault::doubt_taken_for_lost, "doubt_taken_for_lost"},
    {planted_fault::request_not_compared, "request_not_compared"},
    {planted_fault::rejection_not_recorded, "rejection_not_recorded"},
    {planted_fault::serves_without_mark, "serves_without_mark"},
    {planted_fault::read_after_ignored, "read_after_ignored"},
    {planted_fault::clock_not_clamped, "clock_not_clamped"},
    {planted_fault::silence_not_doubted, "silence_not_doubted"},
    {planted_fault::writer_id_used_again, "writer_id_used_again"},
}};

}  // namespace

simulation_result simulate(std::uint64_t seed, planted_fault fault, bool trace) {
    return world(seed, fault, trace).run();
}

std::string_view to_string(planted_fault fault) {
    for (const auto& [each, name] : names)
        if (each == fault) return name;
    return "unknown";
}

std::optional<planted_fault> parse_planted_fault(std::string_view name) {
    for (const auto& [each, known] : names)
        if (known == name) return each;
    return std::nullopt;
}

const std::vector<planted_fault>& all_planted_faults() {
    static const auto all = [] {
        std::vector<planted_fault> found;
        for (const auto& [each, name] : names)
            if (each != planted_fault::none) found.push_back(each);
        return found;
    }();
    return all;
}

}  // namespace parcours
