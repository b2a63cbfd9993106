// SPDX-License-Identifier: Apache-2.0
#include "projections/folds/candidate_files.hpp"

#include <algorithm>

#include "projections/typed_fold.hpp"

namespace parcours {
namespace {

using row = candidate_files::row;

void take(row& r, const candidate_file_opened& e, const stamp& at) {
    r.school = e.school;
    r.opened_by = e.opened_by;
    r.opened_at = at.at;
}
void take(row& r, const candidate_section_updated& e, const stamp& at) {
    auto place =
        std::lower_bound(r.sections.begin(), r.sections.end(), e.section,
                         [](const kept_section& each, profile_section wanted) { return each.section < wanted; });
    if (place == r.sections.end() || place->section != e.section) place = r.sections.insert(place, kept_section{});
    *place = {e.section, keep(e, &candidate_section_updated::content, at), e.by, at.at};
}
void take(row& r, const candidate_sensitive_section_updated& e, const stamp& at) {
    r.sensitive = keep(e, &candidate_sensitive_section_updated::content, at);
    r.sensitive_by = e.by;
    r.sensitive_at = at.at;
}

}  // namespace

template <class Event>
void candidate_files::on(row& r, const Event& e, const stamp& at) {
    take(r, e, at);
    tally(r.seen, Event::in, at.at);
}

void candidate_files::entries(const row& r, entry_sink& put) {
    put(std::move(all() << r.opened_at));
    if (r.school) put(std::move(of_school(*r.school) << r.opened_at));
}

template std::unique_ptr<fold> make_fold<candidate_files>();
template expected<std::optional<versioned_row<candidate_files>>> read_row<candidate_files>(const table_snapshot&,
                                                                                           const id128&);
template expected<std::vector<std::optional<versioned_row<candidate_files>>>> read_rows<candidate_files>(
    const table_snapshot&, std::span<const id128>);

}  // namespace parcours
