// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "projections/tables.hpp"

namespace parcours {

// Tables as sorted maps; a snapshot is a copy. Threads: any.
class tables_in_memory final : public tables {
  public:
    using pairs = std::map<bytes, bytes>;

    expected<std::unique_ptr<table>> open(std::string_view projection, int version) override;
    expected<std::unique_ptr<table_builder>> build(std::string_view projection, int version) override;
    expected<std::unique_ptr<table>> replace(std::string_view projection, int version) override;
    expected<std::vector<int>> versions(std::string_view projection) const override;
    expected<void> remove(std::string_view projection, int version) override;

    // What a table holds now.
    pairs content(std::string_view projection, int version) const;
    // From now on every write fails, as on a full disk; after `writes` more have succeeded.
    void fail_writes(std::size_t writes = 0) {
        const std::lock_guard hold(shelf_->guard);
        shelf_->writes_left = writes;
    }
    // There is room again.
    void allow_writes() { fail_writes(static_cast<std::size_t>(-1)); }

    struct shelf {
        mutable std::mutex guard;
        std::map<std::pair<std::string, int>, std::shared_ptr<pairs>> all;
        std::map<std::pair<std::string, int>, std::shared_ptr<pairs>> built;
        std::size_t writes_left = static_cast<std::size_t>(-1);
    };

  private:
    std::shared_ptr<shelf> shelf_ = std::make_shared<shelf>();  // shared with the tables that were opened
};

}  // namespace parcours
