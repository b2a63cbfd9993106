// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "events/commit/commit.hpp"
#include "infra/credentials/page_token_sealer.hpp"

namespace parcours {

// Positions as clients carry them: what they are told, and give back in Read-After. Threads: any.
class position_texts {
  public:
    virtual ~position_texts() = default;
    // Of [A-Za-z0-9._-]; the same for the same position.
    virtual std::string write(const token128& generation, const position& at) const = 0;
    struct told {
        token128 generation{};
        position at;
    };
    // Nothing where the text is none that was written.
    virtual std::optional<told> read(std::string_view text) const = 0;
};

// Sealed, so that nobody waits for a position that they were not told, nor counts what happened between two (decision
// 0005). The content: generation 16 | partition u32 | offset i64.
class sealed_positions final : public position_texts {
  public:
    explicit sealed_positions(page_token_sealer& seal) : seal_(seal) {}  // which outlives it
    std::string write(const token128& generation, const position& at) const override;
    std::optional<told> read(std::string_view text) const override;

  private:
    page_token_sealer& seal_;
};

}  // namespace parcours
