// SPDX-License-Identifier: Apache-2.0
#include "infra/rocksdb/storage_memory.hpp"
#include "infra/tables/tables_on_disk.hpp"
#include "tests/contracts/tables_contract.hpp"
#include "tests/support/scratch_folder.hpp"

namespace parcours {
namespace {

class on_disk_under_test final : public tables_under_test {
  public:
    tables& all() override { return *all_; }
    void reopen() override { all_ = std::make_unique<tables_on_disk>(folder_.path(), memory_); }

  private:
    scratch_folder folder_;
    storage_memory memory_{std::size_t{32} << 20};
    std::unique_ptr<tables_on_disk> all_ = std::make_unique<tables_on_disk>(folder_.path(), memory_);
};

const tables_kind on_disk{"OnDisk", [] { return std::make_unique<on_disk_under_test>(); }};

INSTANTIATE_TEST_SUITE_P(OnDisk, ATable, testing::Values(on_disk), tables_kind_name);
INSTANTIATE_TEST_SUITE_P(OnDisk, ABuild, testing::Values(on_disk), tables_kind_name);

}  // namespace
}  // namespace parcours
