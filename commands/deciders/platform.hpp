// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "commands/command.hpp"
#include "commands/decider.hpp"
#include "events/streams/platform.hpp"

// The platform itself: which charter it works by, which vault serves (domain.md, "platform"). The program alone issues.
namespace parcours {

// A charter is one file, whose text is one event: well below what a commit may hold.
inline constexpr limits charter_text{120'000, true, 0, 0, 0};
inline constexpr limits vault_term{0, false, 0, 1, 1'000'000'000};

struct adopt_charter {
    std::string name_;
    std::string text;

    static constexpr std::string_view name = "platform.adopt_charter";
    static constexpr std::string_view meaning = "Lets the platform work by this charter from now on.";
    static constexpr issued_by by = issued_by::system;
    static constexpr auto inputs() {
        using c = adopt_charter;
        return std::tuple{input{"name", &c::name_, mandatory_short_text, "which charter"},
                          input{"text", &c::text, charter_text, "as it was read, word for word"}};
    }
};

struct open_vault {
    std::uint64_t term = 0;

    static constexpr std::string_view name = "platform.open_vault";
    static constexpr std::string_view meaning = "A vault serves keys under a new term; older terms are refused.";
    static constexpr issued_by by = issued_by::system;
    static constexpr auto inputs() {
        using c = open_vault;
        return std::tuple{input{"term", &c::term, vault_term, "one more than the term before"}};
    }
};

enum class platform_rejection : std::uint8_t {
    wrong_state,  // not the term that follows: another vault serves
};
constexpr auto names_of(platform_rejection) {
    return std::array{named{platform_rejection::wrong_state, "wrong_state"}};
}

struct platform {
    using stream = platform_stream;
    using rejection = platform_rejection;
    using command = std::variant<adopt_charter, open_vault>;
    // There is one, on route 0.
    static constexpr stream_id only_stream{stream_kind::platform, {}};

    struct state {
        digest charter{};
        std::uint64_t vault_term = 0;
        bool operator==(const state&) const = default;
    };

    static state initial() { return {}; }
    static state evolve(state before, const stream::event& happened, const stamp& at);
    static decision<stream::event, rejection> decide(const state& now, const command& asked, const facts& known);
};
static_assert(decider<platform>);

}  // namespace parcours
