// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "events/bytes.hpp"
#include "events/failure.hpp"

namespace parcours {

// What changes together: applied whole or not at all.
class table_batch {
  public:
    void put(bytes key, bytes value) { changes_.push_back({kind::put, std::move(key), std::move(value), 0}); }
    void erase(bytes key) { changes_.push_back({kind::erase, std::move(key), {}, 0}); }
    // Adds to a counter, which reads as 0 where there is none.
    void add(bytes key, std::int64_t delta) { changes_.push_back({kind::add, std::move(key), {}, delta}); }

    enum class kind : std::uint8_t { put, erase, add };
    struct change {
        kind what;
        bytes key;
        bytes value;
        std::int64_t delta;
    };
    const std::vector<change>& changes() const { return changes_; }
    bool empty() const { return changes_.empty(); }
    void clear() { changes_.clear(); }

  private:
    std::vector<change> changes_;
};

// A table as it was at one moment. Threads: one at a time.
class table_snapshot {
  public:
    virtual ~table_snapshot() = default;
    virtual expected<std::optional<bytes>> get(byte_view key) const = 0;
    // In the order asked; one batch.
    virtual expected<std::vector<std::optional<bytes>>> get_many(const std::vector<bytes>& keys) const = 0;
    // Shows the pairs whose key starts with `prefix`, ascending from the first key ≥ `from` (or the prefix's first
    // where `from` is empty), or descending from the last key ≤ `from` (or the prefix's last), until `show` answers no.
    enum class direction : std::uint8_t { ascending, descending };
    using show_pair = std::function<bool(byte_view key, byte_view value)>;
    virtual expected<void> scan(byte_view prefix, byte_view from, direction way, const show_pair& show) const = 0;
};

// The value of a counter as a table keeps it: 8 octets, little-endian, two's complement; nothing reads as 0.
std::int64_t counter_value(const std::optional<bytes>& stored);

// The tables of one version of one projection: one directory of their own. Threads: any; one writer at a time.
class table {
  public:
    virtual ~table() = default;
    virtual std::unique_ptr<table_snapshot> snapshot() const = 0;
    // Durable no later than `flush`; a crash before keeps a prefix of the batches, each whole.
    virtual expected<void> write(const table_batch& batch) = 0;
    virtual expected<void> flush() = 0;
};

// A table being built beside the running one, as ascending runs of keys; runs may interleave, a key stands in one alone.
class table_builder {
  public:
    virtual ~table_builder() = default;
    virtual expected<void> put(byte_view key, byte_view value) = 0;
    // The next key begins a new run.
    virtual expected<void> next_run() = 0;
    // Makes what was put durable, as a table that `tables::open` will find.
    virtual expected<void> finish() = 0;
};

// Where tables live. Threads: any.
class tables {
  public:
    virtual ~tables() = default;
    // Opens the table of this projection and version, an empty one where there is none.
    virtual expected<std::unique_ptr<table>> open(std::string_view projection, int version) = 0;
    // Starts a fresh table; what an earlier unfinished build left is thrown away.
    virtual expected<std::unique_ptr<table_builder>> build(std::string_view projection, int version) = 0;
    // Puts the finished build in the place of the table that `open` gives from now on.
    virtual expected<std::unique_ptr<table>> replace(std::string_view projection, int version) = 0;
    // Versions of a projection that have a directory, and removal of one that is no longer used.
    virtual expected<std::vector<int>> versions(std::string_view projection) const = 0;
    virtual expected<void> remove(std::string_view projection, int version) = 0;
};

}  // namespace parcours
