// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <mutex>
#include <span>
#include <unordered_map>
#include <vector>

#include "events/ports/keys.hpp"
#include "infra/vault/box.hpp"
#include "infra/vault/locked_array.hpp"

namespace parcours {

// Ids of keys are random, so any eight octets of one are a good hash.
struct key_id_hash {
    std::size_t operator()(const key_id& id) const { return read_u64(reinterpret_cast<const char*>(id.data()) + 8); }
};

// Opened keys in one locked allocation; the one that was not asked for longest goes first, nearly. Threads: any.
class locked_slab {
  public:
    explicit locked_slab(std::size_t keys_max);

    // Copies the secrets of the known among `ids` to their places, and says which those are.
    void get(std::span<const key_id> ids, std::span<secret_key> to, std::vector<bool>& known);
    bool get(const key_id& id, secret_key& to);
    void put(const key_id& id, const secret_key& secret);
    // All whose ids begin so: what a ring holds.
    void erase_beginning(byte_view with);
    bool locked() const { return secrets_.locked(); }

  private:
    struct slot {
        key_id id{};
        bool used = false;
        bool asked = false;  // since the hand passed
    };
    std::uint32_t free_slot();

    std::mutex guard_;
    locked_array<secret_key> secrets_;
    std::vector<slot> slots_;
    std::unordered_map<key_id, std::uint32_t, key_id_hash> places_;
    std::uint32_t hand_ = 0;
};

}  // namespace parcours
