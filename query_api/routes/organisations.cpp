// SPDX-License-Identifier: Apache-2.0
#include "projections/folds/organisations.hpp"

#include <boost/json.hpp>

#include "events/json/value_json.hpp"
#include "projections/rows.hpp"
#include "query_api/query_reader.hpp"
#include "query_api/relations/standings.hpp"
#include "query_api/routes.hpp"
#include "query_api/views/row_view.hpp"

// Pages of organisations. Nothing on them is personal; who may read offers may read them.
namespace parcours {
namespace {

using boost::json::array;
using boost::json::object;
using shared_call = std::shared_ptr<call>;

// How many entries one request looks through; beyond it a page ends early, with a cursor to go on from.
constexpr std::size_t entries_looked_at_max = 10'000;

struct organisation_filter {
    std::optional<organisation_kind> kind;
    std::optional<std::string_view> sector;
    bool spontaneous = false;  // only those that take unasked applications
};

bool fits(const organisation_filter& wanted, byte_view beside) {
    const auto listed = read_listed_organisation(beside);
    return (!wanted.kind || *wanted.kind == listed.kind) && (!wanted.sector || *wanted.sector == listed.sector) &&
           (!wanted.spontaneous || listed.takes_spontaneous);
}

// A visitor is asked to sign in where the charter keeps organisations inside.
bool are_for(call& asked) {
    if (!asked.by().visitor() || asked.terms().visible.reads(group::offers, {audience::public_})) return true;
    asked.refuse(401, "not_signed_in");
    return false;
}

void put_brief(row_view& view, const organisation_id& which, const organisations::row& row) {
    constexpr auto in = group::offers;
    view.put("id", in, which);
    view.put("name", in, row.name_);
    view.put("kind", in, row.kind);
    view.put("sector", in, row.sector);
    view.put("size", in, row.size);
    view.put("start_up", in, row.start_up);
    view.put("place", in, row.place);
    view.put("takes_spontaneous", in, row.takes_spontaneous);
}

// The streams of one page in the order of their names, and where the next begins.
struct found_page {
    std::vector<id128> streams;
    bytes next;
};
expected<found_page> find_page(const table_snapshot& from, const list_page& wanted, const organisation_filter& filter) {
    found_page found;
    bytes last;
    std::size_t looked_at = 0;
    const auto done = scan_entries(from, organisations::by_name(), wanted.after, table_snapshot::direction::ascending,
                                   [&](const found_entry& each) {
                                       const bool fitting = fits(filter, each.value);
                                       if (fitting && found.streams.size() == wanted.limit) {
                                           found.next = last;
                                           return false;
                                       }
                                       if (fitting) found.streams.push_back(each.stream);
                                       last = bytes(each.rest);
                                       if (++looked_at < entries_looked_at_max) return true;
                                       found.next = last;
                                       return false;
                                   });
    if (!done) return tl::unexpected(done.error());
    return found;
}

void list_organisations(const shared_call& asked) {
    if (!are_for(*asked)) return;
    const auto wanted_page = read_page(*asked);
    if (!wanted_page) return;
    query_reader query(*asked);
    organisation_filter wanted{query.one_of<organisation_kind>("kind"), asked->query("sector"), false};
    if (query.refuse()) return;
    wanted.spontaneous = asked->query("spontaneous") == "true";
    const auto& from = asked->table(organisations::name);
    const auto page = find_page(from, *wanted_page, wanted);
    if (!page) return asked->refuse(page.error());
    const auto rows = read_rows<organisations>(from, page->streams);
    if (!rows) return asked->refuse(rows.error());
    viewing whole(*asked);
    array items;
    for (std::size_t i = 0; i < rows->size(); ++i) {
        if (!(*rows)[i]) continue;
        const organisation_id which{page->streams[i]};
        const auto whom = whole.audiences(standing_of(which, (*rows)[i]->row));
        if (!whom) return asked->refuse(whom.error());
        object one;
        row_view view(whole, *whom, one);
        if (!view.reads(group::offers)) continue;
        put_brief(view, which, (*rows)[i]->row);
        items.push_back(std::move(one));
    }
    // Who sees none of them is not told how many pages there are.
    const bytes& next = items.empty() && !page->streams.empty() ? bytes() : page->next;
    whole.answer(object{{"items", std::move(items)}, {"next", next_cursor(*asked, next)}});
}

void read_organisation(const shared_call& asked) {
    if (!are_for(*asked)) return;
    const auto which = parse_id<organisation_id>(asked->parameter("organisation"));
    if (!which) return asked->refuse(404, "not_found");
    const auto found = read_row<organisations>(asked->table(organisations::name), which->value);
    if (!found) return asked->refuse(found.error());
    if (!*found) return asked->refuse(404, "not_found");
    const auto& row = (*found)->row;
    viewing whole(*asked);
    const auto whom = whole.audiences(standing_of(*which, row));
    if (!whom) return asked->refuse(whom.error());
    object one;
    row_view view(whole, *whom, one);
    if (!view.reads(group::offers)) return asked->refuse(404, "not_found");
    put_brief(view, *which, row);
    view.put("siret", group::offers, row.siret);
    view.put("description", group::offers, row.description);
    view.put("website", group::offers, row.website);
    view.put("registered_at", group::offers, row.registered_at);
    view.put("registered_by", group::administration, row.registered_by);
    view.progress(row.seen);
    whole.answer(std::move(one));
}

}  // namespace

std::vector<route> organisation_routes() {
    route listing;
    listing.pattern = "/v1/organisations";
    listing.operation = "list_organisations";
    listing.meaning = "Organisations by name.";
    listing.who = access::by_charter;
    listing.query = {{"kind", R"({"enum":["company","school","partner","region"]})", "what they are"},
                     {"sector", R"({"type":"string"})", "NAF code or words, as they gave it"},
                     {"spontaneous", R"({"type":"boolean"})", "true: those that take unasked applications"},
                     {"after", R"({"type":"string"})", "the cursor of the page before"},
                     {"limit", R"({"type":"integer","minimum":1,"maximum":100,"default":50})", "how many at most"}};
    listing.answer = "organisations";
    listing.problems = {422};
    listing.serve = list_organisations;
    route one;
    one.pattern = "/v1/organisations/{organisation}";
    one.operation = "read_organisation";
    one.meaning = "The page of one organisation.";
    one.who = access::by_charter;
    one.answer = "organisation";
    one.problems = {404};
    one.serve = read_organisation;
    return {listing, one};
}

std::vector<named_schema> organisation_schemas() {
    return {
        {"organisation", R"({"type":"object","properties":{"id":{"type":"string"},"name":{"type":"string"},
            "kind":{"type":"string"},"siret":{"type":"string"},"sector":{"type":"string"},"size":{"type":"string"},
            "start_up":{"type":"boolean"},"place":{"type":"string"},"description":{"type":"string"},
            "website":{"type":"string"},"takes_spontaneous":{"type":"boolean"},"registered_at":{"type":"string"},
            "registered_by":{"type":"string"},"version":{"type":"integer"},"changed_at":{"type":"string"}}})"},
        {"organisations", R"({"type":"object","required":["items","next"],"properties":{
            "items":{"type":"array","items":{"$ref":"#/components/schemas/organisation"}},
            "next":{"type":["string","null"],"description":"a page may be shorter than asked where more follows"}}})"},
    };
}

}  // namespace parcours
