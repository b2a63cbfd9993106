// SPDX-License-Identifier: Apache-2.0
#include "tests/support/tally.hpp"

#include "events/cell.hpp"

namespace parcours {
namespace {

constexpr std::size_t numbers = 5;
constexpr std::uint64_t route_full_at = 8;

std::uint64_t mix(std::uint64_t seed, std::uint64_t value) {
    std::uint64_t mixed = (seed ^ value) + 0x9e3779b97f4a7c15ULL;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ULL;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebULL;
    return mixed ^ (mixed >> 31);
}

// A tally stands among its route's links: how much it holds, and how it came to that.
void apply_to_route(route_state& route, const tally_event& happened, const stamp& at) {
    auto& mine = route.links[link_id{at.stream.id}].candidate.value;
    mine.high = happened.clears ? 0 : mine.high + 1;
    mine.low = mix(mix(mine.low, happened.value), at.version);
}

class made_tally_event final : public new_event {
  public:
    explicit made_tally_event(const tally_event& happened) : happened_(happened) {}
    expected<stored_event> encode(const stream_id& stream, const sealer& seal) const override {
        stored_event stored = store(happened_);
        if (!happened_.seals) return stored;
        auto cell = seal({category_name::profile, false, person_id{stream.id}, stored.name, stored.version,
                          field_tag("value"), "sealed"});
        if (!cell) return tl::unexpected(std::move(cell).error());
        stored.body += *cell;
        return stored;
    }
    void apply(stream_state& state, const stamp& at) const override {
        dynamic_cast<tally_state&>(state).apply(happened_, at);
    }
    void apply(route_state& state, const stamp& at) const override { apply_to_route(state, happened_, at); }

  private:
    tally_event happened_;
};

}  // namespace

stored_event store(const tally_event& happened) {
    stored_event stored{happened.clears ? "tally_cleared" : "tally_put", 1, {}};
    append_u64(stored.body, happened.decided_on);
    append_u64(stored.body, happened.decided_on_route);
    append_u64(stored.body, happened.value);
    append_u64(stored.body, happened.padding);
    append_u64(stored.body, happened.seals ? 1 : 0);
    stored.body.append(happened.padding, '.');
    return stored;
}

std::optional<tally_event> read_tally(const stored_event& stored) {
    const bool clears = stored.name == "tally_cleared";
    if ((!clears && stored.name != "tally_put") || stored.version != 1 || stored.body.size() < numbers * 8)
        return std::nullopt;
    const char* at = stored.body.data();
    return tally_event{read_u64(at),      read_u64(at + 8),  clears,
                       read_u64(at + 16), read_u64(at + 24), read_u64(at + 32) == 1};
}

expected<void> tally_state::evolve(const stored_event& happened, const stamp& at) {
    const auto read = read_tally(happened);
    if (!read) return failed(failure_code::corrupt, "an event of an unknown name: " + happened.name);
    apply(*read, at);
    return {};
}

void tally_state::apply(const tally_event& happened, const stamp& at) {
    count_ = happened.clears ? 0 : count_ + 1;
    last_ = happened.value;
    fingerprint_ = mix(mix(mix(fingerprint_, happened.value), at.version), static_cast<std::uint64_t>(at.at.ms));
    known_.add(happened.clears ? group::administration : group::offers, gate_step::none);
}

std::uint64_t fingerprint(const route_state& route) {
    std::uint64_t all = 0;
    for (const auto& [id, tally] : route.links) all = mix(mix(all, id.value.low), tally.candidate.value.low);
    return all;
}

step_decision tally_step::decide(const stream_state& state, const facts& known) const {
    const auto& mine = dynamic_cast<const tally_state&>(state);
    std::uint64_t held = 0;
    for (const auto& [id, tally] : known.route->links) held += tally.candidate.value.high;
    std::vector<std::unique_ptr<new_event>> events;
    if (what_.clears ? mine.count() == 0 : mine.count() > 0 && mine.last() == what_.value) return events;
    if (!what_.clears && mine.count() == tally_state::full_at) return tl::unexpected(rejection{"full"});
    if (!what_.clears && held >= route_full_at) return tl::unexpected(rejection{"route_full"});
    tally_event happened = what_;
    happened.decided_on = mine.fingerprint();
    happened.decided_on_route = fingerprint(*known.route);
    events.push_back(std::make_unique<made_tally_event>(happened));
    return events;
}

expected<void> tally_folds::evolve(route_state& state, const stored_event& happened, const stamp& at) const {
    const auto read = read_tally(happened);
    if (!read) return {};
    apply_to_route(state, *read, at);
    return {};
}

}  // namespace parcours
