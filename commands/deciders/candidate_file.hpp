// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "commands/command.hpp"
#include "commands/decider.hpp"
#include "commands/field_fault.hpp"
#include "events/streams/candidate_file.hpp"

// A candidate's file, opened with the account and written section by section (domain.md, "candidate").
namespace parcours {

// A section is one cell of a commit: thirty entries of a thousand letters, well below what a commit may hold.
inline constexpr limits section_text{1000, false, 30, 1900, 2100};

struct open_candidate_file {
    person_id candidate;
    std::optional<organisation_id> school;

    static constexpr std::string_view name = "candidate.open";
    static constexpr std::string_view meaning = "Opens the file of a candidate whose account is made just now.";
    static constexpr issued_by by = issued_by::step;
    static constexpr auto inputs() {
        using c = open_candidate_file;
        return std::tuple{input{"candidate", &c::candidate, "whose"}, input{"school", &c::school, "where they learn"}};
    }
    static constexpr auto target = &open_candidate_file::candidate;
};

struct update_candidate_section {
    person_id candidate;
    profile_section section = profile_section::presentation;
    personal<section_content> content;

    static constexpr std::string_view name = "candidate.update_section";
    static constexpr std::string_view meaning = "Writes a section of the file anew.";
    static constexpr auto inputs() {
        using c = update_candidate_section;
        return std::tuple{input{"candidate", &c::candidate, "whose file"}, input{"section", &c::section, "which"},
                          input{"content", &c::content, section_text, "all of it; only what belongs to the section"}};
    }
    static constexpr auto target = &update_candidate_section::candidate;
    void check(const charter& terms, const actor& by, field_faults& faults) const;
};

struct update_candidate_sensitive_section {
    person_id candidate;
    personal<sensitive_content> content;

    static constexpr std::string_view name = "candidate.update_sensitive_section";
    static constexpr std::string_view meaning = "Writes anew what concerns disability and health.";
    static constexpr auto inputs() {
        using c = update_candidate_sensitive_section;
        return std::tuple{input{"candidate", &c::candidate, "whose file"},
                          input{"content", &c::content, long_text, "all of it"}};
    }
    static constexpr auto target = &update_candidate_sensitive_section::candidate;
};

enum class candidate_file_rejection : std::uint8_t { wrong_state, account_unknown };
constexpr auto names_of(candidate_file_rejection) {
    using enum candidate_file_rejection;
    return std::array{named{wrong_state, "wrong_state"}, named{account_unknown, "account_unknown"}};
}

struct candidate_file {
    using stream = candidate_file_stream;
    using rejection = candidate_file_rejection;
    using command = std::variant<open_candidate_file, update_candidate_section, update_candidate_sensitive_section>;

    struct none {
        bool operator==(const none&) const = default;
    };
    struct opened {
        bool operator==(const opened&) const = default;
    };
    using state = std::variant<none, opened>;

    static state initial() { return none{}; }
    static state evolve(state before, const stream::event& happened, const stamp& at);
    static void evolve_route(route_state& route, const stream::event& happened, const stamp& at);
    static decision<stream::event, rejection> decide(const state& now, const command& asked, const facts& known);
};
static_assert(decider<candidate_file>);

}  // namespace parcours
