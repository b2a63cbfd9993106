// SPDX-License-Identifier: Apache-2.0
#include "infra/credentials/password_hashing.hpp"

#include <array>
#include <cerrno>

#include <sodium.h>

#include "events/check.hpp"

namespace parcours {
namespace {

std::string hashed_at(const hashing_cost& cost, const std::string& password) {
    std::array<char, crypto_pwhash_STRBYTES> made{};
    const int done = crypto_pwhash_str_alg(made.data(), password.data(), password.size(), cost.passes,
                                           cost.memory_octets, crypto_pwhash_ALG_ARGON2ID13);
    return done == 0 ? std::string(made.data()) : std::string();
}

std::string make_decoy(const hashing_cost& cost) {
    check(sodium_init() >= 0, "libsodium starts");
    std::string unknown(32, '\0');
    randombytes_buf(unknown.data(), unknown.size());
    auto made = hashed_at(cost, unknown);
    check(!made.empty(), "there is memory for one password at the start");
    return made;
}

}  // namespace

passing_password::~passing_password() { sodium_memzero(text_.data(), text_.size()); }

password_hashing::password_hashing(const hashing_cost& cost) : cost_(cost), decoy_(make_decoy(cost)) {}

std::string password_hashing::hash(const std::string& password) const { return hashed_at(cost_, password); }

password_hashing::verdict password_hashing::verify(const std::optional<std::string>& hashed,
                                                   const std::string& password) const {
    const std::string& against = hashed ? *hashed : decoy_;
    errno = 0;
    const int differs = crypto_pwhash_str_verify(against.c_str(), password.data(), password.size());
    // Argon2 says EINVAL of a password that is not the one; else it could not do its work.
    if (differs != 0 && errno != EINVAL) return verdict::unknown;
    if (differs != 0 || !hashed) return verdict::wrong;
    const bool other = crypto_pwhash_str_needs_rehash(against.c_str(), cost_.passes, cost_.memory_octets) != 0;
    return other ? verdict::outdated : verdict::right;
}

}  // namespace parcours
