// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <list>
#include <unordered_map>
#include <utility>

namespace parcours {

// Values kept up to a budget of bytes; the one not used for longest goes first. Not thread-safe.
template <class Key, class Value, class Hash>
class byte_lru {
  public:
    explicit byte_lru(std::size_t bytes_max) : bytes_max_(bytes_max) {}

    // Null where it is not kept; else it counts as used. Lives until the next `put` or `erase`.
    const Value* find(const Key& key) {
        const auto found = places_.find(key);
        if (found == places_.end()) return nullptr;
        order_.splice(order_.begin(), order_, found->second);
        return &found->second->value;
    }
    // What is larger than the whole budget is not kept.
    void put(const Key& key, Value value, std::size_t size) {
        erase(key);
        if (size > bytes_max_) return;
        order_.push_front({key, std::move(value), size});
        places_.emplace(key, order_.begin());
        bytes_ += size;
        while (bytes_ > bytes_max_) erase(Key(order_.back().key));
    }
    void erase(const Key& key) {
        const auto found = places_.find(key);
        if (found == places_.end()) return;
        bytes_ -= found->second->size;
        order_.erase(found->second);
        places_.erase(found);
    }
    void clear() {
        order_.clear();
        places_.clear();
        bytes_ = 0;
    }
    std::size_t bytes() const { return bytes_; }

  private:
    struct kept {
        Key key;
        Value value;
        std::size_t size;
    };
    std::size_t bytes_max_;
    std::size_t bytes_ = 0;
    std::list<kept> order_;  // used last first
    std::unordered_map<Key, typename std::list<kept>::iterator, Hash> places_;
};

}  // namespace parcours
