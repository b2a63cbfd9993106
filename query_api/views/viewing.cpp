// SPDX-License-Identifier: Apache-2.0
#include "query_api/views/viewing.hpp"

#include <set>
#include <unordered_map>

#include <boost/json.hpp>

#include "events/registry/event_registry.hpp"
#include "projections/rows.hpp"

namespace parcours {
namespace {

// A place is an object whose one key no declaration can have.
constexpr std::string_view place_key;

std::optional<std::size_t> place_at(const boost::json::value& where) {
    const auto* object = where.if_object();
    if (object == nullptr || object->size() != 1 || object->begin()->key() != place_key) return std::nullopt;
    return static_cast<std::size_t>(object->begin()->value().as_uint64());
}

// Leaves these parts of an opened value alone.
void keep_parts(boost::json::value& where, const std::vector<std::string_view>& parts) {
    auto* whole = where.if_object();
    if (parts.empty() || whole == nullptr) return;
    boost::json::object kept;
    for (const auto part : parts)
        if (auto* found = whole->if_contains(part)) kept[part] = std::move(*found);
    *whole = std::move(kept);
}

std::string declared_as(std::string_view event, int version, std::uint32_t tag) {
    return std::string(event) + ' ' + std::to_string(version) + ' ' + std::to_string(tag);
}

std::unordered_map<std::string, group> groups_as_declared() {
    std::unordered_map<std::string, group> all;
    for (const auto& type : all_event_types())
        for (const auto& field : type.fields)
            if (field.category) all.emplace(declared_as(type.name, type.version, field_tag(field.name)), field.in);
    return all;
}

}  // namespace

std::optional<group> group_of(const kept_cell& cell) {
    static const auto all = groups_as_declared();
    const auto header = read_cell_header(cell.cell);
    if (!header) return std::nullopt;
    const auto found = all.find(declared_as(cell.event_name, cell.event_version, header->field));
    return found == all.end() ? std::nullopt : std::optional(found->second);
}

viewing::viewing(call& asked) : asked_(asked), relations_(asked.with().models), cells_(asked.open_cells()) {}

expected<audience_set> viewing::audiences(const row_standing& row) {
    auto found = known_.find({row.candidate, row.holder});
    if (found == known_.end()) {
        const auto known = relations_->ties_of(who(), row);
        if (!known) return tl::unexpected(known.error());
        found = known_.emplace(std::pair(row.candidate, row.holder), *known).first;
    }
    return audiences_of(terms(), who(), row, found->second);
}

expected<std::vector<person_id>> viewing::companions_under() {
    const auto now = asked_.table_now(accounts::name);
    std::vector<person_id> found;
    const auto look_under = [&](const entry_key& prefix) {
        return scan_entries(*now, prefix, {}, table_snapshot::direction::ascending, [&](const found_entry& each) {
            found.emplace_back(person_id{each.stream});
            incomplete_ = incomplete_ || found.size() == companions_of_supervisor_max;
            return found.size() < companions_of_supervisor_max;
        });
    };
    if (auto done = look_under(accounts::of_supervisor(who().account)); !done)
        return tl::unexpected(std::move(done).error());
    if (!who().organisation.empty())
        if (auto done = look_under(accounts::of_organisation(who().organisation, "companion")); !done)
            return tl::unexpected(std::move(done).error());
    std::vector<person_id> under;
    for (const auto& each : found) {
        const auto reports = relations_->reports_to(each, who());
        if (!reports) return tl::unexpected(reports.error());
        if (*reports) under.push_back(each);
    }
    return under;
}

expected<std::vector<person_id>> viewing::own_candidates() {
    if (!role_counts(terms(), who().role, who().organisation)) return std::vector<person_id>();
    if (who().role == "candidate") return std::vector{who().account};
    std::vector<person_id> companions;
    if (who().role == "companion") companions.push_back(who().account);
    if (who().role == "supervisor") {
        auto under = companions_under();
        if (!under) return under;
        companions = *std::move(under);
    }
    std::set<person_id> all;
    for (const auto& companion : companions) {
        const auto linked = relations_->candidates_of(companion);
        if (!linked) return tl::unexpected(linked.error());
        all.insert(linked->begin(), linked->end());
        incomplete_ = incomplete_ || all.size() >= own_candidates_max;
        if (all.size() >= own_candidates_max) break;
    }
    return std::vector<person_id>(all.begin(), all.end());
}

void viewing::place(boost::json::object& into, std::string_view name, const kept_cell& cell, group in,
                    std::vector<std::string_view> parts) {
    if (cell.cell.empty()) return;
    const std::uint64_t number = cells_.ask(cell, in);
    parts_.push_back(std::move(parts));
    into[name] = boost::json::object{{place_key, number}};
}

expected<void> viewing::fill(boost::json::value& where) const {
    if (const auto number = place_at(where)) {
        const auto& opened = cells_.at(*number);
        if (std::holds_alternative<erased>(opened)) {
            render_erased(where);
            return {};
        }
        const auto& sealed_as = cells_.cell(*number);
        auto done = render_clear(sealed_as.event_name, sealed_as.event_version, read_cell_header(sealed_as.cell)->field,
                                 std::get<bytes>(opened), where);
        if (done) keep_parts(where, parts_[*number]);
        return done;
    }
    if (auto* object = where.if_object()) {
        for (auto& member : *object)
            if (auto done = fill(member.value()); !done) return done;
    } else if (auto* list = where.if_array()) {
        for (auto& each : *list)
            if (auto done = fill(each); !done) return done;
    }
    return {};
}

void viewing::answer(boost::json::value body) {
    const auto opened = cells_.open();
    if (!opened) return asked_.refuse(opened.error());
    if (const auto done = fill(body); !done) return asked_.refuse(done.error());
    if ((incomplete_ || relations_->cut_short()) && body.is_object()) body.as_object()["incomplete"] = true;
    asked_.answer_recorded(body, *opened);
}

}  // namespace parcours
