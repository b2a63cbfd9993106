// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/values/profile.hpp"

// A candidate's file; it lives on the person's route and has the person's id.
namespace parcours {

// NOTE: `name`, `version` and the field names are the stored format.
struct candidate_file_opened {
    std::optional<organisation_id> school;
    person_id opened_by;

    static constexpr std::string_view name = "candidate_file_opened";
    static constexpr int version = 1;
    static constexpr group in = group::identity;
    static constexpr std::string_view meaning = "A candidate has a file from now on.";
    static constexpr auto fields() {
        using e = candidate_file_opened;
        return std::tuple{
            field{"school", &e::school, clear::auditor, group::identity, "where they learn"},
            field{"opened_by", &e::opened_by, clear::auditor, group::identity, "the account that made it"}};
    }
    bool operator==(const candidate_file_opened&) const = default;
};

struct candidate_section_updated {
    profile_section section = profile_section::presentation;
    personal<section_content> content;
    person_id by;

    static constexpr std::string_view name = "candidate_section_updated";
    static constexpr int version = 1;
    static constexpr group in = group::identity;
    static constexpr std::string_view meaning = "A section of the file was written anew.";
    static constexpr auto fields() {
        using e = candidate_section_updated;
        return std::tuple{field{"section", &e::section, clear::auditor, group::identity, "which"},
                          field{"content", &e::content, under::profile{}, group::identity, "all of the section"},
                          field{"by", &e::by, clear::auditor, group::identity, "the account that wrote it"}};
    }
    static constexpr stream_person subject{};
    bool operator==(const candidate_section_updated&) const = default;
};

struct candidate_sensitive_section_updated {
    personal<sensitive_content> content;
    person_id by;

    static constexpr std::string_view name = "candidate_sensitive_section_updated";
    static constexpr int version = 1;
    static constexpr group in = group::identity;
    static constexpr std::string_view meaning = "What concerns disability and health was written anew.";
    static constexpr auto fields() {
        using e = candidate_sensitive_section_updated;
        return std::tuple{field{"content", &e::content, under::sensitive{}, group::identity, "all of the section"},
                          field{"by", &e::by, clear::auditor, group::identity, "the account that wrote it"}};
    }
    static constexpr stream_person subject{};
    bool operator==(const candidate_sensitive_section_updated&) const = default;
};

struct candidate_file_stream {
    static constexpr stream_kind kind = stream_kind::candidate_file;
    using id = person_id;
    using event = std::variant<candidate_file_opened, candidate_section_updated, candidate_sensitive_section_updated>;
    using superseded = type_list<>;
};
static_assert(stream_family<candidate_file_stream>);

}  // namespace parcours
