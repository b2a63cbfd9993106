// SPDX-License-Identifier: Apache-2.0
#include "query_api/relations/relation_reader.hpp"

#include <algorithm>

#include "projections/folds/applications.hpp"
#include "projections/folds/sponsorships.hpp"
#include "projections/rows.hpp"
#include "projections/table_keys.hpp"

namespace parcours {
namespace {

constexpr auto ascending = table_snapshot::direction::ascending;
// Of keys that tell of two persons: where the second one stands.
constexpr std::size_t tag_and_id = 17;
constexpr std::size_t id_size = 16;

expected<bool> is_parked(const table_snapshot& where, const id128& stream) {
    const auto found = where.get(parked_key(stream));
    if (!found) return tl::unexpected(found.error());
    return found->has_value();
}

// Nothing where the value is none of ours: what is not understood grants nothing.
std::optional<link_state> state_of(byte_view value) {
    if (value.size() != 1) return std::nullopt;
    const auto state = static_cast<link_state>(value[0]);
    return state == link_state::linked || state == link_state::requested ? std::optional(state) : std::nullopt;
}

// Whether a stream that is not parked has an entry under this prefix.
expected<bool> holds_any(const table_snapshot& where, const entry_key& prefix) {
    bool found = false;
    std::size_t looked_at = 0;
    expected<bool> parked = false;
    const auto done = scan_entries(where, prefix, {}, ascending, [&](const found_entry& each) {
        parked = is_parked(where, each.stream);
        found = parked && !*parked;
        return parked && !found && ++looked_at < links_of_person_max;
    });
    if (!done) return tl::unexpected(done.error());
    if (!parked) return tl::unexpected(parked.error());
    return found;
}

std::vector<person_id> linked_among(const std::vector<linked_person>& all) {
    std::vector<person_id> found;
    for (const auto& each : all)
        if (each.state == link_state::linked && (found.empty() || found.back() != each.other))
            found.push_back(each.other);
    return found;
}

}  // namespace

expected<std::optional<accounts::row>> relation_reader::account(const person_id& who) const {
    const auto stands_still = is_parked(accounts_, who.value);
    if (!stands_still) return tl::unexpected(stands_still.error());
    if (*stands_still) return std::nullopt;
    auto found = read_row<accounts>(accounts_, who.value);
    if (!found) return tl::unexpected(std::move(found).error());
    if (!*found) return std::nullopt;
    return std::optional<accounts::row>(std::move((*found)->row));
}

expected<link_tie> relation_reader::tie_between(const person_id& companion, const person_id& candidate) const {
    const auto found = links_under(std::move(companion_links::of_candidate(candidate) << companion));
    if (!found) return tl::unexpected(found.error());
    link_tie best = link_tie::none;
    for (const auto& each : *found)
        best = std::max(best, each.state == link_state::linked ? link_tie::linked : link_tie::requested);
    return best;
}

// The other person stands before the link's id at the end of each key.
expected<std::vector<linked_person>> relation_reader::links_under(const entry_key& prefix) const {
    const bytes whole = prefix.octets();
    std::vector<linked_person> found;
    std::vector<bytes> parked_keys;
    const auto done = scan_entries(links_, prefix, {}, ascending, [&](const found_entry& each) {
        const auto state = state_of(each.value);
        const bytes key = whole + bytes(each.rest);
        if (!state || key.size() != tag_and_id + 2 * id_size) return true;
        found.push_back({person_id{id_at(byte_view(key).substr(tag_and_id))}, link_id{each.stream}, *state});
        parked_keys.push_back(parked_key(each.stream));
        return found.size() < links_of_person_max;
    });
    if (!done) return tl::unexpected(done.error());
    cut_short_ = cut_short_ || found.size() == links_of_person_max;
    const auto parked = links_.get_many(parked_keys);
    if (!parked) return tl::unexpected(parked.error());
    std::size_t kept = 0;
    for (std::size_t i = 0; i < found.size(); ++i)
        if (!(*parked)[i]) found[kept++] = found[i];
    found.resize(kept);
    return found;
}

expected<std::vector<linked_person>> relation_reader::links_of_candidate(const person_id& candidate) const {
    return links_under(companion_links::of_candidate(candidate));
}
expected<std::vector<linked_person>> relation_reader::links_of_companion(const person_id& companion) const {
    return links_under(companion_links::of_companion(companion));
}
expected<std::vector<person_id>> relation_reader::companions_of(const person_id& candidate) const {
    return links_of_candidate(candidate).map(linked_among);
}
expected<std::vector<person_id>> relation_reader::candidates_of(const person_id& companion) const {
    return links_of_companion(companion).map(linked_among);
}

expected<bool> relation_reader::reports_to(const person_id& companion, const viewer& supervisor) const {
    const auto row = account(companion);
    if (!row) return tl::unexpected(row.error());
    if (!*row || supervisor.account.empty()) return false;
    const auto& roles = (*row)->roles;
    if (std::find(roles.begin(), roles.end(), "companion") == roles.end()) return false;
    // Whoever was named and went elsewhere supervises here no more.
    if (!(*row)->organisation || *(*row)->organisation != supervisor.organisation) return false;
    return !(*row)->supervisor || *(*row)->supervisor == supervisor.account;
}

expected<bool> relation_reader::knows(const person_id& candidate, const person_id& holder) const {
    if (candidate.empty() || holder.empty()) return false;
    const auto link = tie_between(holder, candidate);
    if (!link) return tl::unexpected(link.error());
    if (*link != link_tie::none) return true;
    if (applications_ != nullptr) {
        auto met = holds_any(*applications_, applications::meetings_with(candidate, holder));
        if (!met || *met) return met;
    }
    if (sponsorships_ == nullptr) return false;
    return holds_any(*sponsorships_, sponsorships::sponsored_by(candidate, holder));
}

// `of_both`: of the candidate and whomever; who stands in their place, before the stream's id, is one of the others. A
// parked stream tells of nobody.
expected<void> relation_reader::add_others(const table_snapshot& where, const entry_key& of_both,
                                           std::set<person_id>& to) const {
    const bytes whole = of_both.octets().substr(0, tag_and_id);
    entry_key prefix(whole.front());
    prefix.beginning(byte_view(whole).substr(1));
    std::size_t looked_at = 0;
    expected<bool> parked = false;
    const auto done = scan_entries(where, prefix, {}, ascending, [&](const found_entry& each) {
        const bytes key = whole + bytes(each.rest);
        parked = is_parked(where, each.stream);
        if (parked && !*parked && key.size() == tag_and_id + 2 * id_size)
            to.insert(person_id{id_at(byte_view(key).substr(tag_and_id))});
        return parked && ++looked_at < links_of_person_max;
    });
    cut_short_ = cut_short_ || looked_at == links_of_person_max;
    if (done && !parked) return tl::unexpected(parked.error());
    return done;
}

expected<std::vector<person_id>> relation_reader::known_to(const person_id& candidate) const {
    const auto links = links_of_candidate(candidate);
    if (!links) return tl::unexpected(links.error());
    std::set<person_id> found;
    for (const auto& each : *links) found.insert(each.other);
    expected<void> done;
    if (applications_ != nullptr) done = add_others(*applications_, applications::meetings_with(candidate, {}), found);
    if (done && sponsorships_ != nullptr)
        done = add_others(*sponsorships_, sponsorships::sponsored_by(candidate, {}), found);
    if (!done) return tl::unexpected(std::move(done).error());
    return std::vector<person_id>(found.begin(), found.end());
}

expected<ties> relation_reader::ties_of(const viewer& who, const row_standing& row) const {
    ties known;
    if (who.role == "companion" && !row.candidate.empty()) {
        const auto link = tie_between(who.account, row.candidate);
        if (!link) return tl::unexpected(link.error());
        known.link = *link;
    }
    if (who.role == "candidate" && !row.holder.empty()) {
        const auto acquainted = knows(who.account, row.holder);
        if (!acquainted) return tl::unexpected(acquainted.error());
        known.acquainted = *acquainted;
    }
    if (who.role != "supervisor") return known;
    std::vector<person_id> below;
    if (!row.candidate.empty()) {
        auto companions = companions_of(row.candidate);
        if (!companions) return tl::unexpected(std::move(companions).error());
        below = *std::move(companions);
    }
    if (!row.holder.empty()) below.push_back(row.holder);
    for (const auto& each : below) {
        const auto reports = reports_to(each, who);
        if (!reports) return tl::unexpected(reports.error());
        known.supervises = known.supervises || *reports;
    }
    return known;
}

expected<audience_set> relation_reader::audiences(const charter& terms, const viewer& who,
                                                  const row_standing& row) const {
    const auto known = ties_of(who, row);
    if (!known) return tl::unexpected(known.error());
    return audiences_of(terms, who, row, *known);
}

}  // namespace parcours
