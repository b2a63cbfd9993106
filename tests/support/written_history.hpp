// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <vector>

#include "events/codec/codec.hpp"
#include "tests/support/journal_in_memory.hpp"

namespace parcours {

// An accepted history as a test writes it: positions, versions, command ids and times follow from the order alone.
// Personal fields are given sealed (`cell_of`), so that no key is needed. Not thread-safe.
class written_history {
  public:
    static constexpr token128 generation{1};
    static constexpr instant beginning{1'767'225'600'000};  // 2026-01-01
    static constexpr std::int64_t step_ms = 60'000;         // between two commits

    explicit written_history(partition_number partitions = 1) : history_({generation, partitions}) {}

    // One commit that adds these events to one stream.
    template <stream_family Stream>
    accepted add(const typename Stream::id& stream, const std::vector<typename Stream::event>& events,
                 actor by = some_actor()) {
        const stream_id id{Stream::kind, id_of(stream)};
        stream_part part{id, versions_[id] + 1, {}};
        for (const auto& each : events) part.events.push_back(stored<Stream>(each, id));
        return add_parts({std::move(part)}, std::move(by));
    }
    // One commit of these parts as they are.
    accepted add_parts(std::vector<stream_part> parts, actor by = some_actor());
    template <stream_family Stream>
    static stored_event stored(const typename Stream::event& happened, const stream_id& stream) {
        auto encoded = encode_event<Stream>(happened, stream, [](const seal_request&) -> expected<bytes> {
            return failed(failure_code::invalid, "a test gives personal fields sealed");
        });
        check(encoded.has_value(), "a test gives personal fields sealed");
        return *std::move(encoded);
    }

    // Commits in the order in which they were accepted.
    const std::vector<accepted>& all() const { return all_; }
    std::uint64_t version_of(const stream_id& stream) const {
        const auto found = versions_.find(stream);
        return found == versions_.end() ? 0 : found->second;
    }
    // The last version of each stream.
    const std::map<stream_id, std::uint64_t>& streams() const { return versions_; }
    std::vector<position> ends() const;
    journal_in_memory& journal() { return history_; }
    const journal_in_memory& journal() const { return history_; }

    static actor some_actor() { return {person_id{{1, 99}}, "companion", {}}; }
    static instant time_of(std::size_t commit) { return {beginning.ms + static_cast<std::int64_t>(commit) * step_ms}; }

  private:
    static id128 id_of(const id128& id) { return id; }
    template <class Kind>
    static id128 id_of(const typed_id<Kind>& id) {
        return id.value;
    }
    journal_in_memory history_;
    std::vector<accepted> all_;
    std::map<stream_id, std::uint64_t> versions_;
};

// What stands for a sealed cell where nobody opens it.
inline sealed cell_of(std::string_view what) { return {"cell of " + std::string(what)}; }

}  // namespace parcours
