// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace parcours {

// What bounds a partition's executor. Ages and waits are measured by the clock since boot.
struct executor_settings {
    std::size_t commands_max = 4096;         // not answered yet, whatever they wait for; more: `unavailable`
    std::size_t pending_commits_max = 256;   // appended and not read back yet; 1 while another writer wins
    std::size_t group_frames_max = 128;      // of one append
    std::size_t group_bytes_max = 4U << 20;  // of one append; passed by at most one frame
    std::size_t states_bytes_max = 64U << 20;
    std::size_t routes_bytes_max = 16U << 20;
    std::uint64_t stream_events_max = 9'000;         // of one stream; then people may only end it, or what is in it
    std::uint32_t attempts_max = 100;                // times that one command is decided
    std::int64_t command_age_max_ms = 60'000;        // then it is dropped; its own deadline may be earlier
    std::int64_t read_after_wait_max_ms = 2'000;     // for the position that a command must not be decided before
    std::int64_t doubt_after_ms = 5'000;             // a commit that was not read back by then is in doubt
    std::int64_t in_doubt_answer_after_ms = 10'000;  // its askers are told so by then, and new commands turned away
    std::int64_t mark_again_after_ms = 1'000;        // a mark that was not read back by then is followed by another
    std::int64_t mark_pause_ms = 20;                 // between two marks on heads that moved
    std::int64_t retry_pause_ms = 50;                // after an append that was not sent
    std::int64_t round_trip_max_ms = 1'000;          // what a pause takes a round trip to be at most
};

// NOTE: for tests alone. A mistake that an executor can make, planted to see that the simulation finds it
// (README.md). A program always runs with `none`.
enum class planted_fault : std::uint8_t {
    none,
    id_not_looked_up_in_pending,  // C1: a retry is decided while its first try is pending
    id_not_looked_up_again,       // C2: after a lost race the command is decided without a look into history
    states_not_rolled_back,       // C3: states of lost commits stay
    snapshot_behind_head,         // C4: states and ids are read one commit behind the head
    ignored_mark_settles,         // C5: a mark that was read back ignored ends the doubt
    answers_before_read_back,     // S1
    answers_nothing_at_once,      // C7: a rejection does not wait for the pending chain
    doubt_taken_for_lost,         // S5: whatever failed is taken as never sent
    request_not_compared,         // the same id with another request gets the first one's answer
    rejection_not_recorded,       // C9: a rejection under a client's key is answered and forgotten
    serves_without_mark,          // C6, C15: who takes a partition serves before its mark is read back
    read_after_ignored,
    clock_not_clamped,     // recorded-at follows a clock that jumps back
    silence_not_doubted,   // L1: what is not read back is waited for without end
    writer_id_used_again,  // C15: of whoever makes the executor, which looks like the one before it
};

}  // namespace parcours
