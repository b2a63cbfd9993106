// SPDX-License-Identifier: Apache-2.0
// `parcours-replay history`: the whole story of a stream.
#include <limits>
#include <memory>

#include <CLI/CLI.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <fmt/format.h>

#include "infra/calendar/zones.hpp"
#include "replay_tools/folded_stream.hpp"
#include "replay_tools/human.hpp"
#include "replay_tools/log_source.hpp"
#include "replay_tools/moment.hpp"
#include "replay_tools/output.hpp"
#include "replay_tools/shown_json.hpp"
#include "replay_tools/stream_name.hpp"
#include "replay_tools/subcommands.hpp"

namespace parcours::replay {
namespace {

struct asked_history {
    log_place where;
    std::string stream;
    std::string as_of;
    std::string zone;
    bool json = false;
};

// Tells one stream; answers how many events it had until then.
class telling {
  public:
    telling(const log_source& from, instant until, bool json, output& out)
        : from_(from), until_(until), json_(json), out_(out) {}

    expected<std::uint64_t> tell(const stream_id& stream) {
        const auto shape = from_.shape();
        const auto end = from_.history().end(stream.route() % shape.partitions);
        if (!end) return tl::unexpected(end.error());
        folded_stream folded(stream);
        std::uint64_t events = 0;
        expected<void> sound;
        const auto read = from_.history().read_stream(
            stream, 1, end->offset, [&](const position& at, const commit& content, const stream_part& part) {
                if (content.recorded_at > until_) return false;
                if (events == 0) begin(stream);
                events += part.events.size();
                sound = tell_part({shape, at, content, part});
                if (sound) sound = folded.add(at, content, part);
                return sound.has_value() && !out_.ended();
            });
        if (!read) return tl::unexpected(read.error());
        if (!sound) return tl::unexpected(failure{sound.error().code, told(stream) + ": " + sound.error().context});
        if (events == 0 || out_.ended()) return events;
        auto shown = tell_state(stream, events, folded);
        if (!shown) return tl::unexpected(std::move(shown).error());
        return events;
    }

  private:
    void begin(const stream_id& stream) {
        if (!json_) out_.line(out_.heading(told(stream)));
    }
    expected<void> tell_part(event_place which) {
        for (; which.index < which.part.events.size(); ++which.index) {
            boost::json::object event;
            event["line"] = "event";
            if (auto shown = show_event(which, event); !shown) return shown;
            json_ ? out_.line(boost::json::serialize(event)) : out_.text(told_event(event));
        }
        return {};
    }
    expected<void> tell_state(const stream_id& stream, std::uint64_t events, folded_stream& folded) {
        boost::json::object row;
        const auto has_row = folded.show(row);
        if (!has_row) return tl::unexpected(has_row.error());
        if (json_) {
            boost::json::object whole;
            whole["line"] = "state";
            whole["stream"] = to_string(stream);
            whole["stream_kind"] = to_string(stream.kind);
            whole["version"] = events;
            if (*has_row) whole["row"] = std::move(row);
            out_.line(boost::json::serialize(whole));
            return {};
        }
        if (!*has_row) return {};
        out_.line(out_.heading(fmt::format("state at version {}", events)));
        text_table values(2);
        add_values(row, "", values);
        out_.text(values.text());
        return {};
    }

    const log_source& from_;
    instant until_;
    bool json_;
    output& out_;
};

expected<instant> moment_of(const asked_history& asked, log_source& from) {
    if (asked.as_of.empty()) return instant{std::numeric_limits<std::int64_t>::max()};
    if (const auto exact = parse_instant(asked.as_of)) return *exact;
    if (!asked.zone.empty()) return parse_moment(asked.as_of, asked.zone, end_of_day::last_instant);
    if (auto done = from.index(platform_only.route() % from.shape().partitions); !done)
        return tl::unexpected(std::move(done).error());
    const auto zone = charter_zone(from.history());
    if (!zone) return tl::unexpected(zone.error());
    return parse_moment(asked.as_of, *zone, end_of_day::last_instant);
}

// The application of a meeting, among those of the meeting's route; nothing where there is none.
expected<std::vector<stream_id>> streams_of_meeting(const journal& history, const meeting_id& meeting) {
    const auto end = history.end(meeting.route() % history.shape().partitions);
    if (!end) return tl::unexpected(end.error());
    const auto streams = history.streams_of(meeting.route(), end->offset);
    if (!streams) return streams;
    const std::string name = to_string(meeting);
    std::vector<stream_id> found;
    expected<void> sound;
    const auto look = [&](const position&, const commit&, const stream_part& part) {
        for (const auto& each : part.events) {
            boost::json::object fields;
            if (sound = show_fields(part.stream, each, fields); !sound) return false;
            const auto* named = fields.if_contains("meeting");
            if (named == nullptr || *named != boost::json::value(name)) continue;
            found.push_back(part.stream);
            return false;
        }
        return true;
    };
    for (const auto& stream : *streams) {
        if (stream.kind != stream_kind::application) continue;
        if (auto read = history.read_stream(stream, 1, end->offset, look); !read) return tl::unexpected(read.error());
        if (!sound) return tl::unexpected(sound.error());
        if (!found.empty()) break;
    }
    return found;
}

int tell_history(const asked_history& asked) {
    const auto meeting = parse_id<meeting_id>(asked.stream);
    auto streams = meeting ? std::vector<stream_id>{} : parse_streams(asked.stream);
    if (!streams) return tell_usage(streams.error().context);
    if (!asked.as_of.empty() && !parse_instant(asked.as_of) && !parse_calendar_day(asked.as_of))
        return tell_usage("--as-of takes a day (2026-03-29) or a time (2026-03-29T10:00:00Z), not " + asked.as_of);
    if (!asked.zone.empty() && !knows_zone(asked.zone)) return tell_usage("there is no time zone " + asked.zone);
    auto from = log_source::open(asked.where);
    if (!from) return tell_failure(from.error());
    const auto until = moment_of(asked, **from);
    if (!until) return tell_failure(until.error());
    const route_number route = meeting ? meeting->route() : streams->front().route();
    if (auto done = (*from)->index(route % (*from)->shape().partitions); !done) return tell_failure(done.error());
    if (meeting) streams = streams_of_meeting((*from)->history(), *meeting);
    if (!streams) return tell_failure(streams.error());
    output out;
    telling one(**from, *until, asked.json, out);
    std::uint64_t events = 0;
    for (const auto& stream : *streams) {
        const auto told = one.tell(stream);
        if (!told) {
            out.finish(exit_failed);
            return tell_failure(told.error());
        }
        events += *told;
    }
    if (events == 0 && !out.ended())
        return tell_failure({failure_code::invalid, "the log knows no stream " + asked.stream +
                                                        (asked.as_of.empty() ? "" : " as of " + asked.as_of)});
    return out.finish(exit_done);
}

}  // namespace

void add_history(CLI::App& program, chosen_action& chosen) {
    auto* command = program.add_subcommand("history", "tells the whole story of a stream, and the state it led to");
    auto asked = std::make_shared<asked_history>();
    command
        ->add_option(
            "STREAM", asked->stream,
            "app_…, sponsorship_…, org_…, offer_…, link_…, person_… or platform; of a meeting_… its application's")
        ->required();
    command->add_option("--as-of", asked->as_of,
                        "only what was recorded until then: a time (RFC 3339), or a day, of which the whole counts");
    command->add_option("--zone", asked->zone, "whose days are meant (IANA name); the charter's where it is not given");
    command->add_flag("--json", asked->json, "one object a line: the events, then the state");
    asked->where.add_to(*command);
    command->callback([asked, &chosen] { chosen = [asked] { return tell_history(*asked); }; });
}

}  // namespace parcours::replay
