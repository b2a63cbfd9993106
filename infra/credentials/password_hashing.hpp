// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace parcours {

// What a guess costs: the second of the choices that RFC 9106, 4 recommends, on one lane. The stored form holds it, so
// that it can be raised: a password is hashed anew when it is next seen.
struct hashing_cost {
    std::uint64_t passes = 3;
    std::size_t memory_octets = std::size_t{64} << 20;
};

// A password on its way through threads, wiped once nobody needs it any more.
class passing_password {
  public:
    explicit passing_password(std::string text) : text_(std::move(text)) {}
    ~passing_password();
    passing_password(const passing_password&) = delete;
    passing_password& operator=(const passing_password&) = delete;

    const std::string& operator*() const { return text_; }

  private:
    std::string text_;
};
using shared_password = std::shared_ptr<const passing_password>;

// Argon2id (RFC 9106); takes as long and as much memory as its cost says. Threads: any.
class password_hashing {
  public:
    explicit password_hashing(const hashing_cost& cost);

    // Empty where memory is short.
    std::string hash(const std::string& password) const;

    enum class verdict : std::uint8_t {
        right,
        outdated,  // right, and hashed at another cost than today's
        wrong,
        unknown,  // memory is short
    };
    // Nothing stored: as long as for a stored one, and wrong.
    verdict verify(const std::optional<std::string>& hashed, const std::string& password) const;

  private:
    const hashing_cost cost_;
    const std::string decoy_;  // hash of a password that nobody knows
};

}  // namespace parcours
