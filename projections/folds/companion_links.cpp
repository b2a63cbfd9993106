// SPDX-License-Identifier: Apache-2.0
#include "projections/folds/companion_links.hpp"

#include "projections/typed_fold.hpp"

namespace parcours {
namespace {

using row = companion_links::row;

template <class Event>
void enter(row& r, link_state state, const Event& e, const stamp& at) {
    r.candidate = e.candidate;
    r.companion = e.companion;
    r.state = state;
    r.since = at.at;
}

}  // namespace

void companion_links::on(row& r, const companion_link_assigned& e, const stamp& at) {
    enter(r, link_state::linked, e, at);
    r.origin = e.origin;
}
void companion_links::on(row& r, const companion_link_requested& e, const stamp& at) {
    enter(r, link_state::requested, e, at);
    r.origin = link_origin::requested;
}
void companion_links::on(row& r, const companion_link_accepted& e, const stamp& at) {
    enter(r, link_state::linked, e, at);
}
void companion_links::on(row& r, const companion_link_declined& e, const stamp& at) {
    enter(r, link_state::declined, e, at);
}
void companion_links::on(row& r, const companion_link_revoked& e, const stamp& at) {
    enter(r, link_state::revoked, e, at);
}

void companion_links::entries(const row& r, entry_sink& put) {
    if (r.state != link_state::linked && r.state != link_state::requested) return;
    const bytes state(1, static_cast<char>(r.state));
    put(std::move(of_candidate(r.candidate) << r.companion), state);
    put(std::move(of_companion(r.companion) << r.candidate), state);
}

template std::unique_ptr<fold> make_fold<companion_links>();
template expected<std::optional<versioned_row<companion_links>>> read_row<companion_links>(const table_snapshot&,
                                                                                           const id128&);
template expected<std::vector<std::optional<versioned_row<companion_links>>>> read_rows<companion_links>(
    const table_snapshot&, std::span<const id128>);

}  // namespace parcours
