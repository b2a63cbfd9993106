// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>

#include "tests/workload/words.hpp"

namespace parcours::workload {

// Texts made beforehand, as strings of JSON: writing them would cost more than the requests do.
class load_texts {
  public:
    load_texts(std::uint64_t seed, topic about) {
        random_source random(seed);
        for (std::size_t i = 0; i < kept; ++i)
            all_.push_back(boost::json::serialize(boost::json::string(write_text(random, about))));
    }
    const std::string& next() { return all_[turn_++ % all_.size()]; }

  private:
    static constexpr std::size_t kept = 64;
    std::vector<std::string> all_;
    std::size_t turn_ = 0;
};

}  // namespace parcours::workload
