// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <list>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "infra/vault/records.hpp"

namespace parcours {

// A key of a person's ring, without its secret.
struct ring_key {
    category_name category{};  // zero: the `documents` key
    id128 scope;
    key_id id{};
    std::uint64_t ticket = 0;  // of the write that made it; 0: durable
};

// What the vault knows of a person while it is at hand: no secrets, those lie in the slab.
struct person_entry {
    bool exists = false;
    bool ring_known = false;
    person_record record;
    std::vector<fence> fences;  // all of the person's, in order
    std::vector<ring_key> ring;

    const ring_key* find(category_name category, const id128& scope) const;
    // Closed to opening and to minting.
    bool is_closed(const key_record& record_of, const key_id& id) const;
};

// The persons that were asked for last, in shards each with a lock of its own. Threads: any.
class person_cache {
  public:
    explicit person_cache(std::size_t persons_max);

    // A shard is locked by whoever uses it, and never while reading from disk: what was read is entered only if
    // `changes` is what it was before, else it is read again.
    class shard {
      public:
        std::mutex guard;
        std::uint64_t changes = 0;  // raised by whoever writes something of a person of this shard

        // The last use counts; null where it is not at hand.
        person_entry* find(const person_id& person);
        person_entry& put(const person_id& person, person_entry entry);
        void forget(const person_id& person);

      private:
        friend class person_cache;
        using pairs = std::list<std::pair<person_id, person_entry>>;
        pairs used_;  // the latest first
        std::unordered_map<person_id, pairs::iterator, id_hash> places_;
        std::size_t persons_max_ = 0;
    };
    shard& of(const person_id& person);

  private:
    std::array<shard, 64> shards_;
};

}  // namespace parcours
