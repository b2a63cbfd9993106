// SPDX-License-Identifier: Apache-2.0
// Include only in .cpp files of `commands/parsing`, one a family, which instantiates `family_of`.
#pragma once

#include <algorithm>

#include "commands/family.hpp"
#include "commands/parsing/input_schema.hpp"
#include "commands/parsing/read_input.hpp"
#include "commands/step.hpp"
#include "events/registry/describe.hpp"

namespace parcours {
namespace typed_family {

template <class Id>
inline constexpr stream_kind kind_judged_by = stream_kind::candidate_file;
template <>
inline constexpr stream_kind kind_judged_by<organisation_id> = stream_kind::organisation;
template <>
inline constexpr stream_kind kind_judged_by<application_id> = stream_kind::application;
template <>
inline constexpr stream_kind kind_judged_by<sponsorship_id> = stream_kind::sponsorship;
template <>
inline constexpr stream_kind kind_judged_by<offer_id> = stream_kind::offer;

// Who may read this group may learn that a stream of the kind exists.
constexpr group known_by(stream_kind kind) {
    switch (kind) {
        case stream_kind::platform: return group::administration;
        case stream_kind::account: return group::directory;
        case stream_kind::candidate_file:
        case stream_kind::companion_link: return group::identity;
        case stream_kind::organisation:
        case stream_kind::offer: return group::offers;
        case stream_kind::application: return group::application;
        case stream_kind::sponsorship: return group::sponsorship;
    }
    return group::administration;
}

template <class T>
struct plain {
    using type = T;
};
template <class T>
struct plain<std::optional<T>> {
    using type = T;
};

template <decider D, command_declaration C>
class typed_command final : public parsed_command {
  public:
    explicit typed_command(C command) : command_(std::move(command)) {}

    void check(const charter& terms, const actor& by, field_faults& faults) const override {
        if constexpr (requires { command_.check(terms, by, faults); }) command_.check(terms, by, faults);
    }
    const std::string* time_zone() const override {
        if constexpr (requires { command_.time_zone; })
            return &command_.time_zone;
        else
            return nullptr;
    }
    std::optional<stream_id> target() const override {
        if constexpr (requires { D::only_stream; }) return D::only_stream;
        if constexpr (has_target<C>)
            if (const auto id = id_in(command_.*C::target)) return stream_id{D::stream::kind, *id};
        return std::nullopt;
    }
    std::optional<stream_id> beside(const actor& by) const override {
        if constexpr (begins_beside<C>) {
            using id_type = typename plain<std::remove_cvref_t<decltype(command_.*C::beside)>>::type;
            return stream_id{kind_judged_by<id_type>, id_in(command_.*C::beside).value_or(by.account.value)};
        } else if constexpr (requires { C::beside_actor; }) {
            return stream_id{kind_judged_by<person_id>, by.account.value};
        } else {
            return std::nullopt;
        }
    }
    std::optional<route_number> route(const actor& by) const override {
        if constexpr (requires { command_.route(by); }) return command_.route(by);
        const auto neighbour = beside(by);
        return neighbour ? std::optional(neighbour->route()) : std::nullopt;
    }
    void needs(fact_needs& needs, const id128& made) const override {
        if constexpr (requires { command_.needs(needs, made); }) command_.needs(needs, made);
    }
    std::vector<std::unique_ptr<command_step>> steps(const actor& by, const id128& made) const override {
        std::vector<std::unique_ptr<command_step>> all;
        const auto stream = target();
        all.push_back(std::make_unique<decider_step<D>>(stream ? stream->id : made, command_));
        if constexpr (requires { command_.further_steps(by, made); })
            for (auto& each : command_.further_steps(by, made)) all.push_back(std::move(each));
        return all;
    }
    std::string outcome(const id128& made) const override {
        std::string text = "{";
        if constexpr (makes_something<C>) {
            using id_type = typename decltype(C::makes)::id;
            id128 id = made;
            // A command that may begin its stream or go on with it names the stream in both cases.
            if constexpr (has_target<C> && std::is_same_v<id_type, typename D::stream::id>)
                if (const auto stream = target()) id = stream->id;
            text.append("\"").append(C::makes.name).append("\":\"").append(to_string(id_type{id})).append("\"");
        }
        return text + '}';
    }

  private:
    C command_;
};

template <decider D, command_declaration C>
std::unique_ptr<parsed_command> parse(const boost::json::object& body, field_faults& faults) {
    C command{};
    read_inputs(body, command, faults);
    if (!faults.empty()) return nullptr;
    return std::make_unique<typed_command<D, C>>(std::move(command));
}

// A rejection that no content of the command could have avoided: `D::impossible`, else `wrong_state`.
template <decider D>
bool rules_out(const typename D::rejection& why) {
    if constexpr (requires { D::impossible; })
        return std::find(D::impossible.begin(), D::impossible.end(), why) != D::impossible.end();
    else
        return why == D::rejection::wrong_state;
}

// A command without content is decided, for what is wrong with its state is found before what is wrong with its
// content; a decider says it itself (`D::possible`) of a command that changes nothing without content.
template <decider D, command_declaration C>
bool possible(const stream_state& state, const facts& known) {
    const auto* folded = dynamic_cast<const folded_state<D>*>(&state);
    check(folded != nullptr, "what is possible is told by the state of its own family");
    if constexpr (requires { D::possible(folded->value(), C{}, known); }) {
        return D::possible(folded->value(), C{}, known);
    } else {
        const auto outcome = D::decide(folded->value(), typename D::command(C{}), known);
        return outcome ? !outcome->empty() : !rules_out<D>(outcome.error());
    }
}

template <decider D, command_declaration C>
command_type describe() {
    command_type found;
    found.name = C::name;
    found.meaning = C::meaning;
    found.by = issuer_of<C>();
    for_each_input<C>([&]<class Input>(const Input& each) {
        using value = typename Input::value_type;
        found.inputs.push_back({std::string(each.name), input_schema(describe_type<value>(), each.within),
                                std::string(each.meaning), !is_optional<value>});
        if constexpr (has_target<C>)
            if constexpr (std::is_same_v<decltype(each.member), std::remove_const_t<decltype(C::target)>>)
                if (each.member == C::target) found.target = each.name;
    });
    for (const auto& each : names_of(typename D::rejection{})) found.rejections.emplace_back(each.name);
    // What the executor says of a stream that is full.
    if constexpr (has_target<C> && !requires { C::ends; } && issuer_of<C>() == issued_by::people)
        if (std::find(found.rejections.begin(), found.rejections.end(), "cap_reached") == found.rejections.end())
            found.rejections.emplace_back("cap_reached");
    if constexpr (makes_something<C>) found.results.emplace_back(C::makes.name);
    if constexpr (requires { C::ends; }) found.ends = C::ends;
    found.parse = &parse<D, C>;
    found.possible = &possible<D, C>;
    return found;
}

template <decider D, class... C>
void describe_all(std::vector<command_type>& all, const std::variant<C...>*) {
    (all.push_back(describe<D, C>()), ...);
}

template <decider D>
std::unique_ptr<stream_state> initial() {
    return std::make_unique<folded_state<D>>();
}

template <decider D>
expected<void> evolve_route(route_state& state, const stored_event& happened, const stamp& at) {
    if constexpr (tells_route<D>) {
        const auto decoded = decode_event<typename D::stream>(happened);
        if (!decoded) return tl::unexpected(decoded.error());
        D::evolve_route(state, *decoded, at);
    }
    return {};
}

}  // namespace typed_family

template <decider D>
family_type family_of() {
    family_type found{D::stream::kind, typed_family::known_by(D::stream::kind), &typed_family::initial<D>,
                      tells_route<D>,  &typed_family::evolve_route<D>,          {}};
    typed_family::describe_all<D>(found.commands, static_cast<const typename D::command*>(nullptr));
    return found;
}

}  // namespace parcours
