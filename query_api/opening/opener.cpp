// SPDX-License-Identifier: Apache-2.0
#include "query_api/opening/opener.hpp"

#include <algorithm>

namespace parcours {

opener::opener(keys& vault, access_log& log, const clock& time, const caller& by, std::string purpose)
    : vault_(vault), log_(log), time_(time), by_(by), purpose_(std::move(purpose)) {}

std::size_t opener::ask(const kept_cell& cell, group in) {
    asked_.push_back({cell, in});
    return asked_.size() - 1;
}

expected<std::optional<access_entry>> opener::open() {
    std::vector<key_id> ids;
    ids.reserve(asked_.size());
    for (const auto& each : asked_) {
        const auto header = read_cell_header(each.cell.cell);
        if (!header) return failed(failure_code::corrupt, "a cell of an unknown form in a row");
        ids.push_back(header->key);
    }
    if (ids.empty()) return std::nullopt;
    const auto found = vault_.to_open(ids);
    if (!found) {
        log_.count(purpose_, "unavailable", ids.size());
        // A key that the vault never knew is no erasure; it may be another vault than the one that sealed this.
        if (found.error().code != failure_code::corrupt) return tl::unexpected(found.error());
        return failed(failure_code::unavailable, "the vault cannot open a cell: " + found.error().context);
    }
    access_entry entry{time_.now(), by_.who.account, by_.who.role, purpose_, {}, {}, by_.trace};
    for (std::size_t i = 0; i < asked_.size(); ++i) {
        const auto& [cell, in] = asked_[i];
        if (std::holds_alternative<unavailable>((*found)[i])) {
            log_.count(purpose_, "unavailable", ids.size());
            return failed(failure_code::unavailable, "the vault does not answer for a key");
        }
        const auto* secret = std::get_if<std::array<unsigned char, 32>>(&(*found)[i]);
        if (secret == nullptr) {
            opened_.emplace_back(erased{});
            continue;
        }
        auto clear = open_cell(*secret, {cell.person, cell.category, cell.event_name, cell.event_version}, cell.cell);
        if (!clear) return tl::unexpected(std::move(clear).error());
        opened_.emplace_back(*std::move(clear));
        if (cell.person == by_.who.account) continue;
        if (std::find(entry.whom.begin(), entry.whom.end(), cell.person) == entry.whom.end())
            entry.whom.push_back(cell.person);
        if (std::find(entry.groups.begin(), entry.groups.end(), in) == entry.groups.end()) entry.groups.push_back(in);
    }
    const auto gone = static_cast<std::size_t>(std::count_if(
        opened_.begin(), opened_.end(), [](const opened_cell& each) { return std::holds_alternative<erased>(each); }));
    log_.count(purpose_, "opened", opened_.size() - gone);
    log_.count(purpose_, "erased", gone);
    if (entry.whom.empty()) return std::nullopt;
    return std::optional(std::move(entry));
}

}  // namespace parcours
