// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "infra/access_log/access_files.hpp"
#include "infra/credentials/page_token_sealer.hpp"
#include "infra/credentials/stored_credentials.hpp"
#include "infra/processes/process_log.hpp"
#include "infra/settings/data_layout.hpp"
#include "infra/tables/tables_on_disk.hpp"
#include "infra/vault/unique_index_store.hpp"
#include "infra/vault/vault.hpp"

namespace parcours {

class storage_memory;

// All that a process keeps on disk, opened in the order in which parts need each other and closed in reverse. Threads:
// opened and closed by one; what it holds says for itself.
struct process_stores {
    ~process_stores();

    // Makes what is missing of a new folder. `unavailable`: another process has it.
    static expected<std::unique_ptr<process_stores>> open(const process_settings& settings, const clock& time,
                                                          entropy& random);

    data_layout where;
    std::unique_ptr<storage_memory> memory;
    std::unique_ptr<vault> secrets;
    std::unique_ptr<unique_index_store> uniques;
    std::unique_ptr<stored_credentials> accounts;
    std::unique_ptr<page_token_sealer> tokens;
    std::unique_ptr<access_files> accesses;
    std::unique_ptr<process_log> log;
    std::unique_ptr<tables_on_disk> tables;
};

}  // namespace parcours
