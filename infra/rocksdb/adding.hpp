// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

namespace rocksdb {
class MergeOperator;
}

namespace parcours {

// Merges numbers of 8 octets (little-endian, two's complement) by adding them. The one operator serves all databases.
std::shared_ptr<rocksdb::MergeOperator> adding();

}  // namespace parcours
