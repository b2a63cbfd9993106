// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmarks/sample_history.hpp"

#include <algorithm>

#include "events/all_streams.hpp"
#include "events/check.hpp"
#include "events/codec/codec.hpp"

namespace parcours {
namespace {

constexpr partition_number partitions = 4;
constexpr std::size_t group_frames = 500;
constexpr std::size_t applications_of_candidate = 3;
constexpr std::size_t candidates_of_organisation = 40;
constexpr std::size_t small_cell = 141;          // a short text, padded
constexpr std::size_t large_cell = 717;          // a snapshot or a section of a file
constexpr instant beginning{1'767'225'600'000};  // 2026-01-01

// A cell of this size that looks sealed.
sealed cell(std::uint64_t& seed, std::size_t octets) {
    bytes made;
    while (made.size() < octets) append_u64(made, seed = seed * 6364136223846793005ULL + 1442695040888963407ULL);
    made.resize(octets);
    return {std::move(made)};
}

template <class T>
constexpr bool is_large = std::is_same_v<T, snapshot_body> || std::is_same_v<T, section_content>;

// What happens to one stream, in order.
class stream_writer {
  public:
    stream_writer(stream_kind kind, const id128& id) : stream_{kind, id} {}

    template <stream_family S, class E>
    stream_part tells(E happened, std::uint64_t& seed) {
        for_each_field<E>([&]<class Field>(const Field& each) {
            if constexpr (Field::personal) {
                auto& member = happened.*each.member;
                if constexpr (is_optional<typename Field::value_type>)
                    member = cell(seed, small_cell);
                else
                    member = cell(seed, is_large<typename Field::value_type::value_type> ? large_cell : small_cell);
            }
        });
        auto stored = encode_event<S>(happened, stream_, [](const seal_request&) -> expected<bytes> {
            return failed(failure_code::invalid, "samples are sealed");
        });
        check(stored.has_value(), "samples are sealed");
        return {stream_, ++version_, {*std::move(stored)}};
    }

  private:
    stream_id stream_;
    std::uint64_t version_ = 0;
};

// Commits in the order in which they happen: a round at a time over everybody, so that no stream lies together.
class story {
  public:
    explicit story(sample_history::families which) : which_(which) {}

    std::vector<commit> tell(std::size_t candidates) {
        const bool all = which_ == sample_history::families::all;
        if (all)
            for (std::size_t each = 0; each <= candidates / candidates_of_organisation; ++each)
                begin_organisation(each);
        for (std::size_t each = 0; each < candidates; ++each)
            if (all) begin_candidate(each);
        for (std::size_t nth = 0; nth < applications_of_candidate; ++nth) apply_round(candidates, nth);
        if (all)
            for (std::size_t each = 0; each < candidates; each += 4) ask_for_a_sponsor(each);
        return std::move(told_);
    }

  private:
    static instant made_at(std::size_t number) { return {beginning.ms + static_cast<std::int64_t>(number) * 4321}; }
    static person_id candidate(std::size_t number) { return {id128::make(made_at(number), route(number), number)}; }
    static route_number route(std::size_t number) { return static_cast<route_number>(number % 1024); }
    static person_id companion(std::size_t number) { return {id128::make(beginning, 2000, number / 20)}; }
    static organisation_id organisation(std::size_t number) {
        const std::size_t which = number / candidates_of_organisation;
        return {id128::make(beginning, route(which), (1ULL << 40) + which)};
    }
    static offer_id offer(std::size_t number) {
        return {
            id128::make(beginning, organisation(number).route(), (2ULL << 40) + number / candidates_of_organisation)};
    }

    void add(std::vector<stream_part> parts, std::string_view name) {
        commit content = sample_commit(parts.front().stream.route() % partitions, told_.size() + 1);
        content.command_name = name;
        content.recorded_at = {beginning.ms + static_cast<std::int64_t>(told_.size()) * 50};
        content.parts = std::move(parts);
        told_.push_back(std::move(content));
    }
    void begin_organisation(std::size_t which) {
        const auto id = organisation(which * candidates_of_organisation);
        organisation_registered registered;
        registered.name_ = "Organisation " + std::to_string(which);
        stream_writer first(stream_kind::organisation, id.value);
        add({first.tells<organisation_stream>(registered, seed_)}, "organisation.register");
        offer_published published;
        published.organisation = id;
        published.title = "Chargée d'accueil";
        published.description = std::string(400, 'd');
        stream_writer second(stream_kind::offer, offer(which * candidates_of_organisation).value);
        add({second.tells<offer_stream>(published, seed_)}, "offer.publish");
    }
    void begin_candidate(std::size_t each) {
        const auto who = candidate(each);
        stream_writer account(stream_kind::account, who.value);
        stream_writer file(stream_kind::candidate_file, who.value);
        stream_writer link(stream_kind::companion_link, id128::make(made_at(each), who.route(), (3ULL << 40) + each));
        account_created created;
        created.roles = {"candidate"};
        candidate_file_opened opened;
        opened.opened_by = companion(each);
        std::vector<stream_part> parts{
            account.tells<account_stream>(created, seed_), file.tells<candidate_file_stream>(opened, seed_),
            link.tells<companion_link_stream>(companion_link_assigned{who, companion(each), link_origin::assigned},
                                              seed_)};
        add(std::move(parts), "account.create");
        add({account.tells<account_stream>(account_activated{}, seed_)}, "account.activate");
        for (const auto section : names_of(profile_section{})) {
            candidate_section_updated updated;
            updated.section = section.value;
            add({file.tells<candidate_file_stream>(updated, seed_)}, "candidate_file.update_section");
        }
    }
    template <class E>
    E about(std::size_t each) const {
        E made;
        made.candidate = candidate(each);
        made.organisation = organisation(each);
        if constexpr (requires { made.offer; }) made.offer = offer(each);
        return made;
    }
    void apply_round(std::size_t candidates, std::size_t nth) {
        std::vector<stream_writer> streams;
        for (std::size_t each = 0; each < candidates; ++each)
            streams.emplace_back(stream_kind::application, id128::make(made_at(each + nth), candidate(each).route(),
                                                                       ((4ULL + nth) << 40) + each));
        const auto round = [&]<class E>(E) {
            for (std::size_t each = 0; each < candidates; ++each)
                add({streams[each].tells<application_stream>(about<E>(each), seed_)}, E::name);
        };
        round(application_submitted{});
        round(application_validated{});
        round(application_viewed{});
        round(application_taken_in_charge{});
        round(exchange_posted{});
        round(meeting_proposed{});
        round(meeting_accepted{});
        round(hiring_declared{});
    }
    void ask_for_a_sponsor(std::size_t each) {
        stream_writer stream(stream_kind::sponsorship,
                             id128::make(made_at(each), candidate(each).route(), (9ULL << 40) + each));
        add({stream.tells<sponsorship_stream>(about<sponsorship_requested>(each), seed_)}, "sponsorship.request");
        add({stream.tells<sponsorship_stream>(about<sponsorship_validated>(each), seed_)}, "sponsorship.validate");
    }

    sample_history::families which_;
    std::uint64_t seed_ = 1;
    std::vector<commit> told_;
};

}  // namespace

sample_history::sample_history(families which, std::size_t candidates) {
    journal_settings settings;
    settings.folder = folder_.path();
    auto opened = frame_journal::open(settings, {token128{1}, partitions}, memory_);
    check(opened.has_value(), "a journal can be opened where temporary files go");
    journal_ = *std::move(opened);
    write(story(which).tell(candidates));
}

void sample_history::write(std::vector<commit> all) {
    auto group = journal_->begin();
    std::vector<acceptance> readers;
    for (partition_number each = 0; each < partitions; ++each) readers.push_back(journal_->reader(each, group));
    const auto write_group = [&] {
        for (partition_number each = 0; each < partitions; ++each) group.move_end(each, readers[each].end());
        check(journal_->write(group, false).has_value(), "a journal can be written where temporary files go");
        group.clear();
    };
    for (auto& content : all) {
        const partition_number partition = content.parts.front().stream.route() % partitions;
        auto& reader = readers[partition];
        content.height = reader.end().height + 1;
        const auto frame = make_frame(frame_kind::commit, reader.end().at.hash, encode(content));
        const auto verdict = reader.take(reader.end().next, frame.octets);
        check(std::holds_alternative<accepted>(verdict), "a sample is accepted");
        group.accept(std::get<accepted>(verdict), frame.octets);
        if (++commits_ % group_frames == 0) write_group();
    }
    write_group();
}

}  // namespace parcours
