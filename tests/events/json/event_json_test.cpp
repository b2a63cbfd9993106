// SPDX-License-Identifier: Apache-2.0
#include "events/json/event_json.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "events/json/schema.hpp"
#include "events/registry/event_registry.hpp"
#include "events/values/person.hpp"
#include "tests/events/json/schema_check.hpp"
#include "tests/events/streams/event_case.hpp"
#include "tests/events/streams/plain_cells.hpp"
#include "tests/events/streams/sampler.hpp"
#include "tests/support/golden.hpp"

namespace parcours {
namespace {

using boost::json::object;

cell_content open_plain(const cell_place& place) { return bytes(inside_plain_cell(place.cell)); }
cell_opener always(cell_content answer) {
    return [answer](const cell_place&) { return answer; };
}

object rendered(const event_case& type, const field_filter& shown, const cell_opener& open) {
    object into;
    const auto done = render_fields(type.kind, type.sample(full_sample), shown, open, into);
    EXPECT_TRUE(done.has_value()) << done.error().context;
    return into;
}

const event_description& described(const event_case& type) { return *find_event_type(type.name, type.version); }

object schema_of(const event_case& type) {
    object schema;
    write_schema(described(type), schema);
    return schema;
}

const event_case& case_of(std::string_view name) {
    const auto& all = all_event_cases();
    return *std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.name == name; });
}

class JsonOfEveryEventType : public testing::TestWithParam<event_case> {};
INSTANTIATE_TEST_SUITE_P(Declared, JsonOfEveryEventType, testing::ValuesIn(all_event_cases()),
                         [](const auto& named) { return label_of(named.param); });

TEST_P(JsonOfEveryEventType, ShowsEveryFieldUnderItsNameAndKeepsToItsSchema) {
    const auto shown = rendered(GetParam(), every_field(), open_plain);
    std::size_t expected_fields = 0;
    for (const auto& each : all_event_types())
        if (each.name == GetParam().name && !each.superseded) expected_fields = each.fields.size();
    // An upcast event may lack what its older form could not say.
    EXPECT_TRUE(shown.size() == expected_fields || (GetParam().superseded && shown.size() < expected_fields));
    object schema;
    for (const auto& each : all_event_types())
        if (each.name == GetParam().name && !each.superseded) write_schema(each, schema);
    EXPECT_EQ(breach_of(schema, shown), "");
}

TEST_P(JsonOfEveryEventType, ShowsWhatIsErasedAsErased) {
    const auto shown = rendered(GetParam(), every_field(), always(erased{}));
    for (const auto& field : described(GetParam()).fields) {
        if (!field.category) continue;
        EXPECT_EQ(boost::json::serialize(shown.at(field.name)), R"({"erased":true})");
    }
    EXPECT_TRUE(GetParam().superseded || breach_of(schema_of(GetParam()), shown).empty());
}

TEST_P(JsonOfEveryEventType, LeavesOutWhatTheOpenerWithholds) {
    const auto shown = rendered(GetParam(), every_field(), always(withheld{}));
    for (const auto& field : described(GetParam()).fields) EXPECT_EQ(shown.contains(field.name), !field.category);
    EXPECT_EQ(boost::json::serialize(shown).find(canary), std::string::npos);
}

TEST_P(JsonOfEveryEventType, IsNotShownAtAllWhileACellCannotBeOpened) {
    const auto& fields = described(GetParam()).fields;
    const bool sealed_one = std::any_of(fields.begin(), fields.end(), [](const auto& each) { return each.category; });
    object into;
    const auto done =
        render_fields(GetParam().kind, GetParam().sample(full_sample), every_field(), always(unavailable{}), into);
    ASSERT_EQ(done.has_value(), !sealed_one);
    EXPECT_TRUE(done.has_value() || done.error().code == failure_code::unavailable);
}

TEST_P(JsonOfEveryEventType, LeavesThePlatformWithWhatWasOpenedToItsReaderAlone) {
    for (const auto whom : {outside_reader::auditor, outside_reader::public_}) {
        const auto shown = rendered(GetParam(), fields_outside(whom), open_plain);
        for (const auto& field : described(GetParam()).fields) {
            const bool expected_there = !field.category && field.reader != outside_reader::internal &&
                                        (field.reader == outside_reader::public_ || whom == outside_reader::auditor);
            EXPECT_EQ(shown.contains(field.name), expected_there) << field.name;
        }
        EXPECT_EQ(boost::json::serialize(shown).find(canary), std::string::npos);
    }
}

TEST_P(JsonOfEveryEventType, IsNoJsonWhereACellHoldsSomethingElse) {
    const auto& fields = described(GetParam()).fields;
    const bool sealed_one = std::any_of(fields.begin(), fields.end(), [](const auto& each) { return each.category; });
    object into;
    const auto done = render_fields(GetParam().kind, GetParam().sample(full_sample), every_field(),
                                    always(bytes("\x63 another version")), into);
    ASSERT_EQ(done.has_value(), !sealed_one);
    EXPECT_TRUE(done.has_value() || done.error().code == failure_code::corrupt);
}

TEST(ASchema, IsBrokenByWhatItDoesNotSay) {
    const auto& type = case_of("application_submitted");
    const object schema = schema_of(type);
    const object sound = rendered(type, every_field(), open_plain);
    ASSERT_EQ(breach_of(schema, sound), "");
    const auto broken_by = [&](std::string_view name, boost::json::value other) {
        object changed = sound;
        changed[name] = std::move(other);
        return breach_of(schema, changed);
    };
    EXPECT_EQ(broken_by("unheard_of", 1), "/unheard_of is no member");
    EXPECT_EQ(broken_by("kind", "both"), "/kind is none of the names");
    EXPECT_EQ(broken_by("candidate", sound.at("organisation")), "/candidate is not of its pattern");
    EXPECT_EQ(broken_by("documents", "one"), "/documents is of another type");
    EXPECT_NE(broken_by("headline", object{{"name", "Léa"}}), "");
    EXPECT_NE(broken_by("message", object{{"erased", false}}), "");
}

// What readers of events get on the wire; a change here is a change of the interface.
TEST(TheJsonOfEvents, KeepsItsForm) {
    std::string page;
    for (const auto& each : all_event_cases())
        page += each.name + " v" + std::to_string(each.version) + " " +
                boost::json::serialize(rendered(each, every_field(), open_plain)) + "\n";
    EXPECT_EQ(golden_text("tests/events/golden/rendered.txt", page), page);
}

// shows APT-CAN-12
TEST(AnApplicationsJson, DependsOnWhatTheViewerMayRead) {
    visibility visible;
    visible.grant(group::application, audience::recruiter_of_target, right::read);
    visible.grant(group::application, audience::companion, right::read);
    visible.grant(group::followup, audience::companion, right::read);
    visible.grant(group::private_note, audience::recruiter_of_target, right::edit);
    const auto recruiter = fields_for(visible, {audience::recruiter_of_target});
    const auto companion = fields_for(visible, {audience::companion});

    const auto sent = rendered(case_of("application_submitted"), recruiter, open_plain);
    EXPECT_TRUE(sent.contains("snapshot"));
    EXPECT_FALSE(sent.contains("facets")) << "only statistics open the facets";
    EXPECT_FALSE(rendered(case_of("application_validated"), recruiter, open_plain).contains("comment"));
    EXPECT_TRUE(rendered(case_of("application_validated"), companion, open_plain).contains("comment"));
    EXPECT_TRUE(rendered(case_of("followup_posted"), recruiter, open_plain).empty());
    EXPECT_TRUE(rendered(case_of("private_note_written"), companion, open_plain).empty());
    EXPECT_TRUE(rendered(case_of("private_note_written"), recruiter, open_plain).contains("text"));
}

TEST(ACellThatARowCarries, IsShownByItsEventVersionAndTag) {
    boost::json::value into;
    ASSERT_TRUE(render_clear("account_created", 1, field_tag("contact"),
                             encode_sealed(person_contact{"a@b.fr", {}, {}}), into));
    EXPECT_EQ(boost::json::serialize(into), R"({"email":"a@b.fr"})");
    ASSERT_TRUE(
        render_clear("application_refused", 1, field_tag("message"), encode_sealed(std::string("Désolé")), into));
    EXPECT_EQ(into.as_string(), "Désolé");
    const auto unknown =
        render_clear("account_created", 1, field_tag("message"), encode_sealed(std::string("x")), into);
    ASSERT_FALSE(unknown.has_value());
    EXPECT_EQ(unknown.error().code, failure_code::corrupt);
    EXPECT_FALSE(render_clear("account_created", 2, field_tag("contact"), encode_sealed(person_contact{}), into));
}

RC_GTEST_PROP(AnyOctetsInACell, AreRenderedWithoutHarm, (std::string octets)) {
    const auto& all = all_event_cases();
    const event_case& type = all[*rc::gen::inRange<std::size_t>(0, all.size())];
    object into;
    const auto done =
        render_fields(type.kind, type.sample(full_sample), every_field(), always(bytes("\1" + octets)), into);
    RC_ASSERT(done.has_value() || done.error().code == failure_code::corrupt);
}

}  // namespace
}  // namespace parcours
