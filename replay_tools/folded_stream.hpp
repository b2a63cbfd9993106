// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>

#include "projections/fold.hpp"

namespace boost::json {
class object;
}

namespace parcours::replay {

// One stream folded as the read models fold it, without any table. Not thread-safe.
class folded_stream {
  public:
    explicit folded_stream(const stream_id& stream);
    ~folded_stream();

    // REQUIRES: parts come in order.
    expected<void> add(const position& at, const commit& content, const stream_part& part);
    // The row so far; the fold ends with it. False: streams of this kind have no row, or nothing was added.
    expected<bool> show(boost::json::object& into);

  private:
    stream_id stream_;
    std::unique_ptr<fold_from_scratch> scratch_;  // empty: no projection is of this kind
};

}  // namespace parcours::replay
