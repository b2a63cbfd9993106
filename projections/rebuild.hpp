// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <span>

#include "events/ports/journal.hpp"
#include "projections/fold.hpp"

namespace parcours {

struct rebuild_settings {
    std::size_t memory_max = std::size_t{256}
                             << 20;  // octets for rows under way; beyond it streams are folded in several passes
};

struct rebuild_progress {
    std::uint64_t commits_read = 0;
    std::uint64_t commits_total = 0;  // about; of all passes planned so far
    std::size_t passes = 1;
};

struct rebuilt {
    std::uint64_t commits = 0;
    std::uint64_t events = 0;
    std::size_t passes = 1;
    std::vector<std::int64_t> offsets;  // the table is level with the history up to here, by partition
};

// Folds the whole history anew, stream by stream, into a fresh table beside the running one, which is left alone;
// `tables::replace` puts it in place. An event that cannot be decoded stops it. Needs no key of any person.
// `tell` is called now and then; answering false stops with `failure_code::stopped`.
expected<rebuilt> rebuild(const fold& what, const journal& history, tables& where, const rebuild_settings& settings,
                          const std::function<bool(const rebuild_progress&)>& tell);
// The same for several projections in one reading of the history, which costs more than most folds do; all share the
// memory. In the order asked.
expected<std::vector<rebuilt>> rebuild(std::span<const fold* const> all, const journal& history, tables& where,
                                       const rebuild_settings& settings,
                                       const std::function<bool(const rebuild_progress&)>& tell);

}  // namespace parcours
