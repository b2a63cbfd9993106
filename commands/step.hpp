// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "commands/decider.hpp"
#include "commands/handler.hpp"
#include "events/check.hpp"

// From a decider's types to what the executor knows of it. Include it only where a family is made or a step is added.
namespace parcours {

// What a decider tells other streams of its route: how an event changes the route's state.
template <class D>
concept tells_route = requires(route_state& route, const typename D::stream::event& happened, const stamp& at) {
    D::evolve_route(route, happened, at);
};

template <decider D>
class folded_state final : public stream_state {
  public:
    std::unique_ptr<stream_state> clone() const override { return std::make_unique<folded_state>(*this); }

    expected<void> evolve(const stored_event& happened, const stamp& at) override {
        auto decoded = decode_event<typename D::stream>(happened);
        if (!decoded) return tl::unexpected(std::move(decoded).error());
        apply(*decoded, at);
        return {};
    }

    void apply(const typename D::stream::event& happened, const stamp& at) {
        value_ = D::evolve(std::move(value_), happened, at);
        std::visit([this]<class E>(const E&) { known_.add(E::in, gate_step_of(E::name)); }, happened);
    }

    std::size_t size_in_bytes() const override {
        std::size_t held = sizeof(*this) + known_.size_in_bytes();
        if constexpr (requires { D::size_in_bytes(value_); }) held += D::size_in_bytes(value_);
        return held;
    }

    const known_events& known() const override { return known_; }
    const typename D::state& value() const { return value_; }

  private:
    typename D::state value_ = D::initial();
    known_events known_;
};

template <decider D>
class decided_event final : public new_event {
  public:
    explicit decided_event(typename D::stream::event happened) : happened_(std::move(happened)) {}

    expected<stored_event> encode(const stream_id& stream, const sealer& seal) const override {
        return encode_event<typename D::stream>(happened_, stream, seal);
    }
    void apply(stream_state& state, const stamp& at) const override {
        auto* folded = dynamic_cast<folded_state<D>*>(&state);
        check(folded != nullptr, "an event is applied to the state of its own family");
        folded->apply(happened_, at);
    }
    void apply(route_state& state, const stamp& at) const override {
        if constexpr (tells_route<D>) D::evolve_route(state, happened_, at);
    }

  private:
    typename D::stream::event happened_;
};

template <decider D>
class decider_step final : public command_step {
  public:
    decider_step(const id128& stream, typename D::command command) : stream_(stream), command_(std::move(command)) {}

    stream_id stream() const override { return {D::stream::kind, stream_}; }
    std::unique_ptr<stream_state> initial() const override { return std::make_unique<folded_state<D>>(); }

    step_decision decide(const stream_state& state, const facts& known) const override {
        const auto* folded = dynamic_cast<const folded_state<D>*>(&state);
        check(folded != nullptr, "a command is decided on the state of its own family");
        auto decided = D::decide(folded->value(), command_, known);
        if (!decided) return tl::unexpected(rejection{name_of(decided.error())});
        std::vector<std::unique_ptr<new_event>> made;
        made.reserve(decided->size());
        for (auto& each : *decided) made.push_back(std::make_unique<decided_event<D>>(std::move(each)));
        return made;
    }

  private:
    id128 stream_;
    typename D::command command_;
};

}  // namespace parcours
