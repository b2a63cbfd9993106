// SPDX-License-Identifier: Apache-2.0
#include "projections/folds/offers.hpp"

#include <boost/json.hpp>

#include "events/json/value_json.hpp"
#include "projections/folds/organisations.hpp"
#include "query_api/query_reader.hpp"
#include "query_api/relations/standings.hpp"
#include "query_api/routes.hpp"
#include "query_api/views/row_page.hpp"
#include "query_api/views/row_view.hpp"

// Offers: what is open for who the charter says, and all of an organisation's own for itself.
namespace parcours {
namespace {

using boost::json::array;
using boost::json::object;
using shared_call = std::shared_ptr<call>;

struct offer_filter {
    std::optional<organisation_id> organisation;
    std::optional<offer_status> status;
    std::optional<contract_kind> contract;
    std::optional<std::string> rome;
    std::optional<std::string> place;
};

std::optional<std::string> text_of(const call& asked, std::string_view name) {
    const auto text = asked.query(name);
    return text ? std::optional(std::string(*text)) : std::nullopt;
}

// What is written, or was, but is not out: its organisation's and the administrator's.
bool may_know_of(const viewer& who, const offers::row& row) {
    if (row.status != offer_status::draft || who.role == "administrator") return true;
    return who.role == "recruiter" && who.organisation == row.organisation && !who.organisation.empty();
}

expected<calendar_day> day_of(const call& asked) { return asked.with().day_of(asked.with().time.now()); }

// A visitor is asked to sign in where the charter keeps offers inside.
bool are_for(call& asked) {
    if (!asked.by().visitor() || asked.terms().visible.reads(group::offers, {audience::public_})) return true;
    asked.refuse(401, "not_signed_in");
    return false;
}

template <class Value>
bool fits(const std::optional<Value>& wanted, const std::optional<Value>& value) {
    return !wanted || wanted == value;
}

bool fits(const offer_filter& wanted, const offers::row& row, const calendar_day& today) {
    return fits(wanted.organisation, std::optional(row.organisation)) &&
           fits(wanted.status, std::optional(status_on(row, today))) &&
           fits(wanted.contract, std::optional(row.contract)) && fits(wanted.rome, row.rome) &&
           fits(wanted.place, row.place);
}

// What stands beside an entry already tells that its row is not asked for.
bool fits(const offer_filter& wanted, byte_view beside, bool of_organisation) {
    if (of_organisation) {
        const auto kept = wanted.status == offer_status::expired ? offer_status::open : wanted.status;
        return !kept || (beside.size() == 1 && static_cast<offer_status>(beside[0]) == *kept);
    }
    const auto listed = read_listed_offer(beside);
    return fits(wanted.contract, std::optional(listed.contract)) && (!wanted.rome || *wanted.rome == listed.rome) &&
           (!wanted.place || *wanted.place == listed.place);
}

void put_brief(row_view& view, const offer_id& which, const offers::row& row, const calendar_day& today) {
    constexpr auto in = group::offers;
    view.put("id", in, which);
    view.put("status", in, status_on(row, today));
    view.put("organisation", in, row.organisation);
    view.put("title", in, row.title);
    view.put("rome", in, row.rome);
    view.put("contract", in, row.contract);
    view.put("place", in, row.place);
    view.put("closes_on", in, row.closes_on);
    view.put("published_at", in, row.published_at);
    view.put("closed_at", in, row.closed_at);
    view.put("close_reason", in, row.close_reason);
}

using names = std::map<organisation_id, std::string>;
expected<names> names_of_organisations(call& asked, const std::vector<organisation_id>& all) {
    std::vector<id128> streams;
    for (const auto& each : all) streams.push_back(each.value);
    const auto rows = read_rows<organisations>(asked.table(organisations::name), streams);
    if (!rows) return tl::unexpected(rows.error());
    names found;
    for (std::size_t i = 0; i < all.size(); ++i)
        if ((*rows)[i]) found[all[i]] = (*rows)[i]->row.name_;
    return found;
}

void put_name(row_view& view, const names& known, const organisation_id& of) {
    if (const auto found = known.find(of); found != known.end())
        view.put("organisation_name", group::offers, found->second);
}

void list_offers(const shared_call& asked) {
    if (!are_for(*asked)) return;
    const auto wanted_page = read_page(*asked);
    if (!wanted_page) return;
    query_reader query(*asked);
    offer_filter wanted{query.id<organisation_id>("organisation"), query.one_of<offer_status>("status"),
                        query.one_of<contract_kind>("contract"), text_of(*asked, "rome"), text_of(*asked, "place")};
    if (query.refuse()) return;
    const auto& who = asked->by().who;
    const auto today = day_of(*asked);
    if (!today) return asked->refuse(today.error());
    // Those of one organisation are all told where no status is asked for.
    if (!wanted.organisation && !wanted.status) wanted.status = offer_status::open;
    const bool only_open = wanted.status == offer_status::open;
    if (!only_open && !wanted.organisation) {
        // What is not open is listed by organisation; a recruiter means their own.
        if (who.role != "recruiter" || who.organisation.empty())
            return asked->refuse(problem{422, "invalid", {}, {{"/organisation", "missing", {}}}, {}, {}, 0, {}});
        wanted.organisation = who.organisation;
    }
    const auto& from = asked->table(offers::name);
    viewing whole(*asked);
    const bool of_organisation = wanted.organisation.has_value();
    newest_first entries(from, newest_first::kind::rows,
                         {of_organisation ? offers::of_organisation(*wanted.organisation) : offers::open()},
                         wanted_page->after, {});
    const auto page = read_page_of<offers>(
        whole, from, entries, wanted_page->limit,
        [&](byte_view beside) { return fits(wanted, beside, of_organisation); },
        [&](const offers::row& row, const audience_set&) {
            return fits(wanted, row, *today) && may_know_of(who, row);
        });
    if (!page) return asked->refuse(page.error());
    std::vector<organisation_id> shown;
    for (const auto& each : page->rows) shown.push_back(each.kept.row.organisation);
    const auto known = names_of_organisations(*asked, shown);
    if (!known) return asked->refuse(known.error());
    array items;
    for (const auto& each : page->rows) {
        object one;
        row_view view(whole, each.whom, one);
        put_brief(view, offer_id{each.stream}, each.kept.row, *today);
        put_name(view, *known, each.kept.row.organisation);
        items.push_back(std::move(one));
    }
    whole.answer(object{{"items", std::move(items)}, {"next", next_cursor(*asked, page->next)}});
}

void read_offer(const shared_call& asked) {
    if (!are_for(*asked)) return;
    const auto which = parse_id<offer_id>(asked->parameter("offer"));
    if (!which) return asked->refuse(404, "not_found");
    const auto found = read_row<offers>(asked->table(offers::name), which->value);
    if (!found) return asked->refuse(found.error());
    if (!*found || !may_know_of(asked->by().who, (*found)->row)) return asked->refuse(404, "not_found");
    const auto& row = (*found)->row;
    const auto known = names_of_organisations(*asked, {row.organisation});
    if (!known) return asked->refuse(known.error());
    const auto today = day_of(*asked);
    if (!today) return asked->refuse(today.error());
    viewing whole(*asked);
    const auto whom = whole.audiences(standing_of(row));
    if (!whom) return asked->refuse(whom.error());
    if (!may_know(whole, row, *whom)) return asked->refuse(404, "not_found");
    object one;
    row_view view(whole, *whom, one);
    put_brief(view, *which, row, *today);
    put_name(view, *known, row.organisation);
    view.put("description", group::offers, row.description);
    view.cell("contact", row.contact);
    // Who wrote it is the organisation's own matter.
    if (whom->has(audience::recruiter_of_target) || whom->has(audience::administrator)) {
        view.put("author", group::offers, row.author);
        view.put("began_at", group::offers, row.began_at);
        view.progress(row.seen);
    }
    whole.answer(std::move(one));
}

}  // namespace

std::vector<route> offer_routes() {
    route listing;
    listing.pattern = "/v1/offers";
    listing.operation = "list_offers";
    listing.meaning =
        "Open offers, the latest first; with an organisation, all of it that is out, and its own drafts for itself.";
    listing.who = access::by_charter;
    listing.query = {
        {"organisation", R"({"type":"string"})", "whose"},
        {"status", R"({"enum":["draft","open","closed","expired"]})", "what is not open is listed by organisation"},
        {"contract", R"({"enum":["internship","apprenticeship","fixed_term","permanent","other"]})",
         "what it leads to"},
        {"rome", R"({"type":"string"})", "ROME code of the occupation"},
        {"place", R"({"type":"string"})", "as the offer says it"},
        {"after", R"({"type":"string"})", "the cursor of the page before"},
        {"limit", R"({"type":"integer","minimum":1,"maximum":100,"default":50})", "how many at most"}};
    listing.answer = "offers";
    listing.problems = {422};
    listing.serve = list_offers;
    route one;
    one.pattern = "/v1/offers/{offer}";
    one.operation = "read_offer";
    one.meaning = "One offer, with its description and whom to ask.";
    one.who = access::by_charter;
    one.answer = "offer";
    one.problems = {404};
    one.serve = read_offer;
    return {listing, one};
}

std::vector<named_schema> offer_schemas() {
    return {
        {"offer", R"({"type":"object","properties":{"id":{"type":"string"},
            "status":{"enum":["draft","open","closed","expired"]},"organisation":{"type":"string"},
            "organisation_name":{"type":"string"},"title":{"type":"string"},"description":{"type":"string"},
            "rome":{"type":"string"},"contract":{"type":"string"},"place":{"type":"string"},
            "closes_on":{"type":"string","format":"date"},"contact":{"type":"object"},
            "published_at":{"type":"string"},"closed_at":{"type":"string"},"close_reason":{"type":"string"},
            "author":{"type":"string"},"began_at":{"type":"string"},"version":{"type":"integer"},
            "changed_at":{"type":"string"}}})"},
        {"offers", R"({"type":"object","required":["items","next"],"properties":{
            "items":{"type":"array","items":{"$ref":"#/components/schemas/offer"}},
            "next":{"type":["string","null"],"description":"a page may be shorter than asked where more follows"}}})"},
    };
}

}  // namespace parcours
