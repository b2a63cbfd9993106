// SPDX-License-Identifier: Apache-2.0
#include "commands/deciders/application_progress.hpp"

#include "commands/deciders/application_decisions.hpp"

namespace parcours {
namespace {

void check_code(const std::optional<std::string>& code, const std::map<std::string, localized>& known,
                field_faults& faults) {
    if (code && !known.contains(*code)) faults.push_back({"/reason_code", "unknown_code", {}, false});
}

}  // namespace

void refuse_application::check(const charter& terms, const actor&, field_faults& faults) const {
    check_code(reason_code, terms.refusal_reasons, faults);
}
void declare_no_hiring::check(const charter& terms, const actor&, field_faults& faults) const {
    check_code(reason_code, terms.outcome_reasons, faults);
}

namespace deciding_applications {
namespace {

// `so_far`: how many messages the thread has.
template <class Event>
outcome written(const state& now, std::uint32_t so_far, const std::string& text, const facts& known) {
    const auto most = known.terms->limits.messages_of_application;
    if (most > 0 && so_far >= most) return refused(rejection::cap_reached);
    auto made = about<Event>(now);
    made.message = message_id{known.made};
    made.author = known.by.account;
    made.text = text;
    return happened(std::move(made));
}

}  // namespace

outcome decide(const state& now, const mark_application_viewed&, const facts& known) {
    if (!was_visible(now, known)) return refused(rejection::wrong_state);
    if (now.viewed) return unchanged();
    return happened(about<application_viewed>(now));
}

outcome decide(const state& now, const take_application_in_charge& asked, const facts& known) {
    if (now.at == stage::in_progress) return already(has_words(asked.message));
    if (!is_visible(now, known)) return refused(rejection::wrong_state);
    auto made = about<application_taken_in_charge>(now);
    made.message = sealed_if(asked.message);
    return happened(std::move(made));
}

outcome decide(const state& now, const refuse_application& asked, const facts& known) {
    if (now.at == stage::refused) return refused(rejection::already_happened);
    if (!is_visible(now, known)) return refused(rejection::wrong_state);
    auto made = about<application_refused>(now);
    made.reason_code = asked.reason_code;
    made.message = asked.message;
    return happened(std::move(made));
}

outcome decide(const state& now, const declare_hiring& asked, const facts&) {
    if (now.at == stage::hired)
        return already(has_words(asked.message) || asked.start_date || asked.contract != now.contract);
    if (now.at != stage::in_progress) return refused(rejection::wrong_state);
    auto made = about<hiring_declared>(now);
    made.contract = asked.contract;
    made.message = sealed_if(asked.message);
    if (asked.start_date) made.start_date = personal<calendar_day>(*asked.start_date);
    return happened(std::move(made));
}

outcome decide(const state& now, const declare_no_hiring& asked, const facts&) {
    if (now.at == stage::not_hired) return refused(rejection::already_happened);
    if (now.at != stage::in_progress) return refused(rejection::wrong_state);
    auto made = about<no_hiring_declared>(now);
    made.reason_code = asked.reason_code;
    made.message = asked.message;
    return happened(std::move(made));
}

outcome decide(const state& now, const post_followup& asked, const facts& known) {
    if (now.at == stage::none || now.at == stage::draft) return refused(rejection::wrong_state);
    if (!accompanies(known, now.candidate)) return refused(rejection::not_linked);
    return written<followup_posted>(now, now.followups, asked.text, known);
}

outcome decide(const state& now, const post_exchange& asked, const facts& known) {
    if (!was_visible(now, known)) return refused(rejection::wrong_state);
    return written<exchange_posted>(now, now.exchanges, asked.text, known);
}

outcome decide(const state& now, const write_private_note& asked, const facts& known) {
    if (!was_visible(now, known)) return refused(rejection::wrong_state);
    return written<private_note_written>(now, now.private_notes, asked.text, known);
}

}  // namespace deciding_applications
}  // namespace parcours
