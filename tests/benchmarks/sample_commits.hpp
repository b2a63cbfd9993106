// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "events/commit/commit.hpp"
#include "events/commit/frame.hpp"
#include "events/ports/log_reader.hpp"

namespace parcours {

// A commit of the usual size, 1.2 KB: one event of a new stream, of which most octets are sealed cells.
commit sample_commit(partition_number partition, std::uint64_t height);

// Frames that follow each other in one partition, `height` 1 and on.
std::vector<bytes> sample_frames(const log_shape& shape, partition_number partition, std::size_t count);

// A folder for one benchmark, removed at the end.
class bench_folder {
  public:
    bench_folder();
    ~bench_folder();
    bench_folder(const bench_folder&) = delete;
    bench_folder& operator=(const bench_folder&) = delete;
    const std::string& path() const { return path_; }

  private:
    std::string path_;
};

}  // namespace parcours
