// SPDX-License-Identifier: Apache-2.0
#include "events/all_streams.hpp"
#include "events/codec/stream_codec.hpp"
#include "tests/events/streams/event_case_of.hpp"

namespace parcours {

std::vector<event_case> platform_cases();
std::vector<event_case> account_cases();
std::vector<event_case> candidate_file_cases();
std::vector<event_case> companion_link_cases();
std::vector<event_case> organisation_cases();
std::vector<event_case> offer_cases();
std::vector<event_case> application_cases();
std::vector<event_case> sponsorship_cases();

namespace {

// A family as it was when this version was the present one.
template <stream_family S, event Old>
struct former_family {
    static constexpr stream_kind kind = S::kind;
    using id = typename S::id;
    using event = std::variant<Old>;
    using superseded = type_list<>;
};

template <stream_family S, event Old>
struct superseded_case {
    using former = cases_of<former_family<S, Old>>;

    static void comes_back(std::uint64_t seed) {
        const auto decoded = decode_event<S>(former::template stored_sample<Old>(seed));
        ASSERT_TRUE(decoded.has_value()) << decoded.error().context;
        const Old clear = former::template clear_sample<Old>(seed);
        EXPECT_EQ(*decoded, codec::present<typename S::event>(with_plain_cells(clear, former::stream)));
    }
    static event_case get() {
        return {S::kind,
                std::string(Old::name),
                Old::version,
                true,
                &former::template stored_sample<Old>,
                &comes_back,
                &former::template passes_failures_on<Old>,
                &cases_of<S>::again,
                &former::template printed<Old>};
    }
};

template <stream_family S, class... Old>
void add_superseded(std::vector<event_case>& all, type_list<Old...>) {
    (all.push_back(superseded_case<S, Old>::get()), ...);
}
template <class... S>
void add_all_superseded(std::vector<event_case>& all, type_list<S...>) {
    (add_superseded<S>(all, typename S::superseded{}), ...);
}

std::vector<event_case> collect() {
    std::vector<event_case> all;
    for (const auto& family : {platform_cases(), account_cases(), candidate_file_cases(), companion_link_cases(),
                               organisation_cases(), offer_cases(), application_cases(), sponsorship_cases()})
        all.insert(all.end(), family.begin(), family.end());
    add_all_superseded(all, all_streams{});
    return all;
}

}  // namespace

const std::vector<event_case>& all_event_cases() {
    static const auto all = collect();
    return all;
}

}  // namespace parcours
