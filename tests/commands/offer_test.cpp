// SPDX-License-Identifier: Apache-2.0
#include "commands/deciders/offer.hpp"

#include <gtest/gtest.h>

#include "tests/commands/cast.hpp"

namespace parcours {
namespace {

using namespace cast;
using rejection = offer_rejection;
using history = std::vector<offer_stream::event>;

const offer_contact contact{"Léa", "lea@loire.fr", std::nullopt};

draft_offer draft() {
    return {company,  "Baker",      "Bread",          "D1102", contract_kind::apprenticeship,
            "Nantes", std::nullopt, personal(contact)};
}
publish_offer publish(std::optional<offer_id> which, std::optional<organisation_id> of) {
    return {which,    of,           "Baker",          "Bread", "D1102", contract_kind::apprenticeship,
            "Nantes", std::nullopt, personal(contact)};
}
update_offer update() {
    return {an_offer, "Cook", "Soup", std::nullopt, contract_kind::permanent, std::nullopt, std::nullopt, std::nullopt};
}
template <class Event>
Event said() {
    return {company,  recruiter,    "Baker",          "Bread", "D1102", contract_kind::apprenticeship,
            "Nantes", std::nullopt, personal(contact)};
}
circumstances by_recruiter() { return acts(atouts(), recruiter, "recruiter", company); }

// shows APT-OFF-02
TEST(AnOffer, IsDraftedThenPublished) {
    given<offer>({}, by_recruiter()).when(draft()).then({said<offer_drafted>()});
    given<offer>({said<offer_drafted>()}, by_recruiter())
        .when(publish(an_offer, std::nullopt))
        .then({said<offer_published>()});
}
// shows AA-REC-01, NE-REC-01
TEST(AnOffer, IsPublishedWithoutADraft) {
    given<offer>({}, by_recruiter()).when(publish(std::nullopt, company)).then({said<offer_published>()});
    given<offer>({}, by_recruiter()).when(publish(an_offer, std::nullopt)).then_rejected(rejection::wrong_state);
}
TEST(AnOffer, StaysItsOrganisations) {
    given<offer>({said<offer_drafted>()}, by_recruiter())
        .when(publish(an_offer, other_company))
        .then_rejected(rejection::other_organisation);
}
TEST(AnOffer, DoesNotCloseInThePast) {
    auto asked = draft();
    asked.closes_on = calendar_day{2026, 3, 19};
    given<offer>({}, by_recruiter()).when(asked).then_rejected(rejection::closes_in_the_past);
    given<offer>({said<offer_published>(), offer_closed{company, offer_close_reason::filled, recruiter}},
                 by_recruiter())
        .when(reopen_offer{an_offer, asked.closes_on})
        .then_rejected(rejection::closes_in_the_past);
    asked.closes_on = calendar_day{2026, 3, 20};
    auto drafted = said<offer_drafted>();
    drafted.closes_on = asked.closes_on;
    given<offer>({}, by_recruiter()).when(asked).then({drafted});
}
TEST(AnOffersForm, TakesSoundCodesAndAddressesAlone) {
    const actor by{recruiter, "recruiter", {}};
    field_faults faults;
    draft().check(atouts(), by, faults);
    EXPECT_TRUE(faults.empty());
    for (const auto* code : {"", "D110", "d1102", "D11022", "11102", "Z1102", "D1 02"}) {
        auto asked = draft();
        asked.rome = code;
        faults.clear();
        asked.check(atouts(), by, faults);
        EXPECT_EQ(faults.size(), 1U) << code;
    }
    auto asked = publish(std::nullopt, std::nullopt);
    asked.contact = personal(offer_contact{std::nullopt, "nobody", std::nullopt});
    faults.clear();
    asked.check(atouts(), by, faults);
    ASSERT_EQ(faults.size(), 2U);
    EXPECT_TRUE(faults[0].malformed) << "neither a draft nor an organisation";
}

char told(const decision<offer_stream::event, rejection>& outcome) {
    if (outcome) return outcome->empty() ? '=' : '+';
    if (outcome.error() == rejection::already_happened) return '!';
    return outcome.error() == rejection::wrong_state ? 'x' : '?';
}

TEST(AnOfferPastItsLastDay, IsReopenedThoughNothingClosedIt) {
    auto published = said<offer_published>();
    published.closes_on = calendar_day{2026, 3, 19};
    const reopen_offer asked{an_offer, calendar_day{2026, 4, 30}};
    given<offer>({published}, by_recruiter()).when(asked).then({offer_reopened{company, asked.closes_on, recruiter}});
    published.closes_on = calendar_day{2026, 3, 20};  // today: it still takes applications
    given<offer>({published}, by_recruiter()).when(asked).then_rejected(rejection::already_happened);
    given<offer>({published}, by_recruiter()).when(reopen_offer{an_offer, published.closes_on}).then_nothing();
}
TEST(AnOfferClosedForAReason, IsNotClosedForAnother) {
    const history closed{said<offer_published>(), offer_closed{company, offer_close_reason::filled, recruiter}};
    given<offer>(closed, by_recruiter())
        .when(close_offer{an_offer, offer_close_reason::withdrawn})
        .then_rejected(rejection::already_happened);
}

// One column a state: none, drafted, open, closed, reopened. '!': it is so already, and the command says more.
TEST(EachOfferCommandInEachState, IsAcceptedOrRefusedAsTheTableSays) {
    const offer_closed closed{company, offer_close_reason::filled, recruiter};
    const std::vector<history> histories{{},
                                         {said<offer_drafted>()},
                                         {said<offer_published>()},
                                         {said<offer_published>(), closed},
                                         {said<offer_published>(), closed, offer_reopened{company, {}, recruiter}}};
    const std::vector<std::pair<offer::command, std::string_view>> table{
        {draft(), "+xxxx"},
        {publish(an_offer, company), "++!x!"},
        {update(), "x++x+"},
        {close_offer{an_offer, offer_close_reason::filled}, "xx+=+"},
        {reopen_offer{an_offer, std::nullopt}, "xx=+="}};
    ASSERT_EQ(table.size(), std::variant_size_v<offer::command>);
    for (const auto& [asked, wanted] : table)
        for (std::size_t i = 0; i < histories.size(); ++i) {
            scenario<offer> one(histories[i], by_recruiter(), an_offer.value, __FILE__, __LINE__);
            const auto outcome = one.when(asked).outcome();
            EXPECT_EQ(told(outcome), wanted[i]) << "command " << asked.index() << " in state " << i;
        }
}

}  // namespace
}  // namespace parcours
