// SPDX-License-Identifier: Apache-2.0
#include "infra/tables/kept_positions.hpp"

#include <algorithm>
#include <memory>

#include <rocksdb/db.h>

#include "infra/rocksdb/database.hpp"
#include "infra/tables/stored_table.hpp"
#include "infra/tables/table_place.hpp"
#include "projections/table_keys.hpp"

namespace parcours {
namespace {

namespace files = std::filesystem;

// The partition whose position stands under this key (projections/table_keys.hpp).
std::optional<partition_number> partition_of(byte_view key) {
    partition_number number = 0;
    for (const char each : key.substr(1)) number = number << 8U | static_cast<unsigned char>(each);
    return position_key(number) == key ? std::optional(number) : std::nullopt;
}

expected<void> read_positions(database& store, kept_positions& into) {
    const bytes first = position_key(0);
    const std::unique_ptr<rocksdb::Iterator> at(store->NewIterator(rocksdb::ReadOptions()));
    for (at->Seek(rocksdb::Slice(first)); at->Valid() && at->key().starts_with(first.substr(0, 1)); at->Next()) {
        const auto partition = partition_of(at->key().ToStringView());
        const auto read = parse_position_value(at->value().ToStringView());
        if (!read) return tl::unexpected(read.error());
        if (!partition) return failed(failure_code::corrupt, "a table holds a position of no partition");
        into.read.push_back({read->generation, {*partition, read->offset}});
    }
    return at->status().ok() ? expected<void>{} : failed_with(at->status(), "a table cannot be read");
}

expected<void> read_table(const table_place& where, const std::string& own_folder, const storage_memory& memory,
                          kept_positions& into) {
    const auto current = where.at(table_place::pointer::current);
    if (!current) return tl::unexpected(current.error());
    if (!*current) return {};
    database_settings settings;
    settings.folder = (*current)->string();
    settings.families = {table_family()};
    auto store = database::open_beside(settings, own_folder, memory);
    if (!store) return tl::unexpected(std::move(store).error());
    return read_positions(**store, into);
}

}  // namespace

std::string how_to_mend(const files::path& table_folder) {
    return "it holds nothing that the log does not: with no process running, remove the folder " +
           table_folder.string() + ", and it is folded anew at the next start";
}

expected<std::vector<kept_positions>> read_kept_positions(const files::path& root, const std::string& own_folder,
                                                          const storage_memory& memory) {
    std::vector<kept_positions> all;
    std::error_code error;
    if (!files::exists(root, error)) return all;
    for (files::directory_iterator each(root, error), past; !error && each != past; each.increment(error)) {
        const std::string name = each->path().filename().string();
        const auto named = read_place_name(name);
        if (!named) continue;
        kept_positions one{name, {}, {}};
        if (auto read = read_table(table_place(root, named->projection, named->version), own_folder, memory, one);
            !read)
            one.damage = std::move(read).error();
        all.push_back(std::move(one));
    }
    if (error) return failed(failure_code::io, "cannot list " + root.string() + ": " + error.message());
    std::sort(all.begin(), all.end(), [](const auto& one, const auto& other) { return one.table < other.table; });
    return all;
}

}  // namespace parcours
