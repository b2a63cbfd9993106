// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "infra/rocksdb/storage_memory.hpp"
#include "tests/support/scratch_folder.hpp"
#include "tests/support/written_history.hpp"

namespace parcours {

// A platform's data folder whose log is a written history, and the program as an operator types it there.
class a_data_folder {
  public:
    explicit a_data_folder(const written_history& from) : a_data_folder(from, [](const position&, bytes&) {}) {}
    // `damage` may change what is kept of a frame after it was accepted.
    a_data_folder(const written_history& from, const std::function<void(const position&, bytes&)>& damage);

    // Keeps every read model as a process that followed the history until its end, or until `offsets`, has them.
    void fold_tables(const journal& history);
    std::string path() const { return folder_.path(); }

    // Runs the program in this process; the exit code is answered, what it wrote is in `out` and `err`.
    int run(std::vector<std::string> words);
    std::string out;
    std::string err;

  private:
    scratch_folder folder_;
    storage_memory memory_{std::size_t{32} << 20};
};

std::vector<std::string> lines_of(const std::string& text);

}  // namespace parcours
