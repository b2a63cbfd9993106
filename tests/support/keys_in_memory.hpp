// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <mutex>
#include <set>

#include "events/ports/keys.hpp"
#include "tests/support/fixed_entropy.hpp"

namespace parcours {

// A vault without a disk: the same keys in each run, erasable and with outages. Threads: any.
class keys_in_memory final : public keys {
  public:
    explicit keys_in_memory(std::uint64_t seed = 1) : random_(seed) { renew_dedupe_key(); }

    expected<sealing_key> to_seal(const key_purpose& purpose) override;
    expected<void> make_durable(std::uint64_t ticket) override;
    expected<std::vector<opening_key>> to_open(std::span<const key_id> ids) override;
    expected<keyed_digest> dedupe_digest(byte_view request) override;
    expected<keyed_digest> dedupe_digest(byte_view request, const token128& key) override;

    // All that is the person's, from now on closed to opening and to sealing.
    void erase(const person_id& person);
    // Of one category, within a scope where one is given.
    void erase(const person_id& person, category_name category, const id128& scope = {});
    // While it lasts nothing is answered, and every key reads as unavailable.
    void set_outage(bool lasts);
    // The next digests are made under a new key; earlier ones stay known until they are destroyed.
    void renew_dedupe_key();
    void destroy_earlier_dedupe_keys();

    // The greatest ticket that was made durable, and how many keys were minted: "keys first" is tested by these.
    std::uint64_t durable_to() const;
    std::size_t minted() const;

  private:
    struct kept {
        key_purpose purpose;
        sealing_key key;
    };
    bool is_erased(const key_purpose& purpose) const;

    mutable std::mutex guard_;
    fixed_entropy random_;
    std::vector<kept> minted_;
    std::map<key_id, std::size_t> by_id_;
    std::set<person_id> persons_erased_;
    std::set<std::tuple<person_id, category_name, id128>> erased_;
    std::vector<token128> dedupe_keys_;  // the last is the present one
    std::uint64_t durable_to_ = 0;
    bool outage_ = false;
};

}  // namespace parcours
