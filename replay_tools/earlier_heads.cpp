// SPDX-License-Identifier: Apache-2.0
#include "replay_tools/earlier_heads.hpp"

#include <fstream>
#include <optional>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include "events/commit/frame.hpp"

namespace parcours::replay {
namespace {

namespace json = boost::json;

std::optional<json::object> object_of(const std::string& line) {
    json::error_code error;
    auto parsed = json::parse(line, error);
    if (error || !parsed.is_object()) return std::nullopt;
    return std::move(parsed.as_object());
}

std::string text_in(const json::object& all, std::string_view name) {
    const auto* found = all.if_contains(name);
    return found != nullptr && found->is_string() ? std::string(found->as_string()) : std::string();
}

std::optional<std::int64_t> number_in(const json::object& all, std::string_view name) {
    const auto* found = all.if_contains(name);
    return found != nullptr && found->is_int64() ? std::optional(found->as_int64()) : std::nullopt;
}

}  // namespace

expected<earlier_heads> earlier_heads::read(const std::string& file) {
    const auto refused = [&file](const char* why) { return failed(failure_code::invalid, file + " " + why); };
    std::ifstream from(file, std::ios::binary);
    if (!from) return refused("cannot be read");
    earlier_heads found;
    std::size_t octets = 0;
    for (std::string line; std::getline(from, line);) {
        octets += line.size();
        if (octets > file_octets_max) return refused("is too large for an answer of verify --json");
        const auto one = object_of(line);
        if (!one) return refused("is no answer of verify --json");
        if (text_in(*one, "line") == "verdict") found.generation_ = text_in(*one, "generation");
        if (text_in(*one, "line") != "partition") continue;
        const auto partition = number_in(*one, "partition");
        const auto offset = number_in(*one, "last_offset");
        const auto head = text_in(*one, "head");
        if (!partition || !offset || *partition < 0 || head.size() != 2 * sizeof(digest))
            return refused("is no answer of verify --json");
        if (*offset >= 0) found.heads_.push_back({{static_cast<partition_number>(*partition), *offset}, head});
    }
    if (found.generation_.empty()) return refused("is no whole answer of verify --json: its last line is missing");
    return found;
}

expected<void> earlier_heads::hold_against(const log_reader& records, fault_list& faults) const {
    const auto shape = records.shape();
    if (generation_ != to_hex(view(shape.generation))) {
        faults.add({"head_is_gone", std::nullopt, "", "the heads that were kept are those of another log"});
        return {};
    }
    for (const auto& each : heads_) {
        std::optional<std::int64_t> offset;
        std::string head;
        if (each.at.partition < shape.partitions) {
            const auto read = records.read(each.at.partition, each.at.offset, 1, [&](const log_record& found) {
                offset = found.offset;
                const auto record = read_frame(found.value);
                if (const auto* one = std::get_if<frame>(&record)) head = to_hex(view(one->hash));
            });
            if (!read) return tl::unexpected(read.error());
        }
        if (!offset)
            faults.add({"log_ends_early", each.at, "", "the log ends before a head that was kept of it"});
        else if (*offset != each.at.offset || head != each.head)
            faults.add({"head_is_gone", each.at, "", "here lay a head that was kept, and now lies something else"});
    }
    return {};
}

}  // namespace parcours::replay
