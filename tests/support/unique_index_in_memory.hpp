// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "events/ports/clock.hpp"
#include "events/ports/unique_index.hpp"

namespace parcours {

// The unique index as sorted values in clear, with outages. Threads: any.
class unique_index_in_memory final : public unique_index {
  public:
    explicit unique_index_in_memory(const clock& time) : time_(time) {}

    expected<bool> reserve(unique_kind kind, std::string_view value, const command_id& command,
                           partition_number partition, const id128& holder) override;
    expected<void> confirm(const command_id& command, unique_kind kind, const id128& holder) override;
    expected<void> release(const command_id& command) override;
    expected<std::optional<id128>> find(unique_kind kind, std::string_view value) const override;
    expected<std::vector<open_reservation>> open_reservations(instant reserved_before) const override;

    // While it lasts nothing is reserved.
    void set_outage(bool lasts);
    // Reserved or confirmed.
    bool is_held(unique_kind kind, std::string_view value) const;

  private:
    using place = std::pair<unique_kind, std::string>;
    struct entry {
        bool held = false;
        id128 holder;
        std::size_t reservations = 0;
    };
    struct reservation {
        open_reservation by;
        std::string value;
        bool settled = false;
    };
    void free_if_unused(const place& where);

    const clock& time_;
    mutable std::mutex guard_;
    std::map<place, entry> values_;
    std::map<std::pair<command_id, unique_kind>, reservation> reservations_;
    bool outage_ = false;
};

}  // namespace parcours
