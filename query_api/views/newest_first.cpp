// SPDX-License-Identifier: Apache-2.0
#include "query_api/views/newest_first.hpp"

#include <algorithm>

namespace parcours {
namespace {

constexpr std::size_t time_octets = 8;
constexpr std::size_t entries_of_list_min = 64;

// As an entry's key goes on after its list.
bytes rest_from(instant at) { return (entry_key(' ') << at).octets().substr(1); }

id128 stream_in(byte_view rest) {
    token128 octets{};
    if (rest.size() < time_octets + octets.size()) return {};
    std::copy_n(rest.begin() + time_octets, octets.size(), octets.begin());
    return id128::of(octets);
}

bool newer(const dated_entry& a, const dated_entry& b) { return a.rest > b.rest; }

}  // namespace

// The best so far, newest first, and how far back it is complete.
struct newest_first::gathering {
    std::size_t count;
    std::size_t entries_of_list_max;
    std::vector<dated_entry> best;
    bytes complete_to;  // of a list that was left at its bound; empty: complete

    bool full() const { return best.size() == count; }
    void take(dated_entry each) {
        if (full()) best.pop_back();
        best.insert(std::upper_bound(best.begin(), best.end(), each, newer), std::move(each));
    }
};

newest_first::newest_first(const table_snapshot& from, kind what, std::vector<entry_key> lists, byte_view after,
                           period when)
    : from_(from), what_(what), lists_(std::move(lists)), after_(after) {
    if (when.since) oldest_ = rest_from(*when.since);
    if (!when.until) return;
    // No entry has this very key: what was recorded at that moment goes on after it, and is newer.
    const bytes end = rest_from(*when.until);
    if (after_.empty() || end < after_) after_ = end;
}

expected<void> newest_first::gather(const entry_key& list, gathering& into,
                                    const std::function<bool(byte_view)>& wanted) const {
    std::size_t looked_at = 0;
    const auto show = [&](const found_entry& each) {
        if (each.rest < oldest_) return false;
        if (into.full() && each.rest < into.best.back().rest) return false;
        if (wanted(each.value)) into.take({bytes(each.rest), stream_in(each.rest), bytes(each.value)});
        if (++looked_at < into.entries_of_list_max) return true;
        into.complete_to = std::max(into.complete_to, bytes(each.rest));
        return false;
    };
    const auto way = table_snapshot::direction::descending;
    return what_ == kind::rows ? scan_entries(from_, list, after_, way, show)
                               : scan_event_entries(from_, list, after_, way, show);
}

expected<std::vector<dated_entry>> newest_first::next(std::size_t count,
                                                      const std::function<bool(byte_view value)>& wanted) {
    if (done_ || count == 0 || lists_.empty()) {
        done_ = done_ || lists_.empty();
        return std::vector<dated_entry>{};
    }
    gathering found{count, std::max(entries_of_list_min, entries_of_request_max / lists_.size()), {}, {}};
    for (const auto& list : lists_)
        if (auto scanned = gather(list, found, wanted); !scanned) return tl::unexpected(std::move(scanned).error());
    // What is older than where a list was left may lie behind what that list still holds.
    while (!found.best.empty() && found.best.back().rest < found.complete_to) found.best.pop_back();
    if (found.full()) {
        after_ = found.best.back().rest;
    } else if (!found.complete_to.empty()) {
        after_ = found.complete_to;
    } else {
        done_ = true;
    }
    return std::move(found.best);
}

}  // namespace parcours
