// SPDX-License-Identifier: Apache-2.0
// What strangers send: every fault is named with its place, never with what stood there.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "commands/all_commands.hpp"
#include "commands/command_registry.hpp"
#include "commands/parsing/body.hpp"
#include "tests/commands/cast.hpp"

namespace parcours {
namespace {

using namespace cast;
using reason = refusal::reason;

const command_registry& registry() {
    static const command_registry all(all_families());
    return all;
}

// Who may issue is another test's matter.
request_context by_the_program() {
    request_context context;
    context.by = {{}, "system", {}};
    context.system = true;
    context.terms = &atouts();
    context.now = now;
    context.id = command_id{1, 2, 3};
    return context;
}

refusal refused(std::string_view name, const std::string& body) {
    const auto prepared = registry().prepare(name, body, by_the_program());
    if (!prepared) return prepared.error();
    ADD_FAILURE() << "accepted: " << body;
    return {};
}
void expect_one(std::string_view name, const std::string& body, reason why, const std::string& pointer,
                const std::string& code) {
    const auto found = refused(name, body);
    EXPECT_EQ(found.why, why) << body;
    ASSERT_EQ(found.faults.size(), 1U) << body;
    EXPECT_EQ(found.faults.front().pointer, pointer) << body;
    EXPECT_EQ(found.faults.front().code, code) << body;
}

std::string link(const std::string& more = {}) {
    return R"({"candidate":")" + to_string(candidate) + R"(","companion":")" + to_string(companion) + '"' + more + '}';
}
std::string nested(std::size_t depth) {
    return R"({"candidate":)" + std::string(depth, '[') + std::string(depth, ']') + '}';
}
std::string organisation_body(const std::string& more) { return R"({"kind":"company","name":"Loire SA")" + more + '}'; }

constexpr auto assign = "companion_link.assign";
constexpr auto enter = "organisation.register";

// There are no documents yet: none, or an empty list.
TEST(AnApplicationsDocuments, MayBeLeftOutAndAreNone) {
    for (const std::string name : {"application.draft", "application.submit"}) {
        const auto body = [](const std::string& more) {
            return R"({"offer":")" + to_string(an_offer) + R"(","message":"Bonjour")" + more + '}';
        };
        EXPECT_TRUE(registry().prepare(name, body(""), by_the_program())) << name;
        EXPECT_TRUE(registry().prepare(name, body(R"(,"documents":[])"), by_the_program())) << name;
        const auto document = to_string(document_id{id128{1, 2}});
        expect_one(name, body(R"(,"documents":[")" + document + R"("])"), reason::invalid, "/documents", "too_many");
    }
}

TEST(ABodyThatIsNoJson, IsMalformed) {
    for (const std::string body : {"",
                                   " ",
                                   "{",
                                   "}",
                                   "{]",
                                   "nul",
                                   "{\"a\":1,}",
                                   "{'a':1}",
                                   "{\"a\":01}",
                                   "{\"a\":NaN}",
                                   "{\"a\":Infinity}",
                                   "{} {}",
                                   "{\"a\":1}x",
                                   "\xEF\xBB\xBF{}",
                                   "{\"a\":\"\xFF\"}",
                                   "{\"a\":\"\xC0\xAF\"}",
                                   "{\"a\":\"\xED\xA0\x80\"}",
                                   "{\"a\":\"\\ud800\"}",
                                   "{\"a\":\"\\udc00\\ud800\"}",
                                   "{\"a\":\"\x01\"}",
                                   "{/**/\"a\":1}"})
        expect_one(assign, body, reason::malformed, "", "not_json");
}
TEST(ABodyThatIsNoObject, IsMalformed) {
    for (const std::string body : {"null", "1", "\"text\"", "[]", "true"})
        expect_one(assign, body, reason::malformed, "", "wrong_type");
}
TEST(ABodyTooDeep, IsMalformedAndCostsLittle) {
    expect_one(assign, nested(64), reason::malformed, "", "too_deep");
    expect_one(assign, nested(500'000), reason::malformed, "", "too_deep");
}
TEST(ABodyTooLong, IsMalformed) {
    expect_one(assign, std::string(body_limits::octets_max + 1, ' '), reason::malformed, "", "too_long");
}
TEST(AnObjectThatSaysANameTwice, IsMalformed) {
    const auto once = R"(,"companion":")" + to_string(other_companion) + '"';
    expect_one(assign, link(once), reason::malformed, "/companion", "repeated_field");
    // The same name in another spelling.
    expect_one(assign, link(R"(,"\u0063ompanion":")" + to_string(companion) + '"'), reason::malformed, "/companion",
               "repeated_field");
    const auto account = R"({"role":"auditor","identity":{"first_name":"a","last_name":"b","last_name":"c"},)"
                         R"("contact":{"email":"a@b.fr"}})";
    expect_one("account.create", account, reason::malformed, "/identity/last_name", "repeated_field");
}
TEST(AFieldThatNobodyDeclared, IsMalformed) {
    expect_one(assign, link(R"(,"origin":"invited")"), reason::malformed, "/origin", "unknown_field");
    expect_one(assign, link(R"(,"a/b~c":1)"), reason::malformed, "/a~1b~0c", "unknown_field");
}
TEST(AFieldThatIsMissing, IsMalformed) {
    expect_one(assign, R"({"candidate":")" + to_string(candidate) + "\"}", reason::malformed, "/companion", "missing");
}
TEST(AFieldOfAnotherType, IsMalformed) {
    for (const std::string value : {"1", "null", "[]", "{}", "true"})
        expect_one("companion_link.request", R"({"candidate":)" + value + '}', reason::malformed, "/candidate",
                   "wrong_type");
    expect_one(enter, organisation_body(R"(,"start_up":"yes")"), reason::malformed, "/start_up", "wrong_type");
}
TEST(AnIdOfAnotherKind, IsInvalid) {
    for (const std::string& id : {to_string(company), std::string("person_"), std::string("person_zz"),
                                  to_string(candidate) + "0", std::string("person_80000000000000000000000000")})
        expect_one("companion_link.request", R"({"candidate":")" + id + "\"}", reason::invalid, "/candidate",
                   "invalid");
}
TEST(ATextOutOfBounds, IsInvalid) {
    const auto with_name = [](const std::string& text) { return R"({"kind":"company","name":")" + text + "\"}"; };
    expect_one(enter, with_name(std::string(201, 'a')), reason::invalid, "/name", "too_long");
    for (const std::string blank : {"", "   ", "\\t\\n", "\xC2\xA0\xE2\x80\x8B\xE3\x80\x80\xEF\xBB\xBF", "\\u3164"})
        expect_one(enter, with_name(blank), reason::invalid, "/name", "blank");
    for (const std::string line : {"a\\nb", "a\\u202eb", "a\\u2066b", "a\\u2028b", "a\\u007fb", "a\\u0007b"})
        expect_one(enter, with_name(line), reason::invalid, "/name", "not_one_line");
    expect_one(enter, organisation_body(R"(,"website":"https://e\u202egro.com")"), reason::invalid, "/website",
               "not_one_line");
    expect_one(enter, with_name("a\\u0000b"), reason::invalid, "/name", "invalid");
}
TEST(ATextWithinBounds, IsMeasuredInCharactersNotOctets) {
    std::string accents;
    for (int i = 0; i < 200; ++i) accents += "é";
    EXPECT_TRUE(registry().prepare(enter, R"({"kind":"company","name":")" + accents + "\"}", by_the_program()));
    EXPECT_FALSE(registry().prepare(enter, R"({"kind":"company","name":"é)" + accents + "\"}", by_the_program()));
}
TEST(AnUnknownName, OfAnEnumerationIsInvalid) {
    expect_one(enter, R"({"kind":"sect","name":"a"})", reason::invalid, "/kind", "invalid");
}
TEST(ANumberThatFitsNoType, IsInvalid) {
    for (const std::string number : {"-1", "0", "1e400", "1.5", "18446744073709551616", "1e2",
                                     "99999999999999999999999", "-9223372036854775809"}) {
        const auto found = refused("platform.open_vault", R"({"term":)" + number + '}');
        EXPECT_EQ(found.why, reason::invalid) << number;
        ASSERT_EQ(found.faults.size(), 1U) << number;
        EXPECT_EQ(found.faults.front().pointer, "/term");
    }
    EXPECT_TRUE(registry().prepare("platform.open_vault", R"({"term":7})", by_the_program()));
}
TEST(ManyFaults, AreToldUpToABound) {
    std::string more;
    for (int i = 0; i < 5'000; ++i) more += ",\"x" + std::to_string(i) + "\":0";
    const auto found = refused(assign, link(more));
    EXPECT_EQ(found.why, reason::malformed);
    EXPECT_EQ(found.faults.size(), body_limits::faults_max);
}
TEST(APointer, DoesNotRepeatALongNameOfAStranger) {
    const auto found = refused(assign, link(",\"" + std::string(100'000, 'x') + "\":0"));
    ASSERT_EQ(found.faults.size(), 1U);
    EXPECT_EQ(found.faults.front().pointer, "");
    EXPECT_EQ(found.faults.front().code, "unknown_field");
}
TEST(AMalformedAndAnInvalidField, TogetherAreMalformed) {
    const auto found = refused(enter, R"({"kind":"sect","name":1})");
    EXPECT_EQ(found.why, reason::malformed);
    EXPECT_EQ(found.faults.size(), 2U);
}

// Whatever octets come, for whatever command, the answer is a command or faults, and no fault shows a long text.
RC_GTEST_PROP(AnyOctets, AreACommandOrFaults, (const std::string& octets)) {
    for (const auto& family : registry().families())
        for (const auto& type : family.commands) {
            field_faults faults;
            const auto parsed = parse_body(type, octets, faults);
            RC_ASSERT((parsed != nullptr) == faults.empty());
            for (const auto& each : faults) RC_ASSERT(each.pointer.size() <= body_limits::pointer_length_max);
        }
}

// A sound body with one octet changed, dropped or doubled never does harm.
RC_GTEST_PROP(ASoundBody, MayBeBrokenAnywhere, ()) {
    std::string body =
        R"({"role":"candidate","identity":{"first_name":"Ana","last_name":"Roy","birth_date":"2005-02-28"},)"
        R"("contact":{"email":"ana@exemple.fr","phone":null},"companion":")" +
        to_string(companion) + "\"}";
    RC_ASSERT(registry().prepare("account.create", body, by_the_program()).has_value());
    const auto at = *rc::gen::inRange<std::size_t>(0, body.size());
    switch (*rc::gen::inRange(0, 3)) {
        case 0: body[at] = static_cast<char>(*rc::gen::inRange(-128, 128)); break;
        case 1: body.erase(at, 1); break;
        default: body.insert(at, 1, body[at]); break;
    }
    const auto found = registry().prepare("account.create", body, by_the_program());
    if (!found) RC_ASSERT(!found.error().faults.empty());
}

}  // namespace
}  // namespace parcours
