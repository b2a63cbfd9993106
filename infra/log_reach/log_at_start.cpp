// SPDX-License-Identifier: Apache-2.0
#include "infra/log_reach/log_at_start.hpp"

#include <algorithm>
#include <filesystem>

#include "infra/embedded/embedded_reader.hpp"
#include "infra/rocksdb/missing_files.hpp"

namespace parcours {
namespace {

namespace files = std::filesystem;

bool is_there(const files::path& file) {
    std::error_code error;
    return files::exists(file, error);
}

}  // namespace

expected<log_at_start> log_at_start::read(const data_layout& where, const storage_memory& memory) {
    auto known = known_in_folder::read(where, "", memory);
    if (!known) return tl::unexpected(std::move(known).error());
    return log_at_start(where, memory, *std::move(known));
}

expected<void> log_at_start::check(bool end_is_given_up) const {
    if (auto whole = check_no_file_is_missing(where_.log(), nullptr); !whole) return whole;
    const bool known = std::any_of(known_.positions.begin(), known_.positions.end(),
                                   [](const known_position& each) { return each.read_to.offset >= 0; });
    if (!is_there(where_.log() + "/CURRENT") && known)
        return failed(failure_code::corrupt, where_.log() + " holds no log, and " + known_.positions.front().reader +
                                                 " beside it has read one");
    if (!known || end_is_given_up) return {};
    const auto log = embedded_reader::open(where_.log(), "", *memory_);
    if (!log && log.error().code == failure_code::unavailable) return tl::unexpected(log.error());
    if (!log) return failed(failure_code::corrupt, log.error().context);
    return history_reaches((*log)->history(), known_.positions);
}

expected<std::vector<std::string>> log_at_start::drop_tables_beyond(const journal& history) const {
    std::vector<std::string> dropped;
    const auto beyond = shortfalls(history, known_.positions);
    if (!beyond) return tl::unexpected(beyond.error());
    for (const auto& each : *beyond) {
        if (each.known.table.empty() || (!dropped.empty() && dropped.back() == each.known.table)) continue;
        std::error_code error;
        files::remove_all(files::path(where_.tables()) / each.known.table, error);
        if (error)
            return failed(failure_code::io, "the table " + each.known.table + " cannot be removed: " + error.message());
        dropped.push_back(each.known.table);
    }
    return dropped;
}

}  // namespace parcours
