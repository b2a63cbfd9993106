// SPDX-License-Identifier: Apache-2.0
#include "infra/credentials/password_hashing.hpp"

#include <array>
#include <atomic>

#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
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
    return hashed_at(cost, unknown);
}

}  // namespace

struct password_hashing::pool {
    explicit pool(std::size_t threads) : workers(threads) {}
    boost::asio::thread_pool workers;
    std::atomic<std::size_t> waiting{0};
};

password_hashing::password_hashing(std::size_t threads, hashing_cost cost, std::size_t waiting_max)
    : cost_(cost), waiting_max_(waiting_max), decoy_(make_decoy(cost)), pool_(std::make_unique<pool>(threads)) {}

password_hashing::~password_hashing() { stop(); }

void password_hashing::stop() { pool_->workers.join(); }

bool password_hashing::run(std::function<void()> errand) {
    if (++pool_->waiting > waiting_max_) {
        --pool_->waiting;
        return false;
    }
    boost::asio::post(pool_->workers, [this, errand = std::move(errand)] {
        errand();
        --pool_->waiting;
    });
    return true;
}

bool password_hashing::hash(std::string password, std::function<void(std::string)> then) {
    return run([this, password = std::move(password), then = std::move(then)]() mutable {
        auto made = hashed_at(cost_, password);
        sodium_memzero(password.data(), password.size());
        then(std::move(made));
    });
}

bool password_hashing::verify(std::optional<std::string> hashed, std::string password,
                              std::function<void(bool, bool)> then) {
    return run([this, hashed = std::move(hashed), password = std::move(password), then = std::move(then)]() mutable {
        const std::string& against = hashed ? *hashed : decoy_;
        const bool same = crypto_pwhash_str_verify(against.c_str(), password.data(), password.size()) == 0;
        sodium_memzero(password.data(), password.size());
        const bool right = same && hashed.has_value();
        then(right, right && crypto_pwhash_str_needs_rehash(against.c_str(), cost_.passes, cost_.memory_octets) != 0);
    });
}

}  // namespace parcours
