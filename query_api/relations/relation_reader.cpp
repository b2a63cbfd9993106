// SPDX-License-Identifier: Apache-2.0
#include "query_api/relations/relation_reader.hpp"

#include <algorithm>

#include "projections/rows.hpp"
#include "projections/table_keys.hpp"

namespace parcours {
namespace {

expected<bool> is_parked(const table_snapshot& where, const id128& stream) {
    const auto found = where.get(parked_key(stream));
    if (!found) return tl::unexpected(found.error());
    return found->has_value();
}

link_state state_of(byte_view value) { return value.empty() ? link_state::revoked : static_cast<link_state>(value[0]); }

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
    link_tie best = link_tie::none;
    expected<bool> denied = false;
    const entry_key prefix = companion_links::of_candidate(candidate) << companion;
    const auto done =
        scan_entries(links_, prefix, {}, table_snapshot::direction::ascending, [&](const found_entry& each) {
            denied = is_parked(links_, each.stream);
            const auto tie = state_of(each.value) == link_state::linked ? link_tie::linked : link_tie::requested;
            best = std::max(best, tie);
            return denied && !*denied;
        });
    if (!done) return tl::unexpected(done.error());
    if (!denied) return tl::unexpected(denied.error());
    return *denied ? link_tie::none : best;
}

expected<std::vector<person_id>> relation_reader::linked_under(const entry_key& prefix) const {
    std::vector<person_id> found;
    expected<bool> denied = false;
    const auto done =
        scan_entries(links_, prefix, {}, table_snapshot::direction::ascending, [&](const found_entry& each) {
            denied = is_parked(links_, each.stream);
            if (!denied) return false;
            const person_id other{id_at(each.rest)};
            const bool again = !found.empty() && found.back() == other;
            if (state_of(each.value) == link_state::linked && !*denied && !again) found.push_back(other);
            return true;
        });
    if (!done) return tl::unexpected(done.error());
    if (!denied) return tl::unexpected(denied.error());
    return found;
}

expected<std::vector<person_id>> relation_reader::companions_of(const person_id& candidate) const {
    return linked_under(companion_links::of_candidate(candidate));
}
expected<std::vector<person_id>> relation_reader::candidates_of(const person_id& companion) const {
    return linked_under(companion_links::of_companion(companion));
}

expected<bool> relation_reader::reports_to(const person_id& companion, const viewer& supervisor) const {
    const auto row = account(companion);
    if (!row) return tl::unexpected(row.error());
    if (!*row || supervisor.account.empty()) return false;
    const auto& roles = (*row)->roles;
    if (std::find(roles.begin(), roles.end(), "companion") == roles.end()) return false;
    if ((*row)->supervisor) return *(*row)->supervisor == supervisor.account;
    return (*row)->organisation && *(*row)->organisation == supervisor.organisation;
}

expected<ties> relation_reader::ties_of(const viewer& who, const row_standing& row) const {
    ties known;
    if (who.role == "companion" && !row.candidate.empty()) {
        const auto link = tie_between(who.account, row.candidate);
        if (!link) return tl::unexpected(link.error());
        known.link = *link;
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

}  // namespace parcours
