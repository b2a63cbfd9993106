// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <boost/json.hpp>

#include "events/json/value_json.hpp"
#include "query_api/query_reader.hpp"
#include "query_api/relations/standings.hpp"
#include "query_api/routes.hpp"
#include "query_api/views/newest_first.hpp"
#include "query_api/views/person_view.hpp"

// Accounts for who administers them, and the directory of professionals for who the charter lets read it.
namespace parcours {
namespace {

using boost::json::array;
using boost::json::object;
using shared_call = std::shared_ptr<call>;

// How many rows one request reads; beyond it a page ends early, with a cursor to go on from.
constexpr std::size_t rows_looked_at_max = 2'000;

struct account_filter {
    std::string role;
    std::optional<organisation_id> organisation;
    std::optional<account_state> state;
};

// Whether the caller may list accounts of this role at all; each row is judged for itself all the same.
bool may_list(const call& asked, const std::string& role) {
    const auto& who = asked.by().who;
    if (who.role == "administrator") return true;
    // The accounts of the platform itself are in no directory.
    if (!is_directory_role(role)) return false;
    if (who.role == "candidate") return true;  // those they have to do with
    const bool professional = who.role == "companion" || who.role == "recruiter" || who.role == "supervisor";
    return professional && (asked.terms().directory || who.role == "supervisor");
}

bool fits(const account_filter& wanted, const accounts::row& row) {
    if (wanted.state && row.state != *wanted.state) return false;
    return !wanted.organisation || row.organisation == wanted.organisation;
}

// What the caller is to the row, where it is wanted and they may know of it.
expected<std::optional<audience_set>> seen_as(viewing& whole, const account_filter& wanted, const person_id& holder,
                                              const std::optional<versioned_row<accounts>>& kept) {
    if (!kept || !fits(wanted, kept->row)) return std::nullopt;
    const auto whom = whole.audiences(standing_of(whole.terms(), holder, kept->row));
    if (!whom) return tl::unexpected(whom.error());
    object unused;
    const row_view view(whole, *whom, unused);
    // That an account is active shows by the directory; more of its state is told to who may read it alone.
    const bool of_state = wanted.state && *wanted.state != account_state::active;
    const bool told = may_know_person(view, kept->row) && (!of_state || view.reads(group::account));
    return told ? std::optional(*whom) : std::nullopt;
}

object shown(row_view& view, const person_id& holder, const accounts::row& row) {
    put_account(view, holder, row);
    put_person(view, row);
    view.progress(row.seen);
    return std::move(view.into());
}

// The rows after `wanted.after` that the caller may know of, the latest made first.
expected<bytes> fill_page(viewing& whole, const table_snapshot& people, const account_filter& wanted,
                          const list_page& wanted_page, array& items) {
    newest_first entries(people, newest_first::kind::rows, {accounts::of_role(wanted.role)}, wanted_page.after, {});
    const auto in_state = [&](byte_view beside) {
        return !wanted.state || (beside.size() == 1 && static_cast<account_state>(beside[0]) == *wanted.state);
    };
    bytes last;
    for (std::size_t looked_at = 0; !entries.done();) {
        const auto some = entries.next(wanted_page.limit + 1, in_state);
        if (!some) return tl::unexpected(some.error());
        std::vector<id128> streams;
        for (const auto& each : *some) streams.push_back(each.stream);
        const auto rows = read_rows<accounts>(people, streams);
        if (!rows) return tl::unexpected(rows.error());
        for (std::size_t i = 0; i < streams.size(); ++i) {
            const person_id holder{streams[i]};
            const auto whom = seen_as(whole, wanted, holder, (*rows)[i]);
            if (!whom) return tl::unexpected(whom.error());
            if (!*whom) continue;
            if (items.size() == wanted_page.limit) return last;
            object one;
            row_view view(whole, **whom, one);
            items.push_back(shown(view, holder, (*rows)[i]->row));
            last = (*some)[i].rest;
        }
        looked_at += streams.size();
        if ((looked_at >= rows_looked_at_max || some->empty()) && !entries.done()) return entries.reached();
    }
    return bytes{};
}

// A candidate's: the professionals whom they have to do with (domain.md, "Who may see what"), the latest made first.
expected<bytes> fill_acquainted(viewing& whole, const table_snapshot& people, const account_filter& wanted,
                                const list_page& wanted_page, array& items) {
    auto known = whole.relations().known_to(whole.who().account);
    if (!known) return tl::unexpected(std::move(known).error());
    std::sort(known->begin(), known->end(), std::greater<>());
    std::vector<id128> streams;
    for (const auto& each : *known)
        if (wanted_page.after.empty() || bytes(view(each.value.octets())) < wanted_page.after)
            streams.push_back(each.value);
    const auto rows = read_rows<accounts>(people, streams);
    if (!rows) return tl::unexpected(rows.error());
    bytes last;
    for (std::size_t i = 0; i < streams.size(); ++i) {
        const person_id holder{streams[i]};
        const auto whom = seen_as(whole, wanted, holder, (*rows)[i]);
        if (!whom) return tl::unexpected(whom.error());
        if (!*whom || !has_role((*rows)[i]->row, wanted.role)) continue;
        if (items.size() == wanted_page.limit) return last;
        object one;
        row_view view(whole, **whom, one);
        items.push_back(shown(view, holder, (*rows)[i]->row));
        last = bytes(parcours::view(holder.value.octets()));
    }
    return bytes{};
}

void answer_list(const shared_call& asked, const account_filter& wanted) {
    const auto wanted_page = read_page(*asked);
    if (!wanted_page) return;
    const auto& people = asked->table(accounts::name);
    viewing whole(*asked);
    array items;
    bytes next;
    if (may_list(*asked, wanted.role)) {
        const auto fill = whole.who().role == "candidate" ? fill_acquainted : fill_page;
        auto filled = fill(whole, people, wanted, *wanted_page, items);
        if (!filled) return asked->refuse(filled.error());
        next = *std::move(filled);
    }
    whole.answer(object{{"items", std::move(items)}, {"next", next_cursor(*asked, next)}});
}

void list_accounts(const shared_call& asked) {
    query_reader query(*asked);
    account_filter wanted{{}, query.id<organisation_id>("organisation"), query.one_of<account_state>("state")};
    if (query.refuse()) return;
    const auto role = asked->query("role");
    const char* wrong = !role ? "missing" : asked->terms().roles.contains(std::string(*role)) ? nullptr : "invalid";
    if (wrong != nullptr) return asked->refuse(problem{422, "invalid", {}, {{"/role", wrong, {}}}, {}, {}, 0, {}});
    wanted.role = *role;
    answer_list(asked, wanted);
}

void list_directory(const shared_call& asked, const std::string& role) {
    query_reader query(*asked);
    const account_filter wanted{role, query.id<organisation_id>("organisation"), account_state::active};
    if (query.refuse()) return;
    answer_list(asked, wanted);
}

void read_account(const shared_call& asked) {
    const auto which = parse_id<person_id>(asked->parameter("account"));
    if (!which) return asked->refuse(404, "not_found");
    const auto found = read_row<accounts>(asked->table(accounts::name), which->value);
    if (!found) return asked->refuse(found.error());
    if (!*found) return asked->refuse(404, "not_found");
    const auto& row = (*found)->row;
    viewing whole(*asked);
    const auto whom = whole.audiences(standing_of(asked->terms(), *which, row));
    if (!whom) return asked->refuse(whom.error());
    object one;
    row_view view(whole, *whom, one);
    if (!may_know_person(view, row)) return asked->refuse(404, "not_found");
    view.put("created_by", group::account, row.created_by);
    view.put("language", group::account, row.language);
    view.put("notifications", group::account, row.notifications);
    whole.answer(shown(view, *which, row));
}

route listing_directory(std::string of, std::string role, std::string meaning) {
    route one;
    one.pattern = "/v1/directory/" + of;
    one.operation = "list_directory_" + of;
    one.meaning = std::move(meaning);
    one.query = {{"organisation", R"({"type":"string"})", "whose members"},
                 {"after", R"({"type":"string"})", "the cursor of the page before"},
                 {"limit", R"({"type":"integer","minimum":1,"maximum":100,"default":50})", "how many at most"}};
    one.answer = "accounts";
    one.problems = {422};
    one.serve = [role = std::move(role)](const shared_call& c) { list_directory(c, role); };
    return one;
}

}  // namespace

std::vector<route> account_routes() {
    route listing;
    listing.pattern = "/v1/accounts";
    listing.operation = "list_accounts";
    listing.meaning = "Accounts in a role, the latest made first, those of them that the caller may know of.";
    listing.query = {{"role", R"({"type":"string"})", "a role of the charter; must be given"},
                     {"organisation", R"({"type":"string"})", "whose members"},
                     {"state", R"({"enum":["created","invited","active","deactivated"]})", "whether it can be used"},
                     {"after", R"({"type":"string"})", "the cursor of the page before"},
                     {"limit", R"({"type":"integer","minimum":1,"maximum":100,"default":50})", "how many at most"}};
    listing.answer = "accounts";
    listing.problems = {422};
    listing.serve = list_accounts;
    route one;
    one.pattern = "/v1/accounts/{account}";
    one.operation = "read_account";
    one.meaning = "One account, as much of it as the caller may see.";
    one.answer = "account";
    one.problems = {404};
    one.serve = read_account;
    return {listing, one, listing_directory("companions", "companion", "Companions, as the directory shows them."),
            listing_directory("recruiters", "recruiter", "Recruiters, as the directory shows them.")};
}

std::vector<named_schema> account_schemas() {
    return {
        {"account", R"({"type":"object","required":["id"],"properties":{"id":{"type":"string"},
            "roles":{"type":"array","items":{"type":"string"}},"organisation":{"type":"string"},
            "state":{"enum":["created","invited","active","deactivated"]},"supervisor":{"type":"string"},
            "identity":{"type":"object"},"contact":{"type":"object"},"professional":{"type":"object"},
            "created_at":{"type":"string"},"created_by":{"type":"string"},"invited_at":{"type":"string"},
            "activated_at":{"type":"string"},"deactivated_at":{"type":"string"},"signed_in_at":{"type":"string"},
            "language":{"type":"string"},"notifications":{"type":"array","items":{"type":"object"}},
            "version":{"type":"integer"},"changed_at":{"type":"string"}}})"},
        {"accounts", R"({"type":"object","required":["items","next"],"properties":{
            "items":{"type":"array","items":{"$ref":"#/components/schemas/account"}},
            "next":{"type":["string","null"],"description":"a page may be shorter than asked where more follows"},
            "incomplete":{"$ref":"#/components/schemas/incomplete"}}})"},
    };
}

}  // namespace parcours
