// SPDX-License-Identifier: Apache-2.0
#include "replay_tools/folder_check.hpp"

#include <algorithm>
#include <filesystem>

#include "infra/access_log/access_chain.hpp"
#include "infra/settings/data_layout.hpp"
#include "replay_tools/own_folder.hpp"

namespace parcours::replay {

expected<folder_check> folder_check::read(const log_place& where, std::size_t memory_octets) {
    folder_check made;
    if (!where.bootstrap.empty()) return made;
    auto own = own_folder::make();
    if (!own) return tl::unexpected(std::move(own).error());
    const data_layout layout{where.folder};
    const storage_memory memory(memory_octets);
    auto known = known_in_folder::read(layout, (*own)->path(), memory);
    if (!known) return tl::unexpected(std::move(known).error());
    made.known_ = *std::move(known);
    // The journal of a log in Kafka may be behind: a process reads on from there.
    std::error_code error;
    if (!std::filesystem::exists(layout.log(), error)) made.known_.positions.clear();
    if (std::filesystem::exists(layout.accesses(), error)) made.accesses_folder_ = layout.accesses();
    return made;
}

bool folder_check::is_unreadable(const std::string& table) const {
    return std::any_of(known_.tables.begin(), known_.tables.end(),
                       [&](const auto& each) { return each.table == table; });
}

expected<void> folder_check::run(const journal& history, fault_list& faults) {
    for (const auto& each : known_.tables)
        faults.add({"unreadable", std::nullopt, "", "table " + each.table + ": " + each.why.context});
    const auto beyond = shortfalls(history, known_.positions);
    if (!beyond) return tl::unexpected(beyond.error());
    for (const auto& each : *beyond) {
        const position at{each.known.read_to.partition, each.ends_at};
        faults.add({each.other_log ? "table_differs" : "log_ends_early",
                    each.other_log ? std::nullopt : std::optional(at), "", each.what});
    }
    return run_accesses(faults);
}

expected<void> folder_check::run_accesses(fault_list& faults) {
    if (accesses_folder_.empty()) return {};
    const auto read = check_access_chain(accesses_folder_);
    if (!read) return tl::unexpected(read.error());
    accesses_ = read->entries;
    for (const auto& each : read->faults) {
        const std::string place = each.unreadable ? "" : each.file + ", octet " + std::to_string(each.octet) + ": ";
        faults.add({each.unreadable ? "unreadable" : "access_log_differs", std::nullopt, "", place + each.what});
    }
    return {};
}

}  // namespace parcours::replay
