// SPDX-License-Identifier: Apache-2.0
// `parcours-replay find`: the streams of which something holds.
#include <algorithm>
#include <limits>
#include <memory>

#include <CLI/CLI.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "events/registry/event_registry.hpp"
#include "infra/calendar/zones.hpp"
#include "replay_tools/folded_stream.hpp"
#include "replay_tools/log_source.hpp"
#include "replay_tools/moment.hpp"
#include "replay_tools/output.hpp"
#include "replay_tools/shown_json.hpp"
#include "replay_tools/stream_name.hpp"
#include "replay_tools/subcommands.hpp"

namespace parcours::replay {
namespace {

constexpr std::size_t streams_told_max = 1'000'000;

struct asked_streams {
    log_place where;
    std::string kind = "application";
    std::string organisation;
    std::string since;
    std::string until;
    std::string zone;
    std::string event;
    std::string status;
    std::string after;
    std::size_t limit = 100;
    bool json = false;
};

// What a stream must be to be told.
struct wanted {
    stream_kind kind = stream_kind::application;
    std::string organisation;
    instant since{std::numeric_limits<std::int64_t>::min()};
    instant until{std::numeric_limits<std::int64_t>::max()};
    std::string event;
    std::string status;
    std::optional<stream_id> after;
};

// What is told of a stream.
struct found_stream {
    stream_id stream;
    std::uint64_t events = 0;
    instant first;
    instant last;
    std::string last_event;
    std::string status;
};

bool names_organisation(const boost::json::object& fields, const std::string& organisation) {
    const auto* named = fields.if_contains("organisation");
    return named != nullptr && named->is_string() && named->get_string() == organisation;
}

// Holds one stream against what is wanted; nothing where it is not.
class judging {
  public:
    judging(const journal& history, const wanted& what) : history_(history), what_(what) {}

    expected<std::optional<found_stream>> judge(const stream_id& stream, std::int64_t end) {
        found_stream found{stream, 0, {}, {}, {}, {}};
        folded_stream folded(stream);
        bool in_period = false;
        bool of_organisation = what_.organisation.empty() || to_string(stream) == what_.organisation;
        expected<void> sound;
        const auto take = [&](const position& at, const commit& content, const stream_part& part) {
            if (content.recorded_at > what_.until) return false;
            if (found.events == 0) found.first = content.recorded_at;
            found.events += part.events.size();
            found.last = content.recorded_at;
            found.last_event = part.events.back().name;
            const bool recent = content.recorded_at >= what_.since;
            for (const auto& each : part.events) {
                in_period = in_period || (recent && (what_.event.empty() || each.name == what_.event));
                if (of_organisation) continue;
                boost::json::object fields;
                if (sound = show_fields(stream, each, fields); !sound) return false;
                of_organisation = names_organisation(fields, what_.organisation);
            }
            sound = folded.add(at, content, part);
            return sound.has_value();
        };
        const auto read = history_.read_stream(stream, 1, end, take);
        if (!read) return tl::unexpected(read.error());
        if (!sound) return tl::unexpected(failure{sound.error().code, told(stream) + ": " + sound.error().context});
        if (!in_period || !of_organisation) return std::nullopt;
        return with_status(std::move(found), folded);
    }

  private:
    expected<std::optional<found_stream>> with_status(found_stream found, folded_stream& folded) const {
        boost::json::object row;
        if (const auto shown = folded.show(row); !shown) return tl::unexpected(shown.error());
        if (const auto* status = row.if_contains("status"); status != nullptr && status->is_string())
            found.status = std::string(status->get_string());
        if (!what_.status.empty() && found.status != what_.status) return std::nullopt;
        return std::optional(std::move(found));
    }

    const journal& history_;
    const wanted& what_;
};

void tell(const found_stream& found, bool json, output& out) {
    if (!json) {
        out.line(fmt::format("{:<38}  {:<20}  {:>6}  {}  {}  {}", to_string(found.stream),
                             found.status.empty() ? "-" : found.status, found.events, to_string(found.first),
                             to_string(found.last), found.last_event));
        return;
    }
    boost::json::object one;
    one["stream"] = to_string(found.stream);
    one["stream_kind"] = to_string(found.stream.kind);
    if (!found.status.empty()) one["status"] = found.status;
    one["events"] = found.events;
    one["first_at"] = to_string(found.first);
    one["last_at"] = to_string(found.last);
    one["last_event"] = found.last_event;
    out.line(boost::json::serialize(one));
}

// The streams in the order of route, kind and id; one route at a time is kept.
int tell_streams(const log_source& from, const wanted& what, std::size_t limit, bool json) {
    const auto& history = from.history();
    judging judge(history, what);
    output out;
    progress_line told("routes looked through");
    std::size_t shown = 0;
    if (!json)
        out.line(out.heading(fmt::format("{:<38}  {:<20}  {:>6}  {:<24}  {:<24}  {}", "stream", "status", "events",
                                         "first", "last", "last event")));
    constexpr std::uint32_t routes = 1U << 16;
    for (std::uint32_t route = what.after ? what.after->route() : 0; route < routes; ++route) {
        const auto end = history.end(route % history.shape().partitions);
        if (!end) return tell_failure(end.error());
        const auto streams = history.streams_of(static_cast<route_number>(route), end->offset);
        if (!streams) return tell_failure(streams.error());
        for (const auto& stream : *streams) {
            if (stream.kind != what.kind || (what.after && stream <= *what.after)) continue;
            const auto found = judge.judge(stream, end->offset);
            if (!found) {
                out.finish(exit_failed);
                return tell_failure(found.error());
            }
            if (!*found) continue;
            tell(**found, json, out);
            if (out.ended()) return exit_done;
            if (++shown == limit) return out.finish(exit_done);
        }
        told.tell(route, routes);
    }
    return out.finish(exit_done);
}

// What was typed; or what is wrong with it, before any log is opened.
tl::expected<wanted, std::string> read_wanted(const asked_streams& asked) {
    wanted what;
    const auto kind = parse_kind(asked.kind);
    if (!kind) return tl::unexpected("there is no kind of stream " + asked.kind);
    what.kind = *kind;
    if (!asked.organisation.empty() && !parse_id<organisation_id>(asked.organisation))
        return tl::unexpected(asked.organisation + " is no organisation's id");
    what.organisation = asked.organisation;
    const auto& types = all_event_types();
    if (!asked.event.empty() &&
        std::none_of(types.begin(), types.end(), [&](const auto& each) { return each.name == asked.event; }))
        return tl::unexpected("there is no event " + asked.event + " (parcours-replay catalogue lists them)");
    what.event = asked.event;
    what.status = asked.status;
    for (const auto& text : {asked.since, asked.until})
        if (!text.empty() && !parse_instant(text) && !parse_calendar_day(text))
            return tl::unexpected("\"" + text + "\" is neither a day (2026-03-29) nor a time (2026-03-29T10:00:00Z)");
    if (!asked.zone.empty() && !knows_zone(asked.zone)) return tl::unexpected("there is no time zone " + asked.zone);
    if (asked.after.empty()) return what;
    const auto after = parse_streams(asked.after);
    if (!after) return tl::unexpected(after.error().context);
    for (const auto& each : *after)
        if (each.kind == what.kind) what.after = each;
    if (!what.after) return tl::unexpected(asked.after + " is of another kind than " + asked.kind);
    return what;
}

expected<void> read_period(const asked_streams& asked, const journal& history, wanted& what) {
    std::string zone = asked.zone;
    if (zone.empty()) {
        auto of_charter = charter_zone(history);
        if (!of_charter) return tl::unexpected(std::move(of_charter).error());
        zone = *std::move(of_charter);
    }
    if (!asked.since.empty()) {
        const auto since = parse_moment(asked.since, zone, end_of_day::first_instant);
        if (!since) return tl::unexpected(since.error());
        what.since = *since;
    }
    if (!asked.until.empty()) {
        const auto until = parse_moment(asked.until, zone, end_of_day::last_instant);
        if (!until) return tl::unexpected(until.error());
        what.until = *until;
    }
    return {};
}

int find_streams(const asked_streams& asked) {
    auto what = read_wanted(asked);
    if (!what) return tell_usage(what.error());
    auto from = log_source::open(asked.where);
    if (!from) return tell_failure(from.error());
    if (auto done = (*from)->index_all(); !done) return tell_failure(done.error());
    if (auto done = read_period(asked, (*from)->history(), *what); !done) return tell_failure(done.error());
    return tell_streams(**from, *what, asked.limit, asked.json);
}

}  // namespace

void add_find(CLI::App& program, chosen_action& chosen) {
    auto* command = program.add_subcommand("find", "lists the streams of a kind of which something holds, a line each");
    auto asked = std::make_shared<asked_streams>();
    command
        ->add_option("--kind", asked->kind,
                     "account, candidate_file, companion_link, organisation, offer, application, sponsorship, platform")
        ->capture_default_str();
    command->add_option("--organisation", asked->organisation, "those of which an event names it: org_…");
    command->add_option("--event", asked->event, "those with such an event, in the period where one is given");
    command->add_option("--since", asked->since, "those with an event from then on: a time (RFC 3339) or a day");
    command->add_option("--until", asked->until, "as if nothing had happened after it: a time, or a day as a whole");
    command->add_option("--zone", asked->zone, "whose days are meant (IANA name); the charter's where it is not given");
    command->add_option("--status", asked->status, "those that stand so: hired, refused, published, …");
    command->add_option("--limit", asked->limit, "no more than so many")
        ->capture_default_str()
        ->check(CLI::Range(std::size_t{1}, streams_told_max));
    command->add_option("--after", asked->after, "go on after this one: the last id of the answer before");
    command->add_flag("--json", asked->json, "one object a line");
    asked->where.add_to(*command);
    command->callback([asked, &chosen] { chosen = [asked] { return find_streams(*asked); }; });
}

}  // namespace parcours::replay
