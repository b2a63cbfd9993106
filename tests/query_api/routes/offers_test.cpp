// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/query_api/routes/reads_scene.hpp"

namespace parcours {
namespace {

using scene = reads_scene;

// shows APT-FON-03, APT-OFF-03
TEST(OpenOffers, AreListedLatestFirstForWhoTakesPart) {
    scene api;
    api.is_published(scene::offer, "Vendeur");
    api.is_published(scene::another_offer, "Caissier", contract_kind::internship);
    for (const auto& who : {scene::recruiter, scene::another_recruiter, scene::administrator, scene::companion}) {
        const auto all = api.get("/v1/offers").as(who);
        ASSERT_EQ(all.status, 200);
        EXPECT_EQ(all.items(), 2U);
        EXPECT_EQ(all.at("/items/0/title"), "Caissier");
        EXPECT_EQ(all.at("/items/0/organisation_name"), "Électricité du Lac");
        EXPECT_EQ(all.at("/next"), "null");
        EXPECT_FALSE(all.has("/items/0/contact"));
        EXPECT_FALSE(all.has("/items/0/author"));
    }
}

TEST(OpenOffers, AreFilteredByWhatIsKnownOfThem) {
    scene api;
    api.is_published(scene::offer, "Vendeur");
    api.is_published(scene::another_offer, "Caissier", contract_kind::internship);
    const auto internships = api.get("/v1/offers?contract=internship").as(scene::recruiter);
    ASSERT_EQ(internships.items(), 1U);
    EXPECT_EQ(internships.at("/items/0/title"), "Caissier");
    const std::string own = "/v1/offers?organisation=" + to_string(scene::company);
    EXPECT_EQ(api.get(own).as(scene::recruiter).items(), 2U);
    EXPECT_EQ(api.get(own + "&contract=internship").as(scene::recruiter).items(), 1U);
    EXPECT_EQ(api.get("/v1/offers?organisation=" + to_string(scene::school)).as(scene::recruiter).items(), 0U);
    EXPECT_EQ(api.get("/v1/offers?rome=D1106").as(scene::recruiter).items(), 0U);
    EXPECT_EQ(api.get("/v1/offers?contract=lifelong").as(scene::recruiter).status, 400);
    EXPECT_EQ(api.get("/v1/offers?organisation=nobody").as(scene::recruiter).status, 400);
}

TEST(OpenOffers, CloseAndAreThenListedByOrganisationAlone) {
    scene api;
    api.is_published(scene::offer, "Vendeur");
    api.models.given<offer_stream>(scene::offer, {offer_closed{scene::company, offer_close_reason::filled, {}}});
    EXPECT_EQ(api.get("/v1/offers").as(scene::companion).items(), 0U);
    const auto refused = api.get("/v1/offers?status=closed").as(scene::companion);
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(refused.at("/errors/0/pointer"), "/organisation");
    EXPECT_EQ(api.get("/v1/offers?status=closed").as(scene::recruiter).items(), 1U);
    EXPECT_EQ(api.get(path_of("offers", scene::offer)).as(scene::companion).at("/close_reason"), "filled");
}

TEST(AnOffer, IsExpiredFromTheDayAfterItsLast) {
    scene api;
    const auto closing = [&](const offer_id& which, std::int64_t ms_ago) {
        auto made = scene::offered<offer_published>("Vendeur");
        made.closes_on = scene::day_of({api.time.now().ms - ms_ago}).value();
        api.models.given<offer_stream>(which, {std::move(made)});
    };
    closing(scene::offer, 0);
    closing(scene::another_offer, std::int64_t{24} * 3'600'000);
    const std::string own = "/v1/offers?organisation=" + to_string(scene::company);
    EXPECT_EQ(api.get(path_of("offers", scene::offer)).as(scene::companion).at("/status"), "open");
    EXPECT_EQ(api.get(path_of("offers", scene::another_offer)).as(scene::companion).at("/status"), "expired");
    for (const auto& list : {std::string("/v1/offers"), own + "&status=open"}) {
        const auto open = api.get(list).as(scene::recruiter);
        ASSERT_EQ(open.items(), 1U) << list;
        EXPECT_EQ(open.at("/items/0/id"), to_string(scene::offer));
    }
    const auto over = api.get(own + "&status=expired").as(scene::recruiter);
    ASSERT_EQ(over.items(), 1U);
    EXPECT_EQ(over.at("/items/0/id"), to_string(scene::another_offer));
    EXPECT_EQ(api.get(own).as(scene::recruiter).items(), 2U);
}

TEST(ADraft, IsItsOrganisationsAndTheAdministratorsAlone) {
    scene api;
    api.is_drafted(scene::offer, "Vendeur");
    const std::string one = path_of("offers", scene::offer);
    const std::string all = "/v1/offers?organisation=" + to_string(scene::company);
    for (const auto& who : {scene::companion, scene::another_recruiter, viewer{scene::ana, "candidate", {}}}) {
        EXPECT_EQ(api.get(one).as(who).status, 404);
        EXPECT_EQ(api.get(all).as(who).items(), 0U);
    }
    for (const auto& who : {scene::recruiter, scene::administrator}) {
        EXPECT_EQ(api.get(one).as(who).at("/status"), "draft");
        EXPECT_EQ(api.get(all).as(who).items(), 1U);
    }
    EXPECT_EQ(api.get("/v1/offers?status=draft").as(scene::recruiter).items(), 1U);
    EXPECT_EQ(api.get("/v1/offers?status=draft").as(scene::another_recruiter).items(), 0U);
}

// shows APT-OFF-04
TEST(AnOffer, ShowsWhomToAskAndItsAuthorToItsOrganisationAlone) {
    scene api;
    api.is_published(scene::offer, "Vendeur");
    const std::string one = path_of("offers", scene::offer);
    const auto outside = api.get(one).as(scene::companion);
    EXPECT_EQ(outside.at("/contact/name"), "Mme Rossi");
    EXPECT_FALSE(outside.has("/author"));
    EXPECT_EQ(api.get(one).as(scene::recruiter).at("/author"), to_string(scene::recruiter.account));
    EXPECT_EQ(api.get("/v1/offers/offer_0").as(scene::recruiter).status, 404);
    EXPECT_EQ(api.get(path_of("offers", offer_id{{1, 1}})).as(scene::recruiter).status, 404);
}

// shows APT-GEN-06, AA-REC-01, NE-REC-01
TEST(AVisitor, ReadsOpenOffersWhereTheCharterSaysSoAndNoDraft) {
    scene inside;
    inside.is_published(scene::offer, "Vendeur");
    EXPECT_EQ(inside.get("/v1/offers").as_visitor().status, 401);
    EXPECT_EQ(inside.get(path_of("offers", scene::offer)).as_visitor().status, 401);
    scene open(nosemplois());
    open.is_published(scene::offer, "Vendeur");
    open.is_drafted(scene::another_offer, "Caissier");
    EXPECT_EQ(open.get("/v1/offers").as_visitor().items(), 1U);
    EXPECT_EQ(open.get(path_of("offers", scene::offer)).as_visitor().at("/title"), "Vendeur");
    EXPECT_EQ(open.get(path_of("offers", scene::another_offer)).as_visitor().status, 404);
}

TEST(PagesOfOffers, FollowOneAnotherByASealedCursor) {
    scene api;
    for (std::uint64_t i = 0; i < 5; ++i) api.is_published({{5, 20 + i}}, "Offre " + std::to_string(i));
    std::string next;
    std::vector<std::string> titles;
    for (int pages = 0; pages < 3; ++pages) {
        const auto page = api.get("/v1/offers?limit=2" + (next.empty() ? "" : "&after=" + next)).as(scene::companion);
        for (std::size_t i = 0; i < page.items(); ++i)
            titles.push_back(page.at("/items/" + std::to_string(i) + "/title"));
        next = page.at("/next");
    }
    EXPECT_EQ(next, "null");
    EXPECT_EQ(titles, (std::vector<std::string>{"Offre 4", "Offre 3", "Offre 2", "Offre 1", "Offre 0"}));
    EXPECT_EQ(api.get("/v1/offers?limit=101").as(scene::companion).status, 422);
    EXPECT_EQ(api.get("/v1/offers?limit=0").as(scene::companion).status, 422);
    EXPECT_EQ(api.get("/v1/offers?after=forged").as(scene::companion).status, 400);
}

TEST(AnOffer, ThatDidNotChangeIsNotSentAgain) {
    scene api;
    api.is_published(scene::offer, "Vendeur");
    const std::string one = path_of("offers", scene::offer);
    const auto first = api.get(one).as(scene::companion);
    EXPECT_EQ(api.get(one).with("If-None-Match", first.header("ETag")).as(scene::companion).status, 304);
    api.models.given<offer_stream>(scene::offer, {scene::offered<offer_updated>("Vendeuse")});
    EXPECT_EQ(api.get(one).with("If-None-Match", first.header("ETag")).as(scene::companion).status, 200);
}

// shows APT-FON-03, APT-DIR-03
TEST(Organisations, AreListedByNameForWhoReadsOffers) {
    scene api;
    api.is_registered({{6, 20}}, "zoo");
    api.is_registered({{6, 21}}, "Lycée du Lac", organisation_kind::school);
    const auto all = api.get("/v1/organisations").as(scene::companion);
    ASSERT_EQ(all.items(), 3U);
    EXPECT_EQ(all.at("/items/0/name"), "Électricité du Lac");
    EXPECT_EQ(all.at("/items/1/name"), "Lycée du Lac");
    EXPECT_EQ(all.at("/items/2/name"), "zoo");
    EXPECT_EQ(api.get("/v1/organisations?kind=school").as(scene::companion).items(), 1U);
    EXPECT_EQ(api.get("/v1/organisations?spontaneous=true").as(scene::companion).items(), 0U);
    api.models.given<organisation_stream>(scene::company, {organisation_spontaneous_opened{}});
    EXPECT_EQ(api.get("/v1/organisations?spontaneous=true").as(scene::companion).items(), 1U);
    const auto page = api.get("/v1/organisations?limit=2").as(scene::companion);
    const auto rest = api.get("/v1/organisations?limit=2&after=" + page.at("/next")).as(scene::companion);
    ASSERT_EQ(rest.items(), 1U);
    EXPECT_EQ(rest.at("/items/0/name"), "zoo");
    EXPECT_EQ(rest.at("/next"), "null");
    EXPECT_EQ(api.get("/v1/organisations").as_visitor().status, 401);
    EXPECT_EQ(api.get("/v1/organisations").as({{{3, 9}}, "auditor", {}}).items(), 0U);
}

TEST(AnOrganisation, HasAPage) {
    scene api;
    const std::string one = path_of("organisations", scene::company);
    EXPECT_EQ(api.get(one).as(scene::companion).at("/name"), "Électricité du Lac");
    EXPECT_FALSE(api.get(one).as(scene::companion).has("/registered_by"));
    EXPECT_EQ(api.get(one).as({{{3, 9}}, "auditor", {}}).status, 404);
    EXPECT_EQ(api.get(path_of("organisations", organisation_id{{1, 1}})).as(scene::companion).status, 404);
    EXPECT_EQ(scene(nosemplois()).get(one).as_visitor().status, 200);
}

}  // namespace
}  // namespace parcours
