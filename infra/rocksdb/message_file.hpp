// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

namespace rocksdb {
class Logger;
}

namespace parcours {

// Where a database says what it does, for an operator: `<folder>/messages`, bounded, the file before it kept beside.
// Its own logger ends the process where the disk is full; this one drops what cannot be written.
std::shared_ptr<rocksdb::Logger> message_file(const std::string& folder);

}  // namespace parcours
