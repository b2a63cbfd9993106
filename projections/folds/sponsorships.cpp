// SPDX-License-Identifier: Apache-2.0
#include "projections/folds/sponsorships.hpp"

#include "projections/typed_fold.hpp"

namespace parcours {
namespace {

using row = sponsorships::row;

void take(row& r, const sponsorship_requested& e, const stamp& at) {
    r.status = sponsorship_status::awaiting_validation;
    r.requested_by = at.by->account;
    r.sent_at = at.at;
    r.sent_version = at.version;
    r.documents = e.documents;
    r.message = keep(e, &sponsorship_requested::message, at);
    r.headline = keep(e, &sponsorship_requested::headline, at);
    r.snapshot = keep(e, &sponsorship_requested::snapshot, at);
}
void take(row& r, const sponsorship_validated& e, const stamp& at) {
    r.status = sponsorship_status::visible;
    if (!r.received_at) r.received_at = at.at;
    r.comment = keep(e, &sponsorship_validated::comment, at);
}
void take(row& r, const sponsorship_returned& e, const stamp& at) {
    r.status = sponsorship_status::returned;
    r.return_reason = keep(e, &sponsorship_returned::reason, at);
}
void take(row& r, const sponsorship_withdrawn& e, const stamp& at) {
    r.status = sponsorship_status::withdrawn;
    r.end_reason = keep(e, &sponsorship_withdrawn::reason, at);
}
void take(row& r, const sponsorship_cancelled& e, const stamp&) {
    r.status = sponsorship_status::cancelled;
    r.cause = e.cause;
}
void take(row& r, const sponsorship_accepted& e, const stamp& at) {
    r.status = sponsorship_status::accepted;
    r.sponsor = e.sponsor;
    r.answer = keep(e, &sponsorship_accepted::message, at);
}
void take(row& r, const sponsorship_refused& e, const stamp& at) {
    r.status = sponsorship_status::refused;
    r.reason_code = e.reason_code;
    r.answer = keep(e, &sponsorship_refused::comment, at);
}
void take(row& r, const sponsorship_sponsor_reassigned& e, const stamp&) { r.sponsor = e.sponsor; }
void take(row& r, const sponsorship_ended& e, const stamp& at) {
    r.status = sponsorship_status::ended;
    r.end_reason = keep(e, &sponsorship_ended::reason, at);
}

}  // namespace

template <class Event>
void sponsorships::on(row& r, const Event& e, const stamp& at) {
    r.candidate = e.candidate;
    r.organisation = e.organisation;
    tally(r.seen, r.at_gate(), gate_step_of(Event::name), Event::in, at.at);
    take(r, e, at);
}

bytes write_listed(const listed_sponsorship& value) {
    return {static_cast<char>(value.status), static_cast<char>(value.reach)};
}

listed_sponsorship read_listed_sponsorship(byte_view value) {
    if (value.size() < 2) return {};
    return {static_cast<sponsorship_status>(value[0]), static_cast<row_reach>(value[1])};
}

void sponsorships::entries(const row& r, entry_sink& put) {
    const bytes listed = write_listed(listed_sponsorship{r.status, r.reach()});
    put(std::move(of_candidate(r.candidate) << r.sent_at), listed);
    put(std::move(of_organisation(r.organisation) << r.received_at.value_or(r.sent_at)), listed);
    put(std::move(all() << r.sent_at), listed);
    if (!r.sponsor) return;
    put(std::move(of_sponsor(*r.sponsor) << r.sent_at), listed);
    if (r.status == sponsorship_status::accepted) put(sponsored_by(r.candidate, *r.sponsor));
}

template std::unique_ptr<fold> make_fold<sponsorships>();
template expected<std::optional<versioned_row<sponsorships>>> read_row<sponsorships>(const table_snapshot&,
                                                                                     const id128&);
template expected<std::vector<std::optional<versioned_row<sponsorships>>>> read_rows<sponsorships>(
    const table_snapshot&, std::span<const id128>);

}  // namespace parcours
