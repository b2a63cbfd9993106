// SPDX-License-Identifier: Apache-2.0
// Who may see what, from the API's side: what a charter grants is compared with a table written by hand from the
// platforms' own rules, for each role, own or another's, at each stage on the way to the recruiter.
#include <gtest/gtest.h>

#include "query_api/relations/relation_reader.hpp"
#include "tests/query_api/views/application_scene.hpp"

namespace parcours {
namespace {

using scene = application_scene;

enum class stage : std::uint8_t { drafted, awaiting, returned, validated };

void bring_to(scene& told, stage how_far) {
    if (how_far == stage::validated) return told.tell_all();
    told.tell({told.drafted()});
    if (how_far == stage::drafted) return;
    told.tell({told.submitted(), told.posted<followup_posted>(scene::bruno, "let us talk")});
    if (how_far == stage::returned) told.tell({told.returned()});
}

bool has_messages(scene& told, const viewer& who, const std::string& thread) {
    const auto answer = told.get(scene::path("/messages?thread=" + thread)).as(who);
    return answer.status == 200 && answer.items() > 0;
}

// What shows, a letter each: Page, Message, Snapshot, Documents, Outcome, meeTings, Return reason; the threads
// Follow-up, eXchange, Note. Empty: the application is not there.
std::string shown_to(scene& told, const viewer& who) {
    const auto page = told.get(scene::path()).as(who);
    if (page.status == 404) {
        EXPECT_EQ(told.get(scene::path("/history")).as(who).status, 404);
        EXPECT_EQ(told.get(scene::path("/messages")).as(who).status, 404);
        EXPECT_EQ(told.get("/v1/applications").as(who).items(), 0U);
        return "";
    }
    EXPECT_EQ(page.status, 200);
    EXPECT_EQ(told.get("/v1/applications").as(who).items(), 1U);
    std::string seen = "P";
    for (const auto& [letter, pointer] : std::vector<std::pair<char, std::string>>{
             {'M', "/message"}, {'S', "/snapshot"}, {'D', "/documents"}, {'O', "/outcome_message"}})
        if (page.has(pointer)) seen += letter;
    if (page.has("/meetings/0/starts_at")) seen += 'T';
    if (page.has("/return_reason")) seen += 'R';
    if (has_messages(told, who, "followup")) seen += 'F';
    if (has_messages(told, who, "exchange")) seen += 'X';
    if (has_messages(told, who, "private_note")) seen += 'N';
    EXPECT_EQ(page.has("/exchange/0/text"), seen.find('X') != std::string::npos);
    return seen;
}

struct wanted {
    viewer who;
    std::string drafted;
    std::string awaiting;
    std::string returned;
    std::string validated;
};

void compare(const charter& terms, const std::vector<wanted>& table) {
    for (const auto how_far : {stage::drafted, stage::awaiting, stage::returned, stage::validated}) {
        scene told(terms);
        bring_to(told, how_far);
        for (const auto& each : table) {
            SCOPED_TRACE(each.who.role + " " + to_string(each.who.account) + " at stage " +
                         std::to_string(static_cast<int>(how_far)));
            const std::array by_stage{each.drafted, each.awaiting, each.returned, each.validated};
            EXPECT_EQ(shown_to(told, each.who), by_stage[static_cast<std::size_t>(how_far)]);
        }
    }
}

// shows APT-VIS-02, APT-VIS-04, APT-VIS-08, APT-VIS-12, APT-VIS-13, APT-VIS-17, APT-VIS-18, APT-VIS-19, APT-VIS-21,
// APT-CAN-05, APT-CAN-06, APT-CAN-12
TEST(UnderAGate, AnApplicationShowsToEachWhatAtoutsPourTousSays) {
    compare(atouts(), {{scene::candidate, "PMD", "PMSDF", "PMSDRF", "PMSDOTRFX"},
                       {scene::other_candidate, "", "", "", ""},
                       {scene::companion, "", "PMSDF", "PMSDRF", "PMSDOTRFX"},
                       {scene::other_companion, "", "", "", ""},
                       {scene::supervisor, "", "PMSDF", "PMSDRF", "PMSDOTRF"},
                       {scene::other_supervisor, "", "", "", ""},
                       {scene::recruiter, "", "", "", "PMSDOTXN"},
                       {scene::other_recruiter, "", "", "", ""},
                       {scene::in_office("administrator"), "PMD", "PMSDF", "PMSDRF", "PMSDOTRFXN"},
                       {scene::in_office("officer"), "", "", "", ""},
                       {scene::in_office("auditor"), "", "", "", ""},
                       {scene::in_office("worker"), "", "", "", ""},
                       {scene::in_office("support_agent"), "", "", "", ""}});
}

TEST(WithoutAGate, AnApplicationShowsToEachWhatNosEmploisSays) {
    compare(nosemplois(), {{scene::candidate, "PMD", "PMSDF", "PMSDRF", "PMSDOTRFX"},
                           {scene::other_candidate, "", "", "", ""},
                           {scene::companion, "", "PMSDF", "PMSDRF", "PMSDOTRFX"},
                           {scene::other_companion, "", "", "", ""},
                           {scene::recruiter, "", "PMSD", "PMSD", "PMSDOTXN"},
                           {scene::other_recruiter, "", "", "", ""},
                           {scene::in_office("administrator"), "PMD", "PMSDF", "PMSDRF", "PMSDOTRFXN"},
                           {scene::in_office("auditor"), "", "", "", ""}});
}

// Edit, Read or nothing: to the candidate, an own companion, a supervisor, a recruiter of the target, another recruiter.
struct granted {
    group what;
    const char* awaiting;
    const char* validated;
};

std::string rights_in(scene& told, group what, row_reach reach) {
    const auto links = told.models.snapshot(companion_links::name);
    const auto people = told.models.snapshot(accounts::name);
    const relation_reader relations(*links, *people);
    const row_standing row{scene::ana, {}, scene::company, {}, reach};
    std::string all;
    for (const auto& who : {scene::candidate, scene::companion, scene::supervisor, scene::recruiter,
                            scene::other_recruiter, scene::other_companion, scene::other_supervisor}) {
        const auto whom = audiences_of(*told.terms, who, row, relations.ties_of(who, row).value());
        all += "-RE"[static_cast<std::size_t>(told.terms->visible.best(what, whom))];
    }
    return all;
}

// shows APT-VIS-01, APT-VIS-03, APT-VIS-05, APT-VIS-15, APT-VIS-16
TEST(TheCharterOfAtoutsPourTous, GrantsEachGroupAsTheTableSays) {
    scene told;
    const std::vector<granted> table{
        {group::identity, "EEE----", "EEE----"},    {group::documents, "EEE----", "EEER---"},
        {group::attachments, "EEE----", "EEE----"}, {group::draft, "E------", "E------"},
        {group::application, "ERR----", "ERRR---"}, {group::outcome_message, "RRR----", "RRRE---"},
        {group::meetings, "RRR----", "RRRE---"},    {group::followup, "EEE----", "EEE----"},
        {group::exchange, "ER-----", "ER-E---"},    {group::private_note, "-------", "---E---"},
        {group::sponsorship, "ERR----", "ERRR---"}, {group::conversation, "EER----", "EER----"},
        {group::account, "E------", "E------"},     {group::administration, "-------", "-------"}};
    for (const auto& each : table) {
        SCOPED_TRACE(to_string(each.what));
        EXPECT_EQ(rights_in(told, each.what, row_reach::submitted), each.awaiting);
        EXPECT_EQ(rights_in(told, each.what, row_reach::validated), each.validated);
    }
}

// shows APT-VIS-13
TEST(ARevokedLink, EndsSightAtTheNextRequest) {
    scene told;
    told.tell_all();
    EXPECT_EQ(told.get(scene::path()).as(scene::companion).status, 200);
    EXPECT_EQ(told.get(scene::path()).as(scene::supervisor).status, 200);
    told.is_revoked(scene::link, scene::ana, scene::bruno);
    for (const auto& who : {scene::companion, scene::supervisor}) {
        EXPECT_EQ(shown_to(told, who), "");
        EXPECT_EQ(told.get("/v1/dashboard").as(who).at("/applications"), "{}");
        EXPECT_EQ(told.get("/v1/dashboard").as(who).at("/latest"), "[]");
    }
}

// shows APT-VIS-18
TEST(WhatARecruiterMayNotSee, MovesNothingThatTheyCouldNotice) {
    scene told;
    told.tell_all();
    const std::array paths{scene::path(), scene::path("/history"), scene::path("/messages"),
                           std::string("/v1/applications"), std::string("/v1/dashboard")};
    std::vector<std::string> before;
    for (const auto& each : paths) before.push_back(told.get(each).as(scene::recruiter).header("ETag"));
    told.tell({told.posted<followup_posted>(scene::bruno, "between us", 40)}, {scene::bruno, "companion", {}});
    told.sends(application_id{{7, 50}}, false);
    for (std::size_t i = 0; i < paths.size(); ++i) {
        const auto again = told.get(paths[i]).with("If-None-Match", before[i]).as(scene::recruiter);
        EXPECT_EQ(again.status, 304) << paths[i];
        EXPECT_NE(told.get(paths[i]).as(scene::companion).status, 304);
    }
}

}  // namespace
}  // namespace parcours
