// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <vector>

#include "events/ports/clock.hpp"
#include "events/ports/keys.hpp"
#include "infra/vault/page_file.hpp"

namespace parcours {

// The page of a running vault: its keys as they are used, and renewed in time. Threads: any.
class kept_page {
  public:
    kept_page(page content, const anchor_secret& under, page_file file, const clock& time, entropy& random);
    ~kept_page();
    kept_page(const kept_page&) = delete;
    kept_page& operator=(const kept_page&) = delete;

    struct named_secret {
        token128 name{};
        held_secret secret;
    };
    named_secret latest(page_key_use use) const;
    std::optional<named_secret> named(page_key_use use, const token128& name) const;
    // The one made last first.
    std::vector<named_secret> all(page_key_use use) const;
    // HMAC-SHA-256 under the present key of this use, or under a named one; `invalid`: that one is destroyed.
    keyed_digest keyed(page_key_use use, byte_view octets) const;
    expected<keyed_digest> keyed(page_key_use use, byte_view octets, const token128& name) const;

    struct bucket_secret {
        std::uint32_t generation = 0;
        held_secret secret;
    };
    bucket_secret latest_bucket(std::uint16_t number) const;
    std::optional<held_secret> bucket(std::uint16_t number, std::uint32_t generation) const;

    // Makes keys anew that are old enough, and destroys those which nobody needs any more: the page is on disk before a
    // key is used, and before one is gone. Dedupe keys: after a week, and destroyed a week after their successor was
    // made. Blind-index keys: after 30 days; who moved what they made to the present one destroys them with `destroy`.
    expected<void> renew();
    // REQUIRES: it is not the present one.
    expected<void> destroy(page_key_use use, const token128& name);
    token128 vault() const { return vault_; }
    bool locked() const;

  private:
    expected<void> replace(page& next);

    mutable std::shared_mutex guard_;
    page content_;
    std::mutex renewing_;
    anchor_secret under_;
    page_file file_;
    const clock& time_;
    entropy& random_;
    token128 vault_;
};

}  // namespace parcours
