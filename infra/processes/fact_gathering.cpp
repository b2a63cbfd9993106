// SPDX-License-Identifier: Apache-2.0
#include "infra/processes/fact_gathering.hpp"

#include <limits>

#include "events/codec/codec.hpp"
#include "infra/calendar/zones.hpp"
#include "infra/processes/account_facts.hpp"
#include "projections/rows.hpp"
#include "query_api/relations/standings.hpp"

namespace parcours {
namespace {

// The first failure among steps that are taken in order.
template <class... Step>
expected<void> in_order(Step&&... steps) {
    expected<void> done;
    ((done = done ? steps() : done), ...);
    return done;
}

}  // namespace

fact_gathering::fact_gathering(const fact_sources& from, const actor& by, const fact_needs& needs)
    : from_(from), by_(by), needs_(needs), terms_(from.terms()) {}

noted_snapshot& fact_gathering::table(std::string_view projection) {
    auto& found = tables_[projection];
    if (!found)
        found = std::make_unique<noted_snapshot>(from_.models.snapshot(projection), from_.history.shape().partitions);
    return *found;
}

// Notes where the journal knows more of a stream than its row, which holds events up to `version`.
expected<void> fact_gathering::compare(const stream_id& stream, std::uint64_t version) {
    bool more = false;
    auto done = from_.history.read_stream(stream, version + 1, std::numeric_limits<std::int64_t>::max(),
                                          [&](const position&, const commit&, const stream_part&) {
                                              more = true;
                                              return false;
                                          });
    behind_ = behind_ || more;
    lacking_ = lacking_ || (more && version == 0);
    return done;
}

template <projection P, class Take>
expected<void> fact_gathering::row(const id128& stream, Take&& take) {
    auto found = read_row<P>(table(P::name), stream);
    if (!found) return tl::unexpected(std::move(found).error());
    const std::uint64_t version = *found ? (*found)->version : 0;
    if (auto done = compare({P::stream::kind, stream}, version); !done) return done;
    return *found ? take((*found)->row) : expected<void>{};
}

expected<remote_facts> fact_gathering::run(bool all_the_same) {
    // Asked before the relations are read: what is read later is no older.
    if (!by_.account.empty() && !from_.models.relations_are_fresh())
        return failed(failure_code::unavailable, "the relations were not confirmed at the log's end in time");
    auto done =
        in_order([&] { return read_targets(); }, [&] { return read_offer(); }, [&] { return read_organisation(); },
                 [&] { return read_file(); }, [&] { return read_judged(); }, [&] { return read_relations(); });
    if (!done) return tl::unexpected(std::move(done).error());
    if (lacking_ && all_the_same) return failed(failure_code::unavailable, "the read models are behind the log");
    if (behind_ && !all_the_same) return remote_facts{};
    done = in_order([&] { return open(); }, [&] { return note_positions(); });
    if (!done) return tl::unexpected(std::move(done).error());
    return std::move(found_);
}

// Where the application or sponsorship goes that the command names, and of whom it is.
expected<void> fact_gathering::read_targets() {
    offer_ = needs_.offer;
    organisation_ = needs_.organisation;
    snapshot_of_ = needs_.snapshot;
    const auto take = [&](const auto& found) -> expected<void> {
        organisation_ = found.organisation;
        if constexpr (requires { found.offer; }) offer_ = found.offer;
        if (needs_.snapshot_of_target) snapshot_of_ = found.candidate;
        return {};
    };
    expected<void> done;
    if (needs_.application_target) done = row<applications>(needs_.application_target->value, take);
    if (done && needs_.sponsorship_target) done = row<sponsorships>(needs_.sponsorship_target->value, take);
    return done;
}

// An offer is open until its last day is over where the platform is at home.
expected<void> fact_gathering::read_offer() {
    if (!offer_) return {};
    return row<offers>(offer_->value, [&](const offers::row& found) -> expected<void> {
        found_.offer = offer_fact{found.organisation, found.status == offer_status::open};
        if (!found.closes_on) return {};
        const auto today = day_in_zone(from_.time.now(), terms_->time_zone);
        if (!today) return tl::unexpected(today.error());
        found_.offer->open = found_.offer->open && *today <= *found.closes_on;
        return {};
    });
}

expected<void> fact_gathering::read_organisation() {
    if (!organisation_) return {};
    return row<organisations>(organisation_->value, [&](const organisations::row& found) -> expected<void> {
        found_.organisation = organisation_fact{true, found.takes_spontaneous};
        return {};
    });
}

expected<void> fact_gathering::read_file() {
    if (!snapshot_of_) return {};
    return row<candidate_files>(snapshot_of_->value, [&](candidate_files::row& found) -> expected<void> {
        file_ = std::move(found);
        return {};
    });
}

// What audiences depend on in the row that the actor is judged by; nothing known grants nothing.
expected<void> fact_gathering::read_judged() {
    if (!needs_.judged_by) return {};
    const id128& stream = needs_.judged_by->id;
    switch (needs_.judged_by->kind) {
        case stream_kind::application:
            return row<applications>(stream, [&](const applications::row& found) -> expected<void> {
                standing_ = standing_of(found);
                for (const auto& each : found.meetings)
                    if (needs_.meeting && each.meeting == *needs_.meeting) meeting_starts_at_ = each.starts_at;
                return {};
            });
        case stream_kind::sponsorship:
            return row<sponsorships>(stream, [&](const sponsorships::row& found) -> expected<void> {
                standing_ = standing_of(found);
                return {};
            });
        case stream_kind::offer:
            return row<offers>(stream, [&](const offers::row& found) -> expected<void> {
                standing_ = standing_of(found);
                return {};
            });
        case stream_kind::organisation:
            // Organisations are never taken back: a row says no more of where one stands than its id.
            standing_ = standing_of(organisation_id{stream}, organisations::row{});
            return {};
        case stream_kind::candidate_file: standing_ = standing_of_candidate(person_id{stream}); return {};
        case stream_kind::platform:
        case stream_kind::account:
        case stream_kind::companion_link: return {};  // told by relations, which come last
    }
    return {};
}

expected<std::optional<accounts::row>> fact_gathering::account(const relation_reader& relations, const person_id& who) {
    auto found = relations.account(who);
    // A change of an account is answered when the relations hold it, so only one that is not there may be on its way.
    if (found && !*found)
        if (auto done = compare({stream_kind::account, who.value}, 0); !done)
            return tl::unexpected(std::move(done).error());
    return found;
}

expected<void> fact_gathering::read_standing_of_relation(const relation_reader& relations) {
    if (!needs_.judged_by) return {};
    if (needs_.judged_by->kind == stream_kind::companion_link)
        return row<companion_links>(needs_.judged_by->id, [&](const companion_links::row& found) -> expected<void> {
            standing_ = standing_of(found);
            return {};
        });
    if (needs_.judged_by->kind != stream_kind::account) return {};
    const person_id who{needs_.judged_by->id};
    const auto found = account(relations, who);
    if (!found) return tl::unexpected(found.error());
    if (*found) standing_ = standing_of(*terms_, who, **found);
    return {};
}

expected<void> fact_gathering::read_relations() {
    const relation_reader relations(table(companion_links::name), table(accounts::name), table(applications::name),
                                    table(sponsorships::name));
    if (auto done = read_standing_of_relation(relations); !done) return done;
    if (!by_.account.empty()) {
        const auto issuer = account(relations, by_.account);
        if (!issuer) return tl::unexpected(issuer.error());
        found_.issuer = fact_of(*terms_, *issuer);
        // Who may no longer sign in, or lost the role, is nobody in particular.
        if (found_.issuer && found_.issuer->active && is_held(**issuer, by_.role))
            who_ = {by_.account, by_.role, found_.issuer->organisation};
    }
    if (needs_.other) {
        const auto other = account(relations, *needs_.other);
        if (!other) return tl::unexpected(other.error());
        found_.other = fact_of(*terms_, *other);
    }
    if (snapshot_of_) {
        auto candidate = account(relations, *snapshot_of_);
        if (!candidate) return tl::unexpected(std::move(candidate).error());
        candidate_ = *std::move(candidate);
    }
    const auto audiences = relations.audiences(*terms_, who_, standing_);
    if (!audiences) return tl::unexpected(audiences.error());
    found_.audiences = *audiences;
    return {};
}

// Nobody's command opens what its actor may not read; a decider without the fact refuses.
expected<void> fact_gathering::open() {
    const caller by{who_, {}, {}, {}};
    opener cells(from_.vault, from_.accesses, from_.time, by, "fact_reader");
    std::optional<std::size_t> starts_at;
    if (!meeting_starts_at_.cell.empty() && terms_->visible.reads(group::meetings, found_.audiences))
        starts_at = cells.ask(meeting_starts_at_, group::meetings);
    std::optional<snapshot_maker> maker;
    if (file_ && candidate_ && terms_->visible.reads(group::identity, found_.audiences))
        maker.emplace(*terms_, *candidate_, *file_, cells);
    auto opened = cells.open();
    if (!opened) return tl::unexpected(std::move(opened).error());
    opened_ = *std::move(opened);
    if (const auto* clear = starts_at ? std::get_if<bytes>(&cells.at(*starts_at)) : nullptr) {
        const auto when = decode_sealed<instant>(*clear);
        if (!when) return tl::unexpected(when.error());
        found_.meeting_starts_at = *when;
    }
    if (!maker) return {};
    auto made = maker->make(from_.time.now());
    if (!made) return tl::unexpected(std::move(made).error());
    if (*made)
        found_.snapshot =
            snapshot_fact{std::move((*made)->headline), std::move((*made)->body), std::move((*made)->facets)};
    return {};
}

expected<void> fact_gathering::note_positions() {
    std::map<partition_number, std::int64_t> all;
    for (const auto& [name, each] : tables_)
        if (auto done = each->add_positions(all); !done) return done;
    for (const auto& [partition, offset] : all) found_.read_at.push_back({partition, offset});
    return {};
}

}  // namespace parcours
