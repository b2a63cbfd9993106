// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/declaration.hpp"

// The platform itself: one stream on route 0.
namespace parcours {

// NOTE: `name`, `version` and the field names are the stored format.
struct charter_adopted {
    std::string name_;
    digest digest_;
    std::string text;

    static constexpr std::string_view name = "charter_adopted";
    static constexpr int version = 1;
    static constexpr group in = group::administration;
    static constexpr std::string_view meaning = "From now on the platform works by this charter.";
    static constexpr auto fields() {
        using e = charter_adopted;
        return std::tuple{
            field{"name", &e::name_, clear::public_, group::administration, "which charter"},
            field{"digest", &e::digest_, clear::public_, group::administration, "SHA-256 of its text"},
            field{"text", &e::text, clear::auditor, group::administration, "as it was read, word for word"}};
    }
    bool operator==(const charter_adopted&) const = default;
};

struct vault_opened {
    std::uint64_t term = 0;

    static constexpr std::string_view name = "vault_opened";
    static constexpr int version = 1;
    static constexpr group in = group::administration;
    static constexpr std::string_view meaning = "A vault serves keys under a new term; older terms are refused.";
    static constexpr auto fields() {
        using e = vault_opened;
        return std::tuple{
            field{"term", &e::term, clear::auditor, group::administration, "one more than the term before"}};
    }
    bool operator==(const vault_opened&) const = default;
};

struct platform_stream {
    static constexpr stream_kind kind = stream_kind::platform;
    using id = id128;
    using event = std::variant<charter_adopted, vault_opened>;
    using superseded = type_list<>;
};
static_assert(stream_family<platform_stream>);

}  // namespace parcours
