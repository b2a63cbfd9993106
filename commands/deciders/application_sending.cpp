// SPDX-License-Identifier: Apache-2.0
#include "commands/deciders/application_sending.hpp"

#include <algorithm>

#include "commands/deciders/application_decisions.hpp"

namespace parcours {
namespace {

// Drafts cost nobody else anything, and are bounded all the same.
constexpr std::size_t drafts_of_candidate_max = 100;
constexpr std::uint32_t edits_of_application_max = 1000;

// An application names where it goes once: an offer, or the organisation of a spontaneous one.
template <class C>
void check_target(const C& asked, const charter& terms, field_faults& faults) {
    if (!asked.offer && !asked.organisation) faults.push_back({"/offer", "missing", {}, true});
    if (!asked.offer && asked.organisation && !terms.spontaneous)
        faults.push_back({"/offer", "spontaneous_not_offered", {}, false});
}

template <class C>
void need_target(const C& asked, fact_needs& wanted) {
    if (asked.offer) wanted.offer = asked.offer;
    if (asked.organisation) wanted.organisation = asked.organisation;
}

}  // namespace

void draft_application::check(const charter& terms, const actor&, field_faults& faults) const {
    check_target(*this, terms, faults);
}
void draft_application::needs(fact_needs& wanted, const id128&) const { need_target(*this, wanted); }

void submit_application::check(const charter& terms, const actor&, field_faults& faults) const {
    if (application) {
        if (candidate) faults.push_back({"/candidate", "not_with_application", {}, false});
        if (organisation) faults.push_back({"/organisation", "not_with_application", {}, false});
        if (offer) faults.push_back({"/offer", "not_with_application", {}, false});
    } else {
        check_target(*this, terms, faults);
    }
}
void submit_application::needs(fact_needs& wanted, const id128&) const {
    if (application) {
        wanted.application_target = application;
        wanted.snapshot_of_target = true;
        return;
    }
    need_target(*this, wanted);
    wanted.snapshot = candidate.value_or(person_id{});  // empty: the actor's
}

namespace deciding_applications {
namespace {

// Where an application goes, from what is known of its offer or organisation.
struct target {
    organisation_id organisation;
    std::optional<offer_id> offer;
    application_kind kind = application_kind::offer;
};

// A stale fact is harmless: an application to an offer that closed meanwhile waits for a refusal like any other.
tl::expected<target, rejection> find_target(const std::optional<offer_id>& offer,
                                            const std::optional<organisation_id>& organisation, const facts& known) {
    if (offer) {
        if (!known.remote.offer || !known.remote.offer->open) return refused(rejection::offer_closed);
        if (organisation && *organisation != known.remote.offer->organisation)
            return refused(rejection::organisation_unknown);
        return target{known.remote.offer->organisation, offer, application_kind::offer};
    }
    if (!organisation || !known.remote.organisation || !known.remote.organisation->known)
        return refused(rejection::organisation_unknown);
    if (!known.remote.organisation->takes_spontaneous) return refused(rejection::spontaneous_closed);
    return target{*organisation, std::nullopt, application_kind::spontaneous};
}

// An application that was begun goes where it was meant to go, if that still takes any.
tl::expected<target, rejection> target_again(const state& now, const facts& known) {
    if (!now.offer && !known.terms->spontaneous) return refused(rejection::spontaneous_closed);
    return find_target(now.offer, now.organisation, known);
}

person_id candidate_of(const std::optional<person_id>& named, const facts& known) {
    return named ? *named : known.by.account;
}

// Exact, for all applications of a candidate live on one route.
std::optional<rejection> live_elsewhere(const person_id& candidate, const target& to, const facts& known) {
    std::uint32_t live = 0;
    std::uint32_t same = 0;
    for (const auto& [id, each] : known.route->applications) {
        if (each.candidate != candidate || !each.sent) continue;
        ++live;
        if (each.organisation == to.organisation && each.offer == to.offer) ++same;
    }
    const auto& most = known.terms->limits;
    if (most.live_applications_to_offer_of_candidate > 0 && same >= most.live_applications_to_offer_of_candidate)
        return rejection::duplicate;
    if (most.live_applications_of_candidate > 0 && live >= most.live_applications_of_candidate)
        return rejection::cap_reached;
    return std::nullopt;
}

outcome submitted(const person_id& candidate, const target& to, const submit_application& asked, const facts& known) {
    if (!known.remote.snapshot) return refused(rejection::profile_incomplete);
    application_submitted made;
    made.candidate = candidate;
    made.organisation = to.organisation;
    made.offer = to.offer;
    made.kind = to.kind;
    made.submitted_by = known.by.account;
    made.message = asked.message;
    made.headline = known.remote.snapshot->headline;
    made.snapshot = known.remote.snapshot->body;
    made.facets = known.remote.snapshot->facets;
    return happened(std::move(made));
}

}  // namespace

outcome decide(const state& now, const draft_application& asked, const facts& known) {
    if (now.at != stage::none) return unchanged();
    const auto candidate = candidate_of(asked.candidate, known);
    if (!is_active_candidate(known, candidate)) return refused(rejection::candidate_unknown);
    const auto to = find_target(asked.offer, asked.organisation, known);
    if (!to) return refused(to.error());
    const auto drafts =
        std::count_if(known.route->applications.begin(), known.route->applications.end(),
                      [&](const auto& each) { return each.second.candidate == candidate && !each.second.sent; });
    if (static_cast<std::size_t>(drafts) >= drafts_of_candidate_max) return refused(rejection::cap_reached);
    application_drafted made;
    made.candidate = candidate;
    made.organisation = to->organisation;
    made.offer = to->offer;
    made.kind = to->kind;
    made.message = sealed_if(asked.message);
    return happened(std::move(made));
}

outcome decide(const state& now, const edit_application& asked, const facts& known) {
    const bool awaits = now.at == stage::submitted && known.terms->companion_gate;
    if (now.at != stage::draft && now.at != stage::returned && !awaits) return refused(rejection::wrong_state);
    if (now.edits >= edits_of_application_max) return refused(rejection::cap_reached);
    auto made = about<application_edited>(now);
    made.message = asked.message;
    return happened(std::move(made));
}

outcome decide(const state& now, const submit_application& asked, const facts& known) {
    if (now.at == stage::submitted) return refused(rejection::already_happened);
    if (now.at != stage::none && now.at != stage::draft && now.at != stage::returned)
        return refused(rejection::wrong_state);
    const bool is_new = now.at == stage::none;
    const auto candidate = is_new ? candidate_of(asked.candidate, known) : now.candidate;
    if (!is_active_candidate(known, candidate)) return refused(rejection::candidate_unknown);
    const auto to = is_new ? find_target(asked.offer, asked.organisation, known) : target_again(now, known);
    if (!to) return refused(to.error());
    // One that was returned counted all the time.
    if (now.at != stage::returned)
        if (const auto why = live_elsewhere(candidate, *to, known)) return refused(*why);
    return submitted(candidate, *to, asked, known);
}

outcome decide(const state& now, const validate_application& asked, const facts& known) {
    if (now.at == stage::validated) return already(has_words(asked.comment));
    if (now.at != stage::submitted || !known.terms->companion_gate) return refused(rejection::wrong_state);
    if (!accompanies(known, now.candidate)) return refused(rejection::not_linked);
    if (now.submitted_by == known.by.account && !known.terms->validate_own_submission)
        return refused(rejection::own_submission);
    auto made = about<application_validated>(now);
    made.comment = sealed_if(asked.comment);
    return happened(std::move(made));
}

outcome decide(const state& now, const return_application& asked, const facts& known) {
    if (now.at == stage::returned) return refused(rejection::already_happened);
    if (now.at != stage::submitted || !known.terms->companion_gate) return refused(rejection::wrong_state);
    if (!accompanies(known, now.candidate)) return refused(rejection::not_linked);
    auto made = about<application_returned>(now);
    made.reason = asked.reason;
    return happened(std::move(made));
}

outcome decide(const state& now, const withdraw_application& asked, const facts&) {
    if (now.at == stage::withdrawn) return already(has_words(asked.reason));
    if (now.at == stage::none || is_over(now.at)) return refused(rejection::wrong_state);
    auto made = about<application_withdrawn>(now);
    made.reason = sealed_if(asked.reason);
    return happened(std::move(made));
}

outcome decide(const state& now, const cancel_application& asked, const facts&) {
    if (now.at == stage::cancelled) return already(asked.cause != now.cause);
    if (now.at == stage::none || is_over(now.at)) return refused(rejection::wrong_state);
    auto made = about<application_cancelled>(now);
    made.cause = asked.cause;
    return happened(made);
}

}  // namespace deciding_applications
}  // namespace parcours
