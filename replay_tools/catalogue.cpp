// SPDX-License-Identifier: Apache-2.0
// `parcours-replay catalogue`: every event type that this program reads.
#include "events/registry/catalogue.hpp"

#include <memory>

#include <CLI/CLI.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "events/json/schema.hpp"
#include "events/registry/event_registry.hpp"
#include "replay_tools/output.hpp"
#include "replay_tools/subcommands.hpp"

namespace parcours::replay {
namespace {

struct asked_form {
    bool markdown = false;
    bool json = false;
};

std::string kept_as(const field_description& field) {
    if (!field.category) return fmt::format("clear, {}", to_string(field.reader));
    return fmt::format("sealed, {}{}", to_string(*field.category), field.own_key ? ", own key" : "");
}

void tell_text(const event_description& type, output& out) {
    out.line(out.heading(fmt::format("{} v{} ({}){}", type.name, type.version, to_string(type.stream),
                                     type.superseded ? ", superseded" : "")));
    out.line(fmt::format("  {}", type.meaning));
    text_table fields(4);
    for (const auto& each : type.fields)
        fields.add({std::string(each.name) + (each.type.optional ? " ?" : ""), kept_as(each),
                    std::string(to_string(each.in)), std::string(each.meaning)});
    out.text(fields.text());
}

void tell_json(const event_description& type, output& out) {
    boost::json::object one;
    one["event"] = type.name;
    one["version"] = type.version;
    one["stream_kind"] = to_string(type.stream);
    one["group"] = to_string(type.in);
    one["meaning"] = type.meaning;
    one["superseded"] = type.superseded;
    auto& fields = one["fields"].emplace_array();
    for (const auto& each : type.fields) {
        auto& field = fields.emplace_back(nullptr).emplace_object();
        field["name"] = each.name;
        field["meaning"] = each.meaning;
        field["group"] = to_string(each.in);
        if (each.category)
            field["sealed"] = to_string(*each.category);
        else
            field["reader"] = to_string(each.reader);
        field["remains_after_erasure"] = remains_after_erasure(each);
    }
    write_schema(type, one["schema"].emplace_object());
    out.line(boost::json::serialize(one));
}

int tell_catalogue(const asked_form& asked) {
    output out;
    if (asked.markdown) {
        out.text(event_catalogue_markdown(all_event_types()));
        return out.finish(exit_done);
    }
    for (const auto& type : all_event_types()) asked.json ? tell_json(type, out) : tell_text(type, out);
    return out.finish(exit_done);
}

}  // namespace

void add_catalogue(CLI::App& program, chosen_action& chosen) {
    auto* command =
        program.add_subcommand("catalogue", "lists every event type: fields, categories, what an erasure leaves");
    auto asked = std::make_shared<asked_form>();
    auto* markdown = command->add_flag("--markdown", asked->markdown, "as the page docs/event_catalogue.md");
    command->add_flag("--json", asked->json, "one object a line, with the JSON Schema of each type")
        ->excludes(markdown);
    command->callback([asked, &chosen] { chosen = [asked] { return tell_catalogue(*asked); }; });
}

}  // namespace parcours::replay
