// SPDX-License-Identifier: Apache-2.0
#include "events/commit/digest.hpp"

#include <memory>

#include <openssl/evp.h>

#include "events/check.hpp"

namespace parcours {
namespace {

// Fetching the algorithm each time would double the cost of a short digest.
struct hashing_context {
    std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> algorithm{EVP_MD_fetch(nullptr, "SHA256", nullptr), &EVP_MD_free};
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(), &EVP_MD_CTX_free};
};

}  // namespace

digest sha256(byte_view octets) {
    thread_local const hashing_context hashing;
    digest out;
    unsigned size = 0;
    const bool done = EVP_DigestInit_ex2(hashing.context.get(), hashing.algorithm.get(), nullptr) == 1 &&
                      EVP_DigestUpdate(hashing.context.get(), octets.data(), octets.size()) == 1 &&
                      EVP_DigestFinal_ex(hashing.context.get(), out.data(), &size) == 1;
    check(done && size == out.size(), "SHA-256 is always available");
    return out;
}

}  // namespace parcours
