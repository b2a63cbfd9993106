// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <boost/json.hpp>

#include "events/json/value_json.hpp"
#include "projections/folds/companion_links.hpp"
#include "query_api/opening/snapshot_maker.hpp"
#include "query_api/query_reader.hpp"
#include "query_api/relations/standings.hpp"
#include "query_api/routes.hpp"
#include "query_api/views/person_view.hpp"
#include "query_api/views/row_page.hpp"

// Candidates and their files, for themselves, who accompanies them and who supervises that; never for recruiters, who
// get what goes with an application and nothing else (APT-VIS-01).
namespace parcours {
namespace {

using boost::json::array;
using boost::json::object;
using shared_call = std::shared_ptr<call>;

// A candidate's rows, and what the caller is to them.
struct seen_candidate {
    person_id which;
    candidate_files::row file;
    std::optional<accounts::row> account;
    audience_set whom;
};

// Tells the caller's candidate of the path; a refusal is answered where nothing comes back. Who may not read the file is
// told what a file that is not there is told.
std::optional<seen_candidate> find_candidate(call& asked, const table_snapshot& files, const table_snapshot& people,
                                             viewing& whole) {
    const auto which = parse_id<person_id>(asked.parameter("candidate"));
    if (!which) return asked.refuse(404, "not_found"), std::nullopt;
    auto file = read_row<candidate_files>(files, which->value);
    if (!file) return asked.refuse(file.error()), std::nullopt;
    auto account = read_row<accounts>(people, which->value);
    if (!account) return asked.refuse(account.error()), std::nullopt;
    const auto whom = whole.audiences(standing_of_candidate(*which));
    if (!whom) return asked.refuse(whom.error()), std::nullopt;
    if (!*file || !whole.terms().visible.reads(group::identity, *whom))
        return asked.refuse(404, "not_found"), std::nullopt;
    seen_candidate found{*which, std::move((*file)->row), {}, *whom};
    if (*account) found.account = std::move((*account)->row);
    return found;
}

// As lists show them: who it is and since when.
object brief_of(viewing& whole, const person_id& which, const candidate_files::row& file,
                const std::optional<versioned_row<accounts>>& account, const audience_set& whom) {
    object one;
    row_view view(whole, whom, one);
    view.put("id", group::identity, which);
    view.put("school", group::identity, file.school);
    view.put("opened_at", group::identity, file.opened_at);
    if (account) view.cell("identity", account->row.identity);
    view.progress(file.seen);
    return one;
}

// What a page of a list is made of.
struct found_ids {
    std::vector<id128> streams;
    bytes next;  // what the next page comes after; empty: there is none
};

// The callers' own, the latest made first: an id begins with the time at which it was made.
expected<found_ids> own_page(viewing& whole, const list_page& wanted) {
    auto own = whole.own_candidates();
    if (!own) return tl::unexpected(std::move(own).error());
    std::sort(own->begin(), own->end(), std::greater<>());
    found_ids found;
    for (const auto& each : *own) {
        const bytes key(view(each.value.octets()));
        if (!wanted.after.empty() && key >= wanted.after) continue;
        if (found.streams.size() == wanted.limit) {
            found.next = bytes(view(found.streams.back().octets()));
            break;
        }
        found.streams.push_back(each.value);
    }
    return found;
}

// All there are, for an administrator.
expected<found_ids> whole_page(const table_snapshot& files, const list_page& wanted) {
    newest_first entries(files, newest_first::kind::rows, {candidate_files::all()}, wanted.after, {});
    auto some = entries.next(wanted.limit + 1, [](byte_view) { return true; });
    if (!some) return tl::unexpected(std::move(some).error());
    found_ids found;
    for (const auto& each : *some) {
        if (found.streams.size() == wanted.limit) {
            found.next = (*some)[wanted.limit - 1].rest;
            break;
        }
        found.streams.push_back(each.stream);
    }
    return found;
}

void list_candidates(const shared_call& asked) {
    const auto wanted = read_page(*asked);
    if (!wanted) return;
    const auto& files = asked->table(candidate_files::name);
    const auto& people = asked->table(accounts::name);
    viewing whole(*asked);
    const bool all = whole.who().role == "administrator";
    const auto page = all ? whole_page(files, *wanted) : own_page(whole, *wanted);
    if (!page) return asked->refuse(page.error());
    const auto rows = read_rows<candidate_files>(files, page->streams);
    if (!rows) return asked->refuse(rows.error());
    const auto holders = read_rows<accounts>(people, page->streams);
    if (!holders) return asked->refuse(holders.error());
    array items;
    for (std::size_t i = 0; i < rows->size(); ++i) {
        const person_id which{page->streams[i]};
        const auto whom = whole.audiences(standing_of_candidate(which));
        if (!whom) return asked->refuse(whom.error());
        if (!(*rows)[i] || !whole.terms().visible.reads(group::identity, *whom)) continue;
        items.push_back(brief_of(whole, which, (*rows)[i]->row, (*holders)[i], *whom));
    }
    // Who sees none of them is not told how many pages there are.
    const bytes next = all && items.empty() && !page->streams.empty() ? bytes() : page->next;
    whole.answer(object{{"items", std::move(items)}, {"next", next_cursor(*asked, next)}});
}

void read_candidate(const shared_call& asked) {
    const auto& files = asked->table(candidate_files::name);
    const auto& people = asked->table(accounts::name);
    viewing whole(*asked);
    const auto found = find_candidate(*asked, files, people, whole);
    if (!found) return;
    object one;
    row_view view(whole, found->whom, one);
    view.put("id", group::identity, found->which);
    if (found->account) {
        put_person(view, *found->account);
        view.put("state", group::account, found->account->state);
    }
    put_file(view, whole.who(), found->file);
    view.progress(found->file.seen);
    whole.answer(std::move(one));
}

// What an organisation would get with an application sent now (privacy.md, "Snapshot").
void read_snapshot(const shared_call& asked) {
    const auto& files = asked->table(candidate_files::name);
    const auto& people = asked->table(accounts::name);
    viewing whole(*asked);
    const auto found = find_candidate(*asked, files, people, whole);
    if (!found) return;
    object one{{"complete", false}};
    std::optional<access_entry> opened;
    if (found->account) {
        auto cells = asked->open_cells();
        const snapshot_maker maker(asked->terms(), *found->account, found->file, cells);
        auto done = cells.open();
        if (!done) return asked->refuse(done.error());
        opened = *std::move(done);
        const auto made = maker.make(asked->with().time.now());
        if (!made) return asked->refuse(made.error());
        if (*made) {
            one["complete"] = true;
            write_json((*made)->headline, one["headline"]);
            write_json((*made)->body, one["snapshot"]);
        }
    }
    asked->answer_recorded(one, opened);
}

// Who accompanies them and who asks to, with the names that each shows to the caller.
void list_companions(const shared_call& asked) {
    const auto& files = asked->table(candidate_files::name);
    const auto& people = asked->table(accounts::name);
    const auto& links = asked->table(companion_links::name);
    viewing whole(*asked);
    const auto found = find_candidate(*asked, files, people, whole);
    if (!found) return;
    const auto standing = whole.relations().links_of_candidate(found->which);
    if (!standing) return asked->refuse(standing.error());
    std::vector<id128> ids;
    std::vector<id128> holders;
    for (const auto& each : *standing) {
        ids.push_back(each.link.value);
        holders.push_back(each.other.value);
    }
    const auto rows = read_rows<companion_links>(links, ids);
    if (!rows) return asked->refuse(rows.error());
    const auto accounts_of_companions = read_rows<accounts>(people, holders);
    if (!accounts_of_companions) return asked->refuse(accounts_of_companions.error());
    array items;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const auto& each = (*standing)[i];
        object one;
        row_view view(whole, found->whom, one);
        view.put("id", group::identity, each.link);
        view.put("companion", group::identity, each.other);
        view.put("status", group::identity, each.state);
        if ((*rows)[i]) {
            view.put("origin", group::identity, (*rows)[i]->row.origin);
            view.put("since", group::identity, (*rows)[i]->row.since);
        }
        if (const auto& holder = (*accounts_of_companions)[i]) {
            const auto whom = whole.audiences(standing_of(asked->terms(), each.other, holder->row));
            if (!whom) return asked->refuse(whom.error());
            row_view person(whole, *whom, one["person"].emplace_object());
            put_person(person, holder->row);
        }
        items.push_back(std::move(one));
    }
    whole.answer(object{{"items", std::move(items)}, {"next", nullptr}});
}

route reading(const char* pattern, const char* operation, const char* meaning, const char* answer,
              void (*serve)(const shared_call&)) {
    route one;
    one.pattern = pattern;
    one.operation = operation;
    one.meaning = meaning;
    one.answer = answer;
    one.problems = {404};
    one.serve = serve;
    return one;
}

}  // namespace

std::vector<route> candidate_routes() {
    auto listing = reading("/v1/candidates", "list_candidates",
                           "Candidates whom the caller accompanies or supervises, the latest first; an administrator "
                           "sees all.",
                           "candidates", list_candidates);
    listing.query = {{"after", R"({"type":"string"})", "the cursor of the page before"},
                     {"limit", R"({"type":"integer","minimum":1,"maximum":100,"default":50})", "how many at most"}};
    listing.problems = {422};
    return {listing,
            reading("/v1/candidates/{candidate}", "read_candidate", "A candidate's file, section by section.",
                    "candidate", read_candidate),
            reading("/v1/candidates/{candidate}/snapshot", "read_snapshot",
                    "What an organisation would get of this candidate with an application sent now.",
                    "candidate_snapshot", read_snapshot),
            reading("/v1/candidates/{candidate}/companions", "list_companions",
                    "Who accompanies this candidate and who asks to.", "companions", list_companions)};
}

}  // namespace parcours
