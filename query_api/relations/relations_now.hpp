// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "query_api/relations/relation_reader.hpp"
#include "query_api/services.hpp"

namespace parcours {

// The relations as they are when this is made: after the rows that they guard were read (architecture.md, "The way of
// a read"). Not thread-safe; one for each request.
class relations_now {
  public:
    explicit relations_now(const read_models& models);
    const relation_reader* operator->() const { return &reader_; }
    const relation_reader& operator*() const { return reader_; }

  private:
    std::unique_ptr<table_snapshot> links_;
    std::unique_ptr<table_snapshot> accounts_;
    std::unique_ptr<table_snapshot> applications_;
    std::unique_ptr<table_snapshot> sponsorships_;
    relation_reader reader_;  // must come last: it reads the others
};

}  // namespace parcours
