// SPDX-License-Identifier: Apache-2.0
#include "tests/infra/embedded/embedded_under_test.hpp"

#include <rocksdb/db.h>

#include "infra/journal/families.hpp"
#include "infra/journal/journal_format.hpp"
#include "infra/rocksdb/database.hpp"

namespace parcours {

expected<void> embedded_under_test::open(log_listener& reads, append_listener& failures) {
    auto opened = embedded_log::open(settings, random, memory);
    if (!opened) return tl::unexpected(std::move(opened).error());
    log = *std::move(opened);
    log->start(reads, failures);
    return {};
}

bool embedded_under_test::tamper(const position& at) {
    database_settings whole;
    whole.folder = settings.folder;
    whole.families.resize(family_count);
    whole.families[frames_family].name = "frames";
    whole.families[commands_family].name = "commands";
    const auto store = database::open(whole, memory);
    if (!store) return false;
    const bytes key = journal_format::frame_key(at);
    auto* frames = (*store)->family(frames_family);
    std::string octets;
    if (!(**store)->Get({}, frames, key, &octets).ok()) return false;
    octets.back() = static_cast<char>(octets.back() ^ 1);
    return (**store)->Put({}, frames, key, octets).ok();
}

}  // namespace parcours
