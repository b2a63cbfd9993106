// SPDX-License-Identifier: Apache-2.0
#include "events/json/value_json.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "events/values/person.hpp"
#include "events/values/snapshot.hpp"
#include "tests/events/streams/sampler.hpp"
#include "tests/support/print_events.hpp"

namespace parcours {
namespace {

template <class T>
json_problems problems_of(std::string_view text) {
    T into{};
    json_problems problems;
    const bool sound = read_json(boost::json::parse(text), "", problems, into);
    EXPECT_EQ(sound, problems.empty());
    return problems;
}

std::string told(const json_problems& problems) {
    std::string text;
    for (const auto& each : problems) text += each.pointer + ' ' + std::string(to_string(each.fault)) + '\n';
    return text;
}

template <class T>
void comes_back(std::uint64_t seed) {
    const T given = sampler(seed, 1).value<T>();
    boost::json::value written;
    write_json(given, written);
    T back{};
    json_problems problems;
    RC_ASSERT(read_json(written, "", problems, back));
    RC_ASSERT(back == given);
}

RC_GTEST_PROP(AnyValue, ComesBackFromItsJson, ()) {
    const auto seed = *rc::gen::inRange<std::uint64_t>(1, 1ULL << 40);
    comes_back<person_identity>(seed);
    comes_back<person_contact>(seed);
    comes_back<professional_profile>(seed);
    comes_back<offer_contact>(seed);
    comes_back<section_content>(seed);
    comes_back<sensitive_content>(seed);
    comes_back<snapshot_headline>(seed);
    comes_back<snapshot_body>(seed);
    comes_back<application_facets>(seed);
    comes_back<instant>(seed);
    comes_back<meeting_id>(seed);
}

TEST(AJsonValue, IsReadByTheNamesOfItsMembers) {
    person_identity into;
    json_problems problems;
    ASSERT_TRUE(read_json(boost::json::parse(R"({"last_name":"Martin","first_name":"Léa","birth_date":"2006-02-28"})"),
                          "", problems, into));
    EXPECT_EQ(into.first_name, "Léa");
    EXPECT_EQ(into.last_name, "Martin");
    EXPECT_EQ(into.birth_date, (calendar_day{2006, 2, 28}));
}

TEST(AnOptionalMember, MayBeAbsentOrNull) {
    EXPECT_EQ(told(problems_of<person_contact>(R"({"email":"a@b.fr"})")), "");
    EXPECT_EQ(told(problems_of<person_contact>(R"({"email":"a@b.fr","phone":null})")), "");
    EXPECT_EQ(told(problems_of<person_contact>(R"({"email":null})")), "/email wrong_type\n");
}

TEST(EveryProblemOfAJsonValue, IsToldByItsPlace) {
    EXPECT_EQ(told(problems_of<person_identity>("[]")), " wrong_type\n");
    EXPECT_EQ(told(problems_of<person_identity>(R"({"first_name":1,"birth_date":"2006-02-30","a/b~":1})")),
              "/first_name wrong_type\n/last_name missing\n/birth_date invalid\n/a~1b~0 unknown_field\n");
    EXPECT_EQ(told(problems_of<section_content>(
                  R"({"contract":"slavery","skills":["a",2],"education":[{"title":"t","year":70000},{}]})")),
              "/contract invalid\n/skills/1 wrong_type\n/education/0/year invalid\n/education/1/title missing\n");
}

TEST(AJsonId, IsOfItsOwnKind) {
    const std::string person = '"' + to_string(person_id{{1, 2}}) + '"';
    EXPECT_EQ(told(problems_of<person_id>(person)), "");
    EXPECT_EQ(told(problems_of<meeting_id>(person)), " invalid\n");
    EXPECT_EQ(told(problems_of<person_id>("12")), " wrong_type\n");
}

TEST(AJsonNumber, KeepsToTheRangeOfItsType) {
    EXPECT_EQ(told(problems_of<std::uint16_t>("65535")), "");
    EXPECT_EQ(told(problems_of<std::uint16_t>("65536")), " invalid\n");
    EXPECT_EQ(told(problems_of<std::uint16_t>("-1")), " invalid\n");
    EXPECT_EQ(told(problems_of<std::uint16_t>("1.5")), " invalid\n");
    EXPECT_EQ(told(problems_of<std::int64_t>("18446744073709551615")), " invalid\n");
    EXPECT_EQ(told(problems_of<bool>("1")), " wrong_type\n");
}

TEST(AJsonText, HoldsNoNul) { EXPECT_EQ(told(problems_of<std::string>(R"("a\u0000b")")), " invalid\n"); }

}  // namespace
}  // namespace parcours
