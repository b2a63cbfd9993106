// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/streams/candidate_file.hpp"
#include "projections/folds/event_tally.hpp"
#include "projections/projection.hpp"

namespace parcours {

// A section of a candidate's file as it was last written.
struct kept_section {
    profile_section section = profile_section::presentation;
    kept_cell content;
    person_id by;
    instant at;

    static constexpr auto fields() {
        using e = kept_section;
        return std::tuple{part{"section", &e::section, "which"}, part{"content", &e::content, "all of it, unopened"},
                          part{"by", &e::by, "the account that wrote it"}, part{"at", &e::at, "when"}};
    }
    bool operator==(const kept_section&) const = default;
};

// What is in a candidate's file: each section as it was last written; what is sensitive apart from the rest.
struct candidate_files {
    static constexpr std::string_view name = "candidate_files";
    static constexpr int version = 2;  // raise to rebuild
    using stream = candidate_file_stream;
    using events = handles_all<stream>;

    struct row {
        std::optional<organisation_id> school;
        person_id opened_by;
        instant opened_at;
        std::vector<kept_section> sections;  // in the order of their numbers
        kept_cell sensitive;
        person_id sensitive_by;
        std::optional<instant> sensitive_at;
        event_tally seen;

        static constexpr auto fields() {
            using e = row;
            return std::tuple{part{"school", &e::school, "where they learn"},
                              part{"opened_by", &e::opened_by, "the account that made it"},
                              part{"opened_at", &e::opened_at, "when it was made"},
                              part{"sections", &e::sections, "as they were last written"},
                              part{"sensitive", &e::sensitive, "disability and health, unopened"},
                              part{"sensitive_by", &e::sensitive_by, "the account that wrote it"},
                              part{"sensitive_at", &e::sensitive_at, "when"},
                              part{"seen", &e::seen, "events by group"}};
        }
        bool operator==(const row&) const = default;
    };

    template <class Event>
    static void on(row& r, const Event& e, const stamp& at);

    // All files, and those of a school, oldest first.
    static entry_key all() { return entry_key('a'); }
    static entry_key of_school(organisation_id school) { return std::move(entry_key('s') << school); }
    static void entries(const row& r, entry_sink& put);
};
static_assert(projection<candidate_files> && has_entries<candidate_files>);

}  // namespace parcours
