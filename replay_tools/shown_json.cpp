// SPDX-License-Identifier: Apache-2.0
#include "replay_tools/shown_json.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "events/all_streams.hpp"
#include "events/codec/codec.hpp"
#include "projections/all_projections.hpp"
#include "projections/rows.hpp"

namespace parcours::replay {
namespace {

void show_cell(std::string_view category, person_id person, std::size_t octets, boost::json::value& into) {
    auto& cell = into.emplace_object();
    cell["sealed"] = category;
    cell["person"] = to_string(person);
    cell["octets"] = octets;
}

template <class T>
void show_value(const T& value, boost::json::value& into) {
    if constexpr (std::is_same_v<T, kept_cell>) {
        show_cell(to_string(value.category), value.person, value.cell.size(), into);
    } else if constexpr (std::is_same_v<T, std::string>) {
        into = boost::json::string_view(value.data(), value.size());
    } else if constexpr (std::is_arithmetic_v<T>) {
        into = value;
    } else if constexpr (named_enum<T>) {
        into = name_of(value);
    } else if constexpr (is_optional<T>) {
        if (value) show_value(*value, into);
    } else if constexpr (is_vector<T>) {
        auto& list = into.emplace_array();
        for (const auto& each : value) show_value(each, list.emplace_back(nullptr));
    } else if constexpr (declared<T>) {
        auto& object = into.emplace_object();
        for_each_field<T>([&]<class Part>(const Part& each) {
            const auto& member = value.*each.member;
            if constexpr (is_optional<typename Part::value_type>) {
                if (!member) return;
            } else if constexpr (std::is_same_v<typename Part::value_type, kept_cell>) {
                if (member.cell.empty()) return;
            }
            show_value(member, object[each.name]);
        });
    } else if constexpr (requires { view(value); }) {
        into = to_hex(view(value));
    } else {
        into = to_string(value);
    }
}

template <class Field, class E>
void show_field(const Field& each, const E& happened, person_id person, boost::json::object& into) {
    const auto& member = happened.*each.member;
    if constexpr (!Field::personal) {
        if constexpr (is_optional<typename Field::value_type>) {
            if (!member) return;
        }
        show_value(member, into[each.name]);
    } else {
        const auto show = [&](const auto& sealed_one) {
            const std::size_t octets = sealed_one.is_sealed() ? sealed_one.cell().size() : 0;
            show_cell(to_string(each.exposure.name), person, octets, into[each.name]);
        };
        if constexpr (is_optional<typename Field::value_type>) {
            if (member) show(*member);
        } else {
            show(member);
        }
    }
}

template <stream_family S>
expected<void> show_fields_of(const stream_id& stream, const stored_event& stored, boost::json::object* into) {
    const auto decoded = decode_event<S>(stored);
    if (!decoded) return tl::unexpected(decoded.error());
    if (into == nullptr) return {};
    std::visit(
        [&]<class E>(const E& happened) {
            const person_id person = subject_of(happened, stream);
            for_each_field<E>([&](const auto& each) { show_field(each, happened, person, *into); });
        },
        *decoded);
    return {};
}

template <class... S>
expected<void> show_fields_among(const stream_id& stream, const stored_event& stored, boost::json::object* into,
                                 type_list<S...>) {
    expected<void> done = failed(failure_code::corrupt, "an event of a kind of stream that this program does not know");
    static_cast<void>(((stream.kind == S::kind && (done = show_fields_of<S>(stream, stored, into), true)) || ...));
    return done;
}

template <projection P>
expected<bool> show_row_of(const stream_id& stream, const table_snapshot& from, boost::json::object& into) {
    const auto found = read_row<P>(from, stream.id);
    if (!found) return tl::unexpected(found.error());
    if (!*found) return false;
    boost::json::value row;
    show_value((*found)->row, row);
    for (auto& [name, value] : row.as_object()) into[name] = std::move(value);
    return true;
}

template <projection... P>
expected<bool> show_row_among(const stream_id& stream, const table_snapshot& from, boost::json::object& into,
                              type_list<P...>) {
    expected<bool> done = false;
    static_cast<void>(((stream.kind == P::stream::kind && (done = show_row_of<P>(stream, from, into), true)) || ...));
    return done;
}

std::string text_of(const log_shape& log, const position& at) {
    return to_hex(view(log.generation)) + "." + std::to_string(at.partition) + "." + std::to_string(at.offset);
}

void show_actor(const actor& by, boost::json::object& into) {
    if (!by.account.empty()) into["account"] = to_string(by.account);
    if (!by.role.empty()) into["role"] = by.role;
    if (!by.on_behalf_of.empty()) into["on_behalf_of"] = to_string(by.on_behalf_of);
}

void show_commit(const event_place& which, boost::json::object& into) {
    const auto& content = which.content;
    into["position"] = text_of(which.log, which.at);
    into["recorded_at"] = to_string(content.recorded_at);
    show_actor(content.by, into["actor"].emplace_object());
    auto& command = into["command"].emplace_object();
    command["id"] = command_text(content.command);
    command["name"] = content.command_name;
    if (content.correlation != token128{}) into["correlation"] = to_hex(view(content.correlation));
    if (content.causation != event_id{}) into["causation"] = to_string(content.causation);
    if (content.charter != digest{}) into["charter"] = to_hex(view(content.charter));
    if (!content.remote_positions.empty()) {
        auto& facts = into["facts_read_at"].emplace_array();
        for (const auto& each : content.remote_positions) facts.emplace_back(text_of(which.log, each));
    }
    into["height"] = content.height;
}

// How manieth event of its commit it is: what its id is made of.
std::uint32_t ordinal_of(const event_place& which) {
    std::uint32_t ordinal = 0;
    for (const auto& part : which.content.parts) {
        if (&part == &which.part) break;
        ordinal += static_cast<std::uint32_t>(part.events.size());
    }
    return ordinal + static_cast<std::uint32_t>(which.index);
}

}  // namespace

expected<void> show_fields(const stream_id& stream, const stored_event& stored, boost::json::object& into) {
    return show_fields_among(stream, stored, &into, all_streams{});
}

expected<void> try_decoding(stream_kind kind, const stored_event& stored) {
    return show_fields_among({kind, {}}, stored, nullptr, all_streams{});
}

expected<bool> show_row(const stream_id& stream, const table_snapshot& from, boost::json::object& into) {
    return show_row_among(stream, from, into, all_projections{});
}

expected<void> show_event(const event_place& which, boost::json::object& into) {
    const auto& stored = which.part.events[which.index];
    into["stream"] = to_string(which.part.stream);
    into["stream_kind"] = to_string(which.part.stream.kind);
    into["version"] = which.part.first_version + which.index;
    into["id"] = to_string(make_event_id(which.content.command, ordinal_of(which)));
    into["event"] = stored.name;
    into["event_version"] = stored.version;
    show_commit(which, into);
    return show_fields(which.part.stream, stored, into["fields"].emplace_object());
}

}  // namespace parcours::replay
