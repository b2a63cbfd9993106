// SPDX-License-Identifier: Apache-2.0
#include "events/registry/catalogue.hpp"

#include <fmt/format.h>

namespace parcours {
namespace {

std::string_view title_of(stream_kind kind) {
    switch (kind) {
        case stream_kind::platform: return "Platform";
        case stream_kind::account: return "Account";
        case stream_kind::candidate_file: return "Candidate file";
        case stream_kind::companion_link: return "Companion link";
        case stream_kind::organisation: return "Organisation";
        case stream_kind::offer: return "Offer";
        case stream_kind::application: return "Application";
        case stream_kind::sponsorship: return "Sponsorship";
    }
    return "Unknown";
}

std::string joined(const std::vector<std::string_view>& words) {
    std::string text;
    for (const auto word : words) text += (text.empty() ? "" : ", ") + std::string(word);
    return text;
}

std::string form_of(const type_description& type) {
    switch (type.kind) {
        case value_kind::enumeration: return "one of " + joined(type.names);
        case value_kind::id: return fmt::format("id `{}_…`", type.id_prefix);
        case value_kind::octets: return fmt::format("{} octets", type.octets);
        case value_kind::list: return "list of " + form_of(type.parts.front().type);
        case value_kind::structure: {
            std::string text;
            for (const auto& part : type.parts)
                text += fmt::format("{}{}{} ({})", text.empty() ? "" : ", ", part.name, part.type.optional ? "?" : "",
                                    form_of(part.type));
            return "{ " + text + " }";
        }
        default: return std::string(to_string(type.kind));
    }
}

std::string reader_of(const field_description& field) {
    if (!field.category) return fmt::format("clear, {}", to_string(field.reader));
    return fmt::format("sealed, {}{}", to_string(*field.category), field.own_key ? ", own key" : "");
}

// A cell of a Markdown table must not end it.
std::string cell(std::string_view text) {
    std::string safe;
    for (const char letter : text) {
        if (letter == '|') safe += '\\';
        safe += letter;
    }
    return safe;
}

std::string heading(const event_description& type) {
    return fmt::format("\n### `{}` v{}{}\n\n{}\n\nGroup: {}.\n", type.name, type.version,
                       type.superseded ? " (superseded: read, never written)" : "", type.meaning, to_string(type.in));
}

std::string table_of(const event_description& type) {
    if (type.fields.empty()) return "\nNo fields.\n";
    std::string text =
        "\n| field | meaning | form | group | kept | what remains after erasure |\n|---|---|---|---|---|---|\n";
    for (const auto& field : type.fields)
        text += fmt::format("| `{}`{} | {} | {} | {} | {} | {} |\n", field.name, field.type.optional ? " ?" : "",
                            cell(field.meaning), cell(form_of(field.type)), to_string(field.in), reader_of(field),
                            remains_after_erasure(field));
    return text;
}

}  // namespace

std::string remains_after_erasure(const field_description& field) {
    if (!field.category) return "the value";
    return field.type.optional ? "whether one was given, and its size in steps of 64 octets"
                               : "that one was given, and its size in steps of 64 octets";
}

std::string event_catalogue_markdown(const std::vector<event_description>& types) {
    std::string text =
        "# Event catalogue\n\n"
        "Generated from the declarations in `events/streams/`; a test fails where this page is stale.\n\n"
        "Each event also carries its stream, its version in the stream, its id, and of its commit: position, "
        "recorded-at,\n"
        "actor, command and charter digest. All of these stay after an erasure. *Kept*: a clear field names its "
        "outside\n"
        "reader, a sealed one its category. `?` marks what may be absent.\n";
    const stream_kind* last = nullptr;
    for (const auto& type : types) {
        if (last == nullptr || *last != type.stream)
            text += fmt::format("\n## {} (`{}`)\n", title_of(type.stream), to_string(type.stream));
        last = &type.stream;
        text += heading(type) + table_of(type);
    }
    return text;
}

}  // namespace parcours
