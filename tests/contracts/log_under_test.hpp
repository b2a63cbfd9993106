// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <ostream>
#include <string>

#include "events/ports/journal.hpp"
#include "events/ports/log_reader.hpp"
#include "events/ports/log_writer.hpp"

namespace parcours {

// A log of any kind, as the contract's tests see it: empty when it is made, of at least two partitions.
class log_under_test {
  public:
    virtual ~log_under_test() = default;
    // Opens it, the second time as it was left; both are told from now on, until `close`.
    virtual expected<void> open(log_listener& reads, append_listener& failures) = 0;
    virtual void close() = 0;
    // REQUIRES: it is open.
    virtual log_writer& writer() = 0;
    virtual const log_reader& records() = 0;
    virtual const journal& history() = 0;
    // Another process's writer, where there can be one.
    virtual log_writer& rival() { return writer(); }
    // Lets happen what waits, where nothing happens by itself.
    virtual void settle() {}
    // Changes the last octet of a stored record. REQUIRES: it is closed. False: out of a test's reach.
    virtual bool tamper(const position& at) = 0;
};

// How to make one, and why not here: a reason skips the tests.
struct log_kind {
    std::string name;
    std::function<std::unique_ptr<log_under_test>()> make;
    std::function<std::string()> missing = [] { return std::string(); };
};
inline void PrintTo(const log_kind& kind, std::ostream* out) { *out << kind.name; }

}  // namespace parcours
