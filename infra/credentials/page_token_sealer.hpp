// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/ports/entropy.hpp"
#include "infra/vault/kept_page.hpp"
#include "query_api/cursor.hpp"

namespace parcours {

// Seals cursors and tickets under the page's key for tokens: URL-safe base64 of key name 16 | box bound to the purpose.
// Threads: any.
class page_token_sealer final : public token_sealer {
  public:
    page_token_sealer(const kept_page& page, entropy& random) : page_(page), random_(random) {}
    std::string seal(std::string_view purpose, byte_view content) override;
    std::optional<bytes> open(std::string_view purpose, std::string_view sealed) override;
    // As `seal`, and the same text for the same content while the key is the same: its nonce follows from both. Whoever
    // carries two such texts sees whether they are alike, and no more.
    std::string seal_alike(std::string_view purpose, byte_view content);

    static constexpr std::size_t text_octets_max = 4'096;

  private:
    static std::string text_of(const token128& key, byte_view box);
    const kept_page& page_;
    entropy& random_;
};

}  // namespace parcours
