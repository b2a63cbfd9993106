// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <variant>
#include <vector>

#include "events/category.hpp"
#include "events/failure.hpp"
#include "events/id.hpp"
#include "events/personal.hpp"

namespace parcours {

// Which key seals a cell: of a person and category; within a scope (one application or sponsorship; zero: none);
// or a key of the cell's own, wrapped by the person's `documents` key (privacy.md, L4).
struct key_purpose {
    person_id person;
    category_name category = category_name::profile;
    id128 scope;
    bool own_key = false;
    bool operator==(const key_purpose&) const = default;
};

using key_id = token128;

// A key as it lies in locked memory while it is used.
struct sealing_key {
    key_id id{};
    std::array<unsigned char, 32> secret{};
    std::uint64_t ticket = 0;  // must be durable before a commit that uses the key is appended; 0: it is
};

// The key to open with; or the person's erasure; or no answer just now, which never reads as erased.
using opening_key = std::variant<std::array<unsigned char, 32>, erased, unavailable>;

// An HMAC under a key of the vault's page, and which key that was.
struct keyed_digest {
    digest value{};
    token128 key{};
};

// Keys of persons, and digests that only their holder can make. Threads: any.
class keys {
  public:
    virtual ~keys() = default;
    // The present key for this purpose, made where there is none. `failure_code::invalid`: the person is erased.
    virtual expected<sealing_key> to_seal(const key_purpose& purpose) = 0;
    // Waits until every key up to this ticket is on disk; at once where it is. Called by whoever appends, off the path of
    // requests ("keys first", architecture.md). A failure: nothing that uses these keys may be appended.
    virtual expected<void> make_durable(std::uint64_t ticket) = 0;
    // In the order asked, in one batch; an id that was never known is a failure, not an erasure.
    virtual expected<std::vector<opening_key>> to_open(std::span<const key_id> ids) = 0;
    // Of what a client sent, to know a retry. Under the present dedupe key, or under a named earlier one;
    // `failure_code::invalid` where that one is destroyed.
    virtual expected<keyed_digest> dedupe_digest(byte_view request) = 0;
    virtual expected<keyed_digest> dedupe_digest(byte_view request, const token128& key) = 0;
};

}  // namespace parcours
