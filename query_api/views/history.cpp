// SPDX-License-Identifier: Apache-2.0
#include "query_api/views/history.hpp"

#include <boost/json.hpp>

#include "events/json/value_json.hpp"
#include "events/registry/event_registry.hpp"

namespace parcours {
namespace {

using boost::json::object;

constexpr std::size_t reading_octets = 17;

// How far a history was read: the stream's own version and the viewer's, and where the stream stood then.
struct reading {
    std::uint64_t version = 0;
    std::uint64_t seen = 0;
    gate_place place = gate_place::not_sent;
};
bytes write_reading(const reading& at) {
    bytes out;
    append_u64(out, at.version);
    append_u64(out, at.seen);
    out += static_cast<char>(at.place);
    return out;
}
reading read_reading(byte_view after) {
    if (after.size() != reading_octets) return {};
    return {read_u64(after.data()), read_u64(after.data() + 8), static_cast<gate_place>(after.back())};
}

std::uint32_t ordinal_before(const commit& content, const stream_part& part) {
    std::uint32_t count = 0;
    for (const auto& each : content.parts) {
        if (each.stream == part.stream) break;
        count += static_cast<std::uint32_t>(each.events.size());
    }
    return count;
}

bool may_know_who(const row_view& view, const viewer& who, const told_stream& of, const actor& by) {
    if (by.account == who.account || by.account == of.candidate) return true;
    return view.reads(group::identity) || by.role == who.role;
}

// What an edit replaces of a sending.
bool is_text(std::string_view field) { return field == "message" || field == "documents"; }

// One page being made.
struct telling {
    viewing& whole;
    const told_stream& of;
    std::size_t limit;
    reading at;
    boost::json::array items;
    bool more = false;
    expected<void> done;

    // Answers whether to go on.
    bool take(const commit& content, const stream_part& part) {
        std::uint32_t ordinal = ordinal_before(content, part);
        for (std::size_t i = 0; i < part.events.size(); ++i, ++ordinal) {
            const auto version = part.first_version + i;
            if (version <= at.version) continue;
            if (version > of.version) return false;
            if (!tell(content, part.events[i], ordinal, version)) return false;
        }
        return true;
    }
    known_by known_as(gate_step step, group in, std::uint64_t version) const {
        if (step == gate_step::sends) return {in, version < of.sent_version};
        return known_at(at.place, step, in);
    }
    bool tell(const commit& content, const stored_event& happened, std::uint32_t ordinal, std::uint64_t version) {
        const auto* type = find_event_type(happened.name, happened.version);
        const auto step = gate_step_of(happened.name);
        const auto place = place_after(at.place, step);
        const auto known = type == nullptr ? std::nullopt : std::optional(known_as(step, type->in, version));
        if (!known || !knows(whole.terms().visible, *known, of.whom)) {
            at = {version, at.seen, place};
            return true;
        }
        if (items.size() == limit) {
            more = true;
            return false;
        }
        at = {version, at.seen + 1, place};
        object one;
        row_view view(whole, of.whom, one);
        one["id"] = to_string(make_event_id(content.command, ordinal));
        one["type"] = happened.name;
        one["version"] = at.seen;
        one["at"] = to_string(content.recorded_at);
        if (!content.by.role.empty()) one["role"] = content.by.role;
        if (!content.by.account.empty() && may_know_who(view, whole.who(), of, content.by))
            one["by"] = to_string(content.by.account);
        object fields;
        auto fields_view = view.within(fields);
        const bool let_through =
            step == gate_step::sends && of.show_text_let_through && !view.reads_before_gate(type->in);
        done = fields_view.event(of.stream.kind, happened, of.candidate,
                                 [&](const field_facts& field) -> std::optional<group> {
                                     if (let_through && is_text(field.name)) return std::nullopt;
                                     return field.in == type->in ? known->in : field.in;
                                 });
        if (let_through) of.show_text_let_through(fields_view);
        one["fields"] = std::move(fields);
        items.emplace_back(std::move(one));
        return done.has_value();
    }
};

}  // namespace

void answer_history(viewing& whole, const told_stream& of) {
    call& asked = whole.asked();
    const auto wanted = read_page(asked);
    if (!wanted) return;
    const journal& history = asked.with().history;
    const auto end = history.end(of.stream.route() % history.shape().partitions);
    if (!end) return asked.refuse(end.error());
    telling page{whole, of, wanted->limit, read_reading(wanted->after), {}, false, {}};
    const auto read = history.read_stream(of.stream, page.at.version + 1, end->offset,
                                          [&](const struct position&, const commit& content, const stream_part& part) {
                                              return page.take(content, part);
                                          });
    if (!read) return asked.refuse(read.error());
    if (!page.done) return asked.refuse(page.done.error());
    auto next = page.more ? next_cursor(asked, write_reading(page.at)) : boost::json::value(nullptr);
    whole.answer(object{{"items", std::move(page.items)}, {"next", std::move(next)}});
}

}  // namespace parcours
