// SPDX-License-Identifier: Apache-2.0
#include "query_api/views/person_view.hpp"

#include <algorithm>

#include <boost/json.hpp>

#include "events/json/value_json.hpp"

namespace parcours {
namespace {

// Of whom the directory tells: a professional, to who may read it.
bool shows_in_directory(const row_view& view, const accounts::row& row) {
    return is_professional(row) && view.reads(group::directory);
}

}  // namespace

bool has_role(const accounts::row& row, std::string_view role) {
    return std::find(row.roles.begin(), row.roles.end(), role) != row.roles.end();
}

bool is_professional(const accounts::row& row) {
    return std::any_of(row.roles.begin(), row.roles.end(), is_directory_role);
}

bool may_know_person(const row_view& view, const accounts::row& row) {
    return view.reads(group::account) || (has_role(row, "candidate") && view.reads(group::identity)) ||
           shows_in_directory(view, row);
}

void put_person(row_view& view, const accounts::row& row) {
    if (view.reads(group::identity)) {
        view.cell("identity", row.identity);
        view.cell("contact", row.contact);
    } else if (shows_in_directory(view, row)) {
        view.parts_of_cell("identity", row.identity, group::directory, {"first_name", "last_name"});
        view.parts_of_cell("contact", row.contact, group::directory, {"email", "phone"});
    }
    if (is_professional(row) || view.reads(group::account)) view.cell("professional", row.professional);
}

void put_account(row_view& view, const person_id& holder, const accounts::row& row) {
    write_json(holder, view.into()["id"]);
    constexpr auto account = group::account;
    if (view.reads(account)) {
        view.put("roles", account, row.roles);
        view.put("organisation", account, row.organisation);
    } else if (shows_in_directory(view, row)) {
        auto roles = row.roles;
        std::erase_if(roles, [](const auto& each) { return !is_directory_role(each); });
        view.put("roles", group::directory, roles);
        view.put("organisation", group::directory, row.organisation);
    }
    view.put("state", account, row.state);
    view.put("supervisor", account, row.supervisor);
    view.put("created_at", account, row.created_at);
    view.put("invited_at", account, row.invited_at);
    view.put("activated_at", account, row.activated_at);
    view.put("deactivated_at", account, row.deactivated_at);
    view.put("signed_in_at", account, row.signed_in_at);
}

void put_file(row_view& view, const viewer& who, const candidate_files::row& row) {
    constexpr auto in = group::identity;
    if (!view.reads(in)) return;
    view.put("school", in, row.school);
    view.put("opened_at", in, row.opened_at);
    view.put("opened_by", in, row.opened_by);
    auto& sections = view.into()["sections"].emplace_object();
    for (const auto& each : row.sections) {
        auto section = view.within(sections[name_of(each.section)].emplace_object());
        section.cell("content", each.content);
        section.put("by", in, each.by);
        section.put("at", in, each.at);
    }
    // Whatever a charter grants: disability and health go to no recruiter (privacy.md, "Snapshot").
    if (who.role == "recruiter" || row.sensitive.cell.empty()) return;
    auto sensitive = view.within(view.into()["sensitive"].emplace_object());
    sensitive.cell("content", row.sensitive);
    sensitive.put("by", in, row.sensitive_by);
    sensitive.put("at", in, row.sensitive_at);
}

}  // namespace parcours
