// SPDX-License-Identifier: Apache-2.0
#include "infra/log_reach/known_in_folder.hpp"

#include "infra/rocksdb/storage_memory.hpp"
#include "infra/tables/kept_positions.hpp"
#include "infra/vault/followed_notes.hpp"

namespace parcours {

expected<known_in_folder> known_in_folder::read(const data_layout& where, const std::string& own_folder,
                                                const storage_memory& memory) {
    known_in_folder found;
    auto kept = read_kept_positions(where.tables(), own_folder, memory);
    if (!kept) return tl::unexpected(std::move(kept).error());
    for (auto& each : *kept) {
        for (const auto& one : each.read)
            found.positions.push_back({"the table " + each.table, one.generation, one.read_to, each.table});
        if (!each.damage) continue;
        each.damage->context += " (" + how_to_mend(where.tables() + "/" + each.table) + ")";
        found.tables.push_back({each.table, *std::move(each.damage)});
    }
    const auto notes = read_followed_notes(where.vault(), own_folder, memory);
    if (!notes) return tl::unexpected(notes.error());
    for (const auto& each : *notes)
        found.positions.push_back({"the vault", each.generation, {each.partition, each.next - 1}});
    return found;
}

}  // namespace parcours
