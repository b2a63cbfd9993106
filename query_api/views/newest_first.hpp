// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "projections/rows.hpp"

namespace parcours {

// How many entries of lists one request looks through; beyond it a page ends early, with a cursor to go on from.
inline constexpr std::size_t entries_of_request_max = 50'000;

// An entry of a list whose keys go on with a time and a stream's id.
struct dated_entry {
    bytes rest;  // of its key: the time, the stream, and what else tells events apart; sorts as time does
    id128 stream;
    bytes value;
};

// From when to when: since ≤ time < until.
struct period {
    std::optional<instant> since;
    std::optional<instant> until;
};

// Several lists of one projection as one, newest first: each page costs a look-up for each list and little more.
// Not thread-safe; the snapshot outlives it.
class newest_first {
  public:
    enum class kind : std::uint8_t { rows, events };  // entries of rows, or of single events
    // `after`: the `rest` of the last entry that was shown; empty: from the newest.
    newest_first(const table_snapshot& from, kind what, std::vector<entry_key> lists, byte_view after, period when);

    // The next entries whose value is `wanted`, at most `count` and newest first; fewer where `done` or where a bound was
    // reached, which `reached` then tells.
    expected<std::vector<dated_entry>> next(std::size_t count, const std::function<bool(byte_view value)>& wanted);
    bool done() const { return done_; }
    // Where to go on from: what `after` will have to be.
    const bytes& reached() const { return after_; }

  private:
    struct gathering;
    expected<void> gather(const entry_key& list, gathering& into, const std::function<bool(byte_view)>& wanted) const;

    const table_snapshot& from_;
    kind what_;
    std::vector<entry_key> lists_;
    bytes after_;
    bytes oldest_;  // `rest` of nothing older is shown
    bool done_ = false;
};

}  // namespace parcours
