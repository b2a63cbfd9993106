// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "events/charter/audience.hpp"

// What of a stream is known to whom before it passed the gate that companions keep, and what to those alone whom a
// validation lets in: they learn of what was validated, never of what it replaced (domain.md, "Who may see what").
namespace parcours {

// How an event bears on the gate.
enum class gate_step : std::uint8_t { none, edits, sends, returns, validates };

constexpr gate_step gate_step_of(std::string_view event_name) {
    if (event_name == "application_edited") return gate_step::edits;
    if (event_name == "application_submitted" || event_name == "sponsorship_requested") return gate_step::sends;
    if (event_name == "application_returned" || event_name == "sponsorship_returned") return gate_step::returns;
    if (event_name == "application_validated" || event_name == "sponsorship_validated") return gate_step::validates;
    return gate_step::none;
}

// Where a stream stands before an event.
enum class gate_place : std::uint8_t { not_sent, awaiting, returned, through };
gate_place place_after(gate_place before, gate_step step);

// By what somebody may know of an event.
struct known_by {
    group in = group::administration;
    bool before_gate = false;  // known to those alone who need no validation to read `in`
    bool operator==(const known_by&) const = default;
};
// An edit of what awaits validation belongs to what was sent, and whoever validates it must know of it; what is written
// before the first sending, or after a return, is the candidate's own.
known_by known_at(gate_place place, gate_step step, group in);
// Whether this event replaces the sending before it, which from then on is known before the gate alone.
constexpr bool replaces_sending(gate_place place, gate_step step) {
    return step == gate_step::sends && (place == gate_place::awaiting || place == gate_place::returned);
}

// Whether these audiences read the group though nothing was validated.
bool reads_before_gate(const visibility& visible, group in, const audience_set& audiences);
bool knows(const visibility& visible, const known_by& event, const audience_set& audiences);

// By what each event of one stream is known, oldest first. Not thread-safe.
class known_events {
  public:
    void add(group in, gate_step step);
    // The stream's version as this viewer knows it: how many of its events, or of its first ones, they may know of.
    std::uint64_t version_for(const visibility& visible, const audience_set& audiences) const {
        return version_for(visible, audiences, all_.size());
    }
    std::uint64_t version_for(const visibility& visible, const audience_set& audiences, std::uint64_t first) const;
    bool operator==(const known_events&) const = default;
    bool empty() const { return all_.empty(); }
    std::uint64_t size() const { return all_.size(); }
    std::size_t size_in_bytes() const { return all_.capacity() * sizeof(known_by); }

  private:
    std::vector<known_by> all_;
    gate_place place_ = gate_place::not_sent;
    std::size_t sending_ = 0;  // the last one; where `place_` is past `not_sent`
};

}  // namespace parcours
