// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "events/cell.hpp"
#include "events/group.hpp"
#include "events/ports/clock.hpp"
#include "events/ports/keys.hpp"
#include "query_api/access_log.hpp"
#include "query_api/caller.hpp"

namespace parcours {

// A cell after opening: the encoded value, or gone for ever. "Unavailable" is never among them: then nothing is rendered.
using opened_cell = std::variant<bytes, erased>;

// Opens the cells of one answer: those that were asked for and no other, keys in one batch, one access-log entry.
// Not thread-safe; one for each request.
class opener {
  public:
    // `purpose`: the operation, as the access log names it.
    opener(keys& vault, access_log& log, const clock& time, const caller& by, std::string purpose);

    // Asks for a cell, in the group by which the viewer may read it; answers its number. An empty cell is not asked for.
    std::size_t ask(const kept_cell& cell, group in);
    // Opens all that was asked for; tells the entry that must be recorded before anything of it leaves, if any cell is
    // another person's. `unavailable`: the vault did not answer or does not know a key, and nothing may be rendered;
    // `corrupt`: a cell is not what it says.
    expected<std::optional<access_entry>> open();
    // REQUIRES: `open` succeeded.
    const opened_cell& at(std::size_t number) const { return opened_[number]; }
    const kept_cell& cell(std::size_t number) const { return asked_[number].cell; }

  private:
    struct asked {
        kept_cell cell;
        group in;
    };
    keys& vault_;
    access_log& log_;
    const clock& time_;
    const caller& by_;
    std::string purpose_;
    std::vector<asked> asked_;
    std::vector<opened_cell> opened_;
};

}  // namespace parcours
