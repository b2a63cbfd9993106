// SPDX-License-Identifier: Apache-2.0
#include "events/declaration.hpp"

#include <gtest/gtest.h>

#include "events/all_streams.hpp"
#include "events/cell.hpp"
#include "events/masked.hpp"

// What a declaration must not forget is told by the compiler.
namespace parcours {
namespace {

template <class E>
concept can_have_clear_field = requires {
    field{"f", &E::member, clear::public_, group::identity, "m"};
};
template <class E>
concept can_have_personal_field = requires {
    field{"f", &E::member, under::identity{}, group::identity, "m"};
};

struct clear_member {
    std::string member;
};
struct personal_member {
    personal<std::string> member;
};
struct optional_personal_member {
    std::optional<personal<std::string>> member;
};
static_assert(can_have_clear_field<clear_member> && !can_have_personal_field<clear_member>);
static_assert(!can_have_clear_field<personal_member> && can_have_personal_field<personal_member>);
static_assert(!can_have_clear_field<optional_personal_member> && can_have_personal_field<optional_personal_member>);

// A personal value does not turn into its own by itself.
static_assert(!std::is_convertible_v<personal<std::string>, std::string>);
static_assert(std::is_convertible_v<std::string, personal<std::string>>);

struct forgetful {
    person_id person;
    bool forgotten = false;
    static constexpr auto fields() {
        return std::tuple{field{"person", &forgetful::person, clear::public_, group::identity, "who"}};
    }
};
static_assert(!fully_declared_fields<forgetful>);

struct repetitive {
    bool one = false;
    bool other = false;
    static constexpr auto fields() {
        return std::tuple{part{"one", &repetitive::one, "one"}, part{"one", &repetitive::other, "the other"}};
    }
};
static_assert(fully_declared_fields<repetitive> && !names_are_unique<repetitive>());

struct without_subject {
    personal<std::string> text;
    static constexpr std::string_view name = "without_subject";
    static constexpr int version = 1;
    static constexpr group in = group::identity;
    static constexpr std::string_view meaning = "Nobody's.";
    static constexpr auto fields() {
        return std::tuple{field{"text", &without_subject::text, under::profile{}, group::identity, "whose?"}};
    }
};
static_assert(event<without_subject> && !fully_declared<without_subject>);
static_assert(!event<clear_member> && !declared<clear_member>);

// Tags tell the cells of an event apart.
template <event E>
constexpr bool tags_are_unique() {
    bool unique = true;
    for_each_field<E>([&](const auto& one) {
        for_each_field<E>([&](const auto& other) {
            unique = unique && (one.name == other.name || field_tag(one.name) != field_tag(other.name));
        });
    });
    return unique;
}
template <class... E>
constexpr bool all_sound(const std::variant<E...>*) {
    return ((fully_declared<E> && tags_are_unique<E>()) && ...);
}
template <class... E>
constexpr bool all_sound(const type_list<E...>*) {
    return ((fully_declared<E> && tags_are_unique<E>()) && ...);
}
template <class... S>
constexpr bool all_families_sound(type_list<S...>) {
    return ((stream_family<S> && all_sound(static_cast<const typename S::event*>(nullptr)) &&
             all_sound(static_cast<const typename S::superseded*>(nullptr))) &&
            ...);
}
static_assert(all_families_sound(all_streams{}));

// The context stands first in every event of an application or sponsorship, and is open to readers outside.
template <event E>
constexpr bool begins_with_context() {
    std::size_t at = 0;
    bool found = true;
    for_each_field<E>([&]<class Field>(const Field& each) {
        constexpr std::array names{"candidate", "organisation"};
        if (at >= names.size()) return;
        found = found && each.name == names[at++];
        if constexpr (clear_exposure<decltype(each.exposure)>)
            found = found && each.exposure.reader == outside_reader::public_;
        else
            found = false;
    });
    return found && at == 2;
}
template <class... E>
constexpr bool all_begin_with_context(const std::variant<E...>*) {
    return (begins_with_context<E>() && ...);
}
static_assert(all_begin_with_context(static_cast<const application_stream::event*>(nullptr)));
static_assert(all_begin_with_context(static_cast<const sponsorship_stream::event*>(nullptr)));
static_assert(std::variant_size_v<application_stream::event> == 22, "one event for each command of an application");

TEST(ASubject, IsTheNamedMemberOrThePersonOfTheStream) {
    const person_id someone{{7, 8}};
    application_returned returned;
    returned.candidate = someone;
    EXPECT_EQ(subject_of(returned, {stream_kind::application, {1, 2}}), someone);
    EXPECT_EQ(subject_of(account_contact_updated{}, {stream_kind::account, someone.value}), someone);
    EXPECT_TRUE(subject_of(application_viewed{}, {stream_kind::application, {1, 2}}).empty());
}

TEST(AnEnumeration, IsReadByItsNamesAlone) {
    EXPECT_EQ(name_of(meeting_mode::video), "video");
    EXPECT_EQ(parse_name<meeting_mode>("site"), meeting_mode::site);
    EXPECT_EQ(parse_name<meeting_mode>("Site"), std::nullopt);
    EXPECT_EQ(name_of(static_cast<meeting_mode>(99)), "unknown");
}

TEST(AnOldRefusal, HasNoReasonCode) {
    const application_refused_v1 old{person_id{{1, 1}}, organisation_id{{2, 2}}, std::nullopt, std::string("no")};
    const application_refused now = upcast(old);
    EXPECT_EQ(now.candidate, old.candidate);
    EXPECT_EQ(now.organisation, old.organisation);
    EXPECT_EQ(now.message, old.message);
    EXPECT_FALSE(now.reason_code.has_value());
}

TEST(APrintedEvent, ShowsWhatIsClearAndHidesTheRest) {
    const application_refused refused{person_id{{1, 1}}, organisation_id{{2, 2}}, std::nullopt, "not_mobile",
                                      std::string("Trop loin de chez Léa")};
    const std::string shown = masked(refused);
    EXPECT_NE(shown.find("reason_code: \"not_mobile\""), std::string::npos);
    EXPECT_NE(shown.find("message: ***"), std::string::npos);
    EXPECT_EQ(shown.find("Léa"), std::string::npos);
}

}  // namespace
}  // namespace parcours
