// SPDX-License-Identifier: Apache-2.0
#include "replay_tools/human.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "replay_tools/output.hpp"

namespace parcours::replay {
namespace {

using boost::json::object;
using boost::json::value;

constexpr std::size_t indent = 6;
constexpr std::size_t text_letters_max = 200;  // of one value; charters are long

std::string plain(const value& from) {
    if (const auto* text = from.if_string()) {
        std::string shown;
        for (const char letter : *text) shown += static_cast<unsigned char>(letter) < ' ' ? ' ' : letter;
        if (shown.size() <= text_letters_max) return shown;
        std::size_t end = text_letters_max;
        while (end > 0 && (static_cast<unsigned char>(shown[end]) & 0xc0U) == 0x80U) --end;
        return shown.substr(0, end) + fmt::format("… ({} octets)", text->size());
    }
    return from.is_null() ? "" : boost::json::serialize(from);
}

std::string text_in(const object& from, std::string_view name) {
    const auto* found = from.if_contains(name);
    return found == nullptr ? "" : plain(*found);
}

void add_value(const std::string& path, const value& from, text_table& into) {
    if (const auto* inner = from.if_object()) {
        if (inner->contains("sealed"))
            into.add({path, "•••", "sealed " + text_in(*inner, "sealed") + " of " + text_in(*inner, "person")});
        else
            add_values(*inner, path, into);
    } else if (const auto* list = from.if_array()) {
        for (std::size_t i = 0; i < list->size(); ++i) add_value(fmt::format("{}.{}", path, i), (*list)[i], into);
    } else {
        into.add({path, plain(from), ""});
    }
}

std::string actor_text(const object& event) {
    const auto& by = event.at("actor").as_object();
    std::string text = by.contains("account") ? text_in(by, "account") : "the platform";
    if (by.contains("role")) text += " as " + text_in(by, "role");
    if (by.contains("on_behalf_of")) text += " for " + text_in(by, "on_behalf_of");
    return text;
}

}  // namespace

void add_values(const object& from, const std::string& above, text_table& into) {
    for (const auto& [name, inner] : from)
        add_value(above.empty() ? std::string(name) : above + "." + std::string(name), inner, into);
}

std::string told_event(const object& event) {
    std::string text = fmt::format("{:>4}  {}  {} v{}\n", text_in(event, "version"), text_in(event, "recorded_at"),
                                   text_in(event, "event"), text_in(event, "event_version"));
    text_table around(indent);
    around.add({"by", actor_text(event)});
    const auto& command = event.at("command").as_object();
    around.add({"command", text_in(command, "name") + " " + text_in(command, "id")});
    for (const std::string_view name : {"position", "id", "correlation", "causation", "charter"})
        if (event.contains(name)) around.add({std::string(name), text_in(event, name)});
    text_table fields(indent + 2);
    add_values(event.at("fields").as_object(), "", fields);
    return text + around.text() + fields.text();
}

}  // namespace parcours::replay
