// SPDX-License-Identifier: Apache-2.0
#include "infra/processes/process_stores.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>

#include <sys/stat.h>

#include "infra/rocksdb/storage_memory.hpp"
#include "infra/vault/anchor_file.hpp"

namespace parcours {
namespace {

constexpr std::size_t mebibyte = std::size_t{1} << 20;
// What may lie in a folder before a platform has begun there: what an interrupted first start leaves, a demo's note, and
// what file systems make.
constexpr std::array<std::string_view, 8> names_at_first{"log",    "journal",  "tables",    "vault",
                                                         "anchor", "accesses", "demo.json", "lost+found"};

// Whether it is a platform's, or empty: what somebody keeps in a folder that was named by mistake is not closed to others,
// and no platform begins among it.
expected<void> check_folder(const data_layout& where) {
    namespace files = std::filesystem;
    std::error_code error;
    for (const auto& database : {where.log(), where.journal(), where.vault() + "/store"})
        if (files::exists(database + "/CURRENT", error)) return {};
    if (files::exists(where.anchor(), error)) return {};
    for (files::directory_iterator at(where.folder, error), past; !error && at != past; at.increment(error)) {
        const auto name = at->path().filename().string();
        if (std::find(names_at_first.begin(), names_at_first.end(), name) != names_at_first.end()) continue;
        return failed(failure_code::invalid, "the folder " + where.folder +
                                                 " is no platform's data folder, and not empty: "
                                                 "it holds " +
                                                 name + ". Name an empty one, or the one that the platform has");
    }
    return {};
}

expected<void> make_folder(const std::string& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) return failed(failure_code::io, "the folder " + folder + " cannot be made: " + error.message());
    if (::chmod(folder.c_str(), S_IRWXU) != 0)
        return failed(failure_code::io, "the folder " + folder + " cannot be closed to others");
    return {};
}

}  // namespace

process_stores::~process_stores() = default;

expected<std::unique_ptr<process_stores>> process_stores::open(const process_settings& settings, const clock& time,
                                                               entropy& random) {
    auto made = std::make_unique<process_stores>();
    made->where = {settings.data_folder};
    if (auto ours = check_folder(made->where); !ours) return tl::unexpected(ours.error());
    if (auto folder = make_folder(settings.data_folder); !folder) return tl::unexpected(folder.error());
    made->memory = std::make_unique<storage_memory>(static_cast<std::size_t>(settings.memory_budget_mib) * mebibyte);

    // First, so that a log that is refused leaves everything as it was.
    auto log = process_log::open(settings, *made->memory, random);
    if (!log) return tl::unexpected(std::move(log).error());
    made->log = *std::move(log);

    const auto lived = made->log->has_history();
    if (!lived) return tl::unexpected(lived.error());
    vault_settings kept;
    kept.log = made->log->history().shape().generation;
    kept.log_has_history = *lived;
    kept.folder = made->where.vault();
    kept.keys_cached_max = static_cast<std::size_t>(settings.vault_keys_cached_max);
    auto secrets =
        vault::open(kept, std::make_unique<anchor_file>(made->where.anchor(), random), *made->memory, time, random);
    if (!secrets) return tl::unexpected(std::move(secrets).error());
    made->secrets = *std::move(secrets);
    made->uniques = std::make_unique<unique_index_store>(made->secrets->store(), made->secrets->keys_of_page(), time);
    credential_settings signing;
    signing.threads = static_cast<std::size_t>(settings.credentials_threads);
    signing.queue_max = static_cast<std::size_t>(settings.credentials_queue_max);
    signing.wait_ms_max = settings.credentials_wait_s * 1'000;
    signing.failures_per_minute = static_cast<double>(settings.credentials_failures_per_minute);
    signing.client_failures_per_minute = static_cast<double>(settings.credentials_client_failures_per_minute);
    signing.queue_of_client_max = static_cast<std::size_t>(settings.credentials_queue_of_client_max);
    signing.sessions_of_account_max = static_cast<std::size_t>(settings.credentials_sessions_max);
    made->accounts = std::make_unique<stored_credentials>(made->secrets->store(), *made->secrets, *made->uniques, time,
                                                          random, signing);
    made->tokens = std::make_unique<page_token_sealer>(made->secrets->keys_of_page(), random);

    auto accesses = access_files::open({made->where.accesses()});
    if (!accesses) return tl::unexpected(std::move(accesses).error());
    made->accesses = *std::move(accesses);
    made->tables = std::make_unique<tables_on_disk>(made->where.tables(), *made->memory);
    return made;
}

}  // namespace parcours
