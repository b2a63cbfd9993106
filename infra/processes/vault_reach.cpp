// SPDX-License-Identifier: Apache-2.0
#include "infra/processes/vault_reach.hpp"

#include <algorithm>
#include <set>
#include <variant>

#include <boost/json.hpp>

#include "events/cell.hpp"
#include "events/json/event_json.hpp"

namespace parcours {
namespace {

constexpr std::int64_t offsets_looked_at = 256;  // of each partition

// What cannot be decoded shows elsewhere: its key is parked.
void add_keys(const commit& content, std::set<key_id>& all) {
    const auto note = [&all](const cell_place& cell) -> cell_content {
        if (const auto header = read_cell_header(cell.cell)) all.insert(header->key);
        return withheld{};
    };
    boost::json::object unused;
    for (const auto& part : content.parts)
        for (const auto& each : part.events) (void)render_fields(part.stream.kind, each, every_field(), note, unused);
}

expected<std::set<key_id>> last_keys(const journal& history, partition_number partition) {
    const auto end = history.end(partition);
    if (!end) return tl::unexpected(end.error());
    std::set<key_id> all;
    const auto from = std::max<std::int64_t>(0, end->offset + 1 - offsets_looked_at);
    const auto read = history.read(partition, from, offsets_looked_at, [&all](const position&, byte_view octets) {
        const auto found = read_frame(octets);
        const auto* each = std::get_if<frame>(&found);
        if (each == nullptr || each->kind != frame_kind::commit) return;
        if (const auto content = decode_commit(each->body)) add_keys(*content, all);
    });
    if (!read) return tl::unexpected(read.error());
    return all;
}

expected<void> vault_reaches(const journal& history, keys& vault) {
    for (partition_number partition = 0; partition < history.shape().partitions; ++partition) {
        const auto all = last_keys(history, partition);
        if (!all) return tl::unexpected(all.error());
        const std::vector<key_id> ids(all->begin(), all->end());
        const auto known = vault.to_open(ids);
        if (known) continue;
        if (known.error().code != failure_code::corrupt) return tl::unexpected(known.error());
        return failed(failure_code::corrupt,
                      "the vault lacks keys that the last commits of partition " + std::to_string(partition) +
                          " are sealed under: it is an older copy than the log, or damaged (" + known.error().context +
                          "). Restore the vault and the anchor that belong to this log");
    }
    return {};
}

expected<std::size_t> free_what_was_cut(const journal& history, unique_index_store& uniques) {
    return uniques.forget_absent([&history](unique_kind kind, const id128& holder) -> expected<bool> {
        const auto of = kind == unique_kind::email ? stream_kind::account : stream_kind::organisation;
        bool found = false;
        const auto read = history.read_stream({of, holder}, 1, INT64_MAX, [&](const auto&, const auto&, const auto&) {
            found = true;
            return false;
        });
        if (!read) return tl::unexpected(read.error());
        return found;
    });
}

}  // namespace

expected<void> fit_vault_to_log(const process_settings& settings, process_stores& stores, logger& log) {
    for (const auto& each : stores.secrets->warnings())
        log.write(log_level::warning, "vault_doubt", {log_field::failed({failure_code::invalid, each})});
    for (const auto& each : stores.log->tables_dropped)
        log.write(log_level::warning, "table_dropped", {log_field::name(each)});
    const auto& history = stores.log->history();
    if (auto reached = vault_reaches(history, *stores.secrets); !reached) return reached;
    if (!settings.cut_log_at_damage) return {};
    const auto freed = free_what_was_cut(history, *stores.uniques);
    if (!freed) return tl::unexpected(freed.error());
    log.write(log_level::warning, "unique_values_freed",
              {log_field::count("values", static_cast<std::int64_t>(*freed))});
    return {};
}

}  // namespace parcours
