// SPDX-License-Identifier: Apache-2.0
#include <boost/json.hpp>

#include "events/json/value_json.hpp"
#include "projections/folds/candidate_files.hpp"
#include "projections/folds/organisations.hpp"
#include "projections/rows.hpp"
#include "query_api/relations/standings.hpp"
#include "query_api/routes.hpp"
#include "query_api/views/person_view.hpp"

// What the platform is, and who the caller is to it.
namespace parcours {
namespace {

using boost::json::array;
using boost::json::object;
using shared_call = std::shared_ptr<call>;

template <class Names>
array array_of(const Names& names) {
    array all;
    for (const auto& each : names) all.emplace_back(each);
    return all;
}

// How many links of the caller are told one by one; a companion's are counted.
object links_of(const std::vector<linked_person>& all, bool one_by_one) {
    object told;
    array each_link;
    std::size_t linked = 0;
    for (const auto& each : all) {
        linked += each.state == link_state::linked ? 1 : 0;
        if (one_by_one || each.state == link_state::requested)
            each_link.push_back(
                {{"id", to_string(each.link)}, {"person", to_string(each.other)}, {"status", name_of(each.state)}});
    }
    told["linked"] = linked;
    told["requested"] = all.size() - linked;
    told["links"] = std::move(each_link);
    return told;
}

// Adds what the caller's role makes of them: a candidate's file and companions, a companion's candidates.
expected<void> put_role(const viewing& whole, const table_snapshot& files, object& me) {
    const auto& who = whole.who();
    if (who.role != "candidate" && who.role != "companion") return {};
    const bool candidate = who.role == "candidate";
    const auto links = candidate ? whole.relations().links_of_candidate(who.account)
                                 : whole.relations().links_of_companion(who.account);
    if (!links) return tl::unexpected(links.error());
    me[candidate ? "companions" : "candidates"] = links_of(*links, candidate);
    if (!candidate) return {};
    const auto file = read_row<candidate_files>(files, who.account.value);
    if (!file) return tl::unexpected(file.error());
    if (*file) {
        auto& told = me["file"].emplace_object();
        told["id"] = to_string(who.account);
        write_json((*file)->row.opened_at, told["opened_at"]);
    }
    return {};
}

void read_me(const shared_call& asked, const account_directory& accounts_now) {
    const auto& who = asked->by().who;
    const auto standing = accounts_now.find(who.account);
    if (!standing) return asked->refuse(standing.error());
    if (!*standing) return asked->refuse(401, "session_ended");
    object me{{"account", to_string(who.account)},
              {"role", who.role},
              {"roles", array_of((*standing)->roles)},
              {"session", write_id("session", asked->by().session)},
              {"language", asked->by().language}};
    const auto& files = asked->table(candidate_files::name);
    if (!who.organisation.empty()) {
        me["organisation"] = to_string(who.organisation);
        const auto page = read_row<organisations>(asked->table(organisations::name), who.organisation.value);
        if (!page) return asked->refuse(page.error());
        if (*page) me["organisation_name"] = (*page)->row.name_;
    }
    array commands;
    for (const auto& [command, roles] : asked->terms().commands)
        if (roles.contains(who.role)) commands.emplace_back(command);
    me["commands"] = std::move(commands);
    const auto account = read_row<accounts>(asked->table(accounts::name), who.account.value);
    if (!account) return asked->refuse(account.error());
    viewing whole(*asked);
    if (const auto done = put_role(whole, files, me); !done) return asked->refuse(done.error());
    if (*account) {
        const auto whom = whole.audiences(standing_of(asked->terms(), who.account, (*account)->row));
        if (!whom) return asked->refuse(whom.error());
        row_view view(whole, *whom, me);
        put_person(view, (*account)->row);
    }
    whole.answer(std::move(me));
}

// The caller's language where the platform has it, else French.
std::string in_language(const localized& text, const std::string& language) {
    const auto found = text.find(language);
    if (found != text.end()) return found->second;
    const auto french = text.find("fr");
    return french == text.end() ? std::string() : french->second;
}

object labels_of(const std::map<std::string, localized>& all, const std::string& language) {
    object labels;
    for (const auto& [key, text] : all) labels[key] = in_language(text, language);
    return labels;
}

std::string_view name_of(link_mode mode) {
    switch (mode) {
        case link_mode::assigned: return "assigned";
        case link_mode::requested: return "requested";
        case link_mode::invited: return "invited";
    }
    return "";
}

array roles_of(const charter& terms, const std::string& language) {
    array roles;
    for (const auto& name : terms.role_order) {
        const auto& role = terms.roles.at(name);
        const auto mandatory = terms.mandatory_fields.find(name);
        const auto forbidden = terms.forbidden_fields.find(name);
        const std::set<std::string> none;
        roles.push_back(
            {{"role", name},
             {"label", in_language(role.label, language)},
             {"creates", array_of(role.creates)},
             {"self_registration", role.self_registration},
             {"in_organisation", role.in_organisation},
             {"mandatory_fields", array_of(mandatory == terms.mandatory_fields.end() ? none : mandatory->second)},
             {"forbidden_fields", array_of(forbidden == terms.forbidden_fields.end() ? none : forbidden->second)}});
    }
    return roles;
}

object switches_of(const charter& terms) {
    array links;
    for (const auto mode : terms.companion_links) links.emplace_back(name_of(mode));
    return {{"companion_gate", terms.companion_gate},     {"applications", terms.applications},
            {"spontaneous", terms.spontaneous},           {"sponsorship", terms.sponsorship},
            {"public_offers", terms.public_offers},       {"directory", terms.directory},
            {"submit_on_behalf", terms.submit_on_behalf}, {"validate_own_submission", terms.validate_own_submission},
            {"companion_links", std::move(links)},        {"minimum_age", terms.minimum_age}};
}

object legal_of(const legal_terms& legal, const std::string& language) {
    return {{"controller", legal.controller},
            {"controller_address", legal.controller_address},
            {"officer_email", legal.officer_email},
            {"officer_address", legal.officer_address},
            {"authority", legal.authority},
            {"authority_url", legal.authority_url},
            {"hosting_region", legal.hosting_region},
            {"hosting_provider", legal.hosting_provider},
            {"texts", labels_of(legal.texts, language)}};
}

void read_charter(const shared_call& asked) {
    const auto& terms = asked->terms();
    const auto& language = asked->by().language;
    const auto& most = terms.limits;
    asked->answer(object{
        {"name", terms.name},
        {"title", in_language(terms.title, language)},
        {"digest", to_hex(view(terms.text_digest))},
        {"time_zone", terms.time_zone},
        {"languages", array_of(terms.languages)},
        {"roles", roles_of(terms, language)},
        {"switches", switches_of(terms)},
        {"caps", object{{"live_applications_of_candidate", most.live_applications_of_candidate},
                        {"live_applications_to_offer_of_candidate", most.live_applications_to_offer_of_candidate},
                        {"live_sponsorships_of_candidate", most.live_sponsorships_of_candidate},
                        {"meetings_of_application", most.meetings_of_application},
                        {"messages_of_application", most.messages_of_application}}},
        {"snapshot", array_of(terms.snapshot)},
        {"facets", array_of(terms.facets)},
        {"refusal_reasons", labels_of(terms.refusal_reasons, language)},
        {"outcome_reasons", labels_of(terms.outcome_reasons, language)},
        {"labels", labels_of(terms.labels, language)},
        {"legal", legal_of(terms.legal, language)}});
}

}  // namespace

std::vector<route> platform_routes(const account_directory& accounts) {
    route me;
    me.pattern = "/v1/me";
    me.operation = "read_me";
    me.meaning =
        "Who the caller is: account, role, organisation, the commands that the charter gives this role, and whom they "
        "accompany or who accompanies them.";
    me.answer = "me";
    me.serve = [&accounts](const shared_call& c) { read_me(c, accounts); };
    route terms;
    terms.pattern = "/v1/charter";
    terms.operation = "read_charter";
    terms.meaning =
        "What this platform is and allows, in the caller's language: roles, switches, reasons, legal texts.";
    terms.who = access::anyone;
    terms.answer = "charter";
    terms.serve = read_charter;
    return {me, terms};
}

std::vector<named_schema> platform_schemas() {
    return {
        {"me", R"({"type":"object","required":["account","role","roles","session","language","commands"],"properties":{
            "account":{"type":"string"},"role":{"type":"string"},"roles":{"type":"array","items":{"type":"string"}},
            "organisation":{"type":"string"},"organisation_name":{"type":"string"},"session":{"type":"string"},
            "language":{"type":"string"},"commands":{"type":"array","items":{"type":"string"}},
            "identity":{"type":"object"},"contact":{"type":"object"},"professional":{"type":"object"},
            "file":{"type":"object","properties":{"id":{"type":"string"},"opened_at":{"type":"string"}}},
            "companions":{"$ref":"#/components/schemas/links"},"candidates":{"$ref":"#/components/schemas/links"},
            "incomplete":{"$ref":"#/components/schemas/incomplete"}}})"},
        {"links", R"({"type":"object","required":["linked","requested","links"],"properties":{
            "linked":{"type":"integer"},"requested":{"type":"integer"},
            "links":{"type":"array","items":{"type":"object","required":["id","person","status"],"properties":{
                "id":{"type":"string"},"person":{"type":"string"},"status":{"enum":["requested","linked"]}}}}}})"},
        {"charter", R"({"type":"object","required":["name","title","digest","time_zone","languages","roles","switches",
            "caps","snapshot","facets","refusal_reasons","outcome_reasons","labels","legal"],"properties":{
            "name":{"type":"string"},"title":{"type":"string"},"digest":{"type":"string"},"time_zone":{"type":"string"},
            "languages":{"type":"array","items":{"type":"string"}},
            "roles":{"type":"array","items":{"type":"object","required":["role","label"],"properties":{
                "role":{"type":"string"},"label":{"type":"string"},"creates":{"type":"array","items":{"type":"string"}},
                "self_registration":{"type":"boolean"},"in_organisation":{"type":"boolean"},
                "mandatory_fields":{"type":"array","items":{"type":"string"}},
                "forbidden_fields":{"type":"array","items":{"type":"string"}}}}},
            "switches":{"type":"object"},"caps":{"type":"object","additionalProperties":{"type":"integer"}},
            "snapshot":{"type":"array","items":{"type":"string"}},"facets":{"type":"array","items":{"type":"string"}},
            "refusal_reasons":{"type":"object","additionalProperties":{"type":"string"}},
            "outcome_reasons":{"type":"object","additionalProperties":{"type":"string"}},
            "labels":{"type":"object","additionalProperties":{"type":"string"}},"legal":{"type":"object"}}})"},
    };
}

}  // namespace parcours
