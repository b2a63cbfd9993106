// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "events/charter/charter.hpp"
#include "events/ports/journal.hpp"
#include "events/ports/log_reader.hpp"
#include "infra/logging/logger.hpp"
#include "infra/settings/charter_file.hpp"

namespace parcours {

// The charter in force: the one adopted last in the log (architecture.md, idea 5). Threads: any.
class charter_keeper {
  public:
    charter_keeper(charter_vocabulary known, logger& log) : known_(std::move(known)), log_(log) {}

    // Reads which charter the log has adopted; where it has none, `at_first` holds, and `adopted` is false. `corrupt`: the
    // log's own charter cannot be read by this program.
    expected<void> load(const journal& history, charter at_first);
    bool adopted() const;
    // Whether the charter that this process was started with is the adopted one; where it is not, or the adopted one was
    // not understood, it decides nothing for people (domain.md, "What a charter says").
    bool is_this_files() const;
    // This process works by that file's text from now on.
    void take_file(std::string text);
    std::shared_ptr<const charter> terms() const;

    // Called with each charter that is adopted from now on. REQUIRES: before the log starts.
    void listen(std::function<void(std::shared_ptr<const charter>)> then) { then_ = std::move(then); }
    // Threads: the tailer's.
    void on_accepted(std::span<const accepted> group);

  private:
    expected<void> take(const stored_event& happened);

    const charter_vocabulary known_;
    logger& log_;
    std::function<void(std::shared_ptr<const charter>)> then_;
    mutable std::mutex guard_;
    std::shared_ptr<const charter> terms_;
    bool adopted_ = false;
    bool understood_ = true;  // the one adopted last
    std::string file_text_;
};

}  // namespace parcours
