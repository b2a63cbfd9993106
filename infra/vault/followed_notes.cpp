// SPDX-License-Identifier: Apache-2.0
#include "infra/vault/followed_notes.hpp"

#include <algorithm>
#include <memory>

#include <rocksdb/db.h>

#include "infra/rocksdb/database.hpp"
#include "infra/rocksdb/missing_files.hpp"
#include "infra/vault/records.hpp"

namespace parcours {
namespace {

constexpr char form = 1;
constexpr std::size_t key_octets = 1 + 4;
constexpr std::size_t note_octets = 1 + 16 + 8;

}  // namespace

bytes followed_key(partition_number partition) {
    bytes key(1, static_cast<char>(record_space::followed));
    for (int shift = 24; shift >= 0; shift -= 8) key += static_cast<char>(partition >> shift & 0xff);
    return key;
}

bytes followed_value(const followed_note& note) {
    bytes value(1, form);
    value += view(note.generation);
    append_u64(value, static_cast<std::uint64_t>(note.next));
    return value;
}

expected<followed_note> parse_followed(partition_number partition, byte_view value) {
    if (value.size() != note_octets || value.front() != form)
        return failed(failure_code::corrupt, "what was noted of ended sessions is of no known form");
    followed_note found;
    found.partition = partition;
    std::copy_n(value.begin() + 1, found.generation.size(), found.generation.begin());
    found.next = static_cast<std::int64_t>(read_u64(value.data() + 1 + found.generation.size()));
    return found;
}

expected<std::vector<followed_note>> read_followed_notes(const std::filesystem::path& vault_folder,
                                                         const std::string& own_folder, const storage_memory& memory) {
    std::vector<followed_note> all;
    const auto folder = vault_folder / "store";
    std::error_code error;
    if (!std::filesystem::exists(folder / "CURRENT", error)) {
        if (auto whole = check_no_file_is_missing(folder.string(), nullptr); !whole)
            return tl::unexpected(std::move(whole).error());
        return all;
    }
    database_settings settings;
    settings.folder = folder.string();
    const auto store = database::open_beside(settings, own_folder, memory);
    if (!store) return tl::unexpected(store.error());
    const std::unique_ptr<rocksdb::Iterator> at((**store)->NewIterator(rocksdb::ReadOptions()));
    const bytes space(1, static_cast<char>(record_space::followed));
    for (at->Seek(rocksdb::Slice(space)); at->Valid() && at->key().starts_with(space); at->Next()) {
        if (at->key().size() != key_octets) continue;
        partition_number partition = 0;
        for (std::size_t each = 1; each < key_octets; ++each)
            partition = partition << 8U | static_cast<unsigned char>(at->key()[each]);
        auto note = parse_followed(partition, at->value().ToStringView());
        if (!note) return tl::unexpected(std::move(note).error());
        all.push_back(*note);
    }
    if (!at->status().ok()) return failed_with(at->status(), "the vault's store cannot be read");
    return all;
}

}  // namespace parcours
