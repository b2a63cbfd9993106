// SPDX-License-Identifier: Apache-2.0
// Include only in the .cpp files that list a family's cases.
#pragma once

#include <gtest/gtest.h>

#include "events/codec/codec.hpp"
#include "events/masked.hpp"
#include "tests/events/streams/event_case.hpp"
#include "tests/events/streams/plain_cells.hpp"
#include "tests/events/streams/sampler.hpp"
#include "tests/support/print_events.hpp"

namespace parcours {

template <stream_family S>
struct cases_of {
    static constexpr stream_id stream{S::kind, {0x1234'5678'9abc'0007, 42}};

    template <event E>
    static E clear_sample(std::uint64_t seed) {
        return sampler(seed, field_tag(E::name) + static_cast<std::uint64_t>(E::version)).value<E>();
    }

    template <event E>
    static stored_event stored_sample(std::uint64_t seed) {
        return encode_event<S>(clear_sample<E>(seed), stream, plain_sealer()).value();
    }

    template <event E>
    static void comes_back(std::uint64_t seed) {
        const E clear = clear_sample<E>(seed);
        const stored_event stored = stored_sample<E>(seed);
        EXPECT_EQ(stored.name, E::name);
        EXPECT_EQ(stored.version, E::version);
        const auto decoded = decode_event<S>(stored);
        ASSERT_TRUE(decoded.has_value()) << decoded.error().context;
        ASSERT_TRUE(std::holds_alternative<E>(*decoded));
        EXPECT_EQ(std::get<E>(*decoded), with_plain_cells(clear, stream));
        EXPECT_EQ(opened(std::get<E>(*decoded)), clear);
    }

    template <event E>
    static void passes_failures_on() {
        const auto stored = encode_event<S>(clear_sample<E>(full_sample), stream, failing_sealer());
        ASSERT_EQ(stored.has_value(), !has_personal_fields<E>());
        EXPECT_TRUE(stored.has_value() || stored.error().code == failure_code::unavailable);
    }

    static expected<stored_event> again(const stored_event& stored) {
        const auto decoded = decode_event<S>(stored);
        if (!decoded) return tl::unexpected(decoded.error());
        return encode_event<S>(*decoded, stream, failing_sealer());  // its cells are sealed already
    }

    template <event E>
    static std::string printed(std::uint64_t seed) {
        return masked(clear_sample<E>(seed));
    }

    template <class... E>
    static std::vector<event_case> list(const std::variant<E...>*) {
        return {{S::kind, std::string(E::name), E::version, false, &stored_sample<E>, &comes_back<E>,
                 &passes_failures_on<E>, &again, &printed<E>}...};
    }
    static std::vector<event_case> list() { return list(static_cast<const typename S::event*>(nullptr)); }
};

}  // namespace parcours
