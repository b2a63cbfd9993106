// SPDX-License-Identifier: Apache-2.0
#include "infra/credentials/stored_credentials.hpp"

#include "events/values/email.hpp"
#include "infra/credentials/credential_records.hpp"

namespace parcours {

stored_credentials::stored_credentials(vault_store& store, keys& vault, const unique_index& addresses,
                                       const clock& time, entropy& random, const credential_settings& settings)
    : records_(store, vault, random),
      addresses_(addresses),
      time_(time),
      random_(random),
      settings_(settings),
      hashing_(settings.cost),
      attempts_(settings.failures_per_minute, settings.client_failures_per_minute),
      cache_(settings.sessions_cached_max),
      pool_(time, {settings.threads, settings.queue_max, settings.queue_of_client_max, settings.wait_ms_max}) {}

std::mutex& stored_credentials::guard_of(const person_id& account) {
    return guards_[id_hash()(account) % guards_.size()];
}

expected<void> stored_credentials::durable(const expected<std::uint64_t>& ticket) {
    if (!ticket) return tl::unexpected(ticket.error());
    return records_.make_durable(*ticket);
}

// One attempt, on its way through the pool.
struct stored_credentials::sign_in {
    std::string address;
    shared_password password;
    std::string peer;
    std::function<void(expected<verification>)> then;
};

void stored_credentials::verify(std::string email, std::string password, std::string peer,
                                std::function<void(expected<verification>)> then) {
    std::string address = normalised_email(email);
    const std::int64_t now_ms = time_.since_boot_ms();
    if (const int wait = attempts_.wait_before(address, peer, now_ms); wait > 0)
        return then(verification{sign_in_outcome::too_many, {}, wait});
    const standing whose = attempts_.standing_of(address, peer, now_ms);
    const auto asked = std::make_shared<sign_in>(sign_in{std::move(address),
                                                         std::make_shared<const passing_password>(std::move(password)),
                                                         std::move(peer), std::move(then)});
    const auto place = pool_.run(whose, asked->peer, [this, asked](errand_pool::turn turn) {
        if (turn == errand_pool::turn::stopped) return asked->then(failed(failure_code::stopped, "the process stops"));
        if (turn == errand_pool::turn::given_up) return asked->then(verification{sign_in_outcome::busy, {}, 1});
        asked->then(attempt(*asked));
    });
    if (place == errand_pool::place::taken) return;
    const bool own_share = place == errand_pool::place::share_used;
    asked->then(verification{own_share ? sign_in_outcome::too_many : sign_in_outcome::busy, {}, 1});
}

// Counted when its turn has come, so that what waits is no failure yet; a client has one turn at a time.
expected<verification> stored_credentials::attempt(const sign_in& asked) {
    if (const int wait = attempts_.begin(asked.address, asked.peer, time_.since_boot_ms()); wait > 0)
        return verification{sign_in_outcome::too_many, {}, wait};
    auto judged = judge(asked);
    const std::int64_t now_ms = time_.since_boot_ms();
    if (!judged) {
        attempts_.give_back(asked.address, asked.peer, now_ms);
    } else if (judged->what == sign_in_outcome::wrong) {
        attempts_.failed(asked.peer, now_ms);
    }
    return judged;
}

// The same steps whether the address is anybody's or not: nobody's password is looked for, and compared, too.
expected<verification> stored_credentials::judge(const sign_in& asked) {
    const auto holder = addresses_.find(unique_kind::email, asked.address);
    if (!holder) return tl::unexpected(holder.error());
    const person_id account{holder->value_or(id128{})};
    const auto stored = stored_password(account);
    if (!stored) return tl::unexpected(stored.error());
    using verdict = password_hashing::verdict;
    const auto found = hashing_.verify(*stored, **asked.password);
    if (found == verdict::unknown) return failed(failure_code::unavailable, "no memory to verify a password");
    if (found == verdict::wrong) return verification{sign_in_outcome::wrong, {}, 0};
    attempts_.succeeded(asked.address, asked.peer, time_.since_boot_ms());
    const bytes kept = found == verdict::outdated ? renew_password(account, **stored, **asked.password) : **stored;
    return verification{sign_in_outcome::right, account, 0, hash_of(kept)};
}

expected<std::optional<bytes>> stored_credentials::stored_password(const person_id& account) const {
    auto kept = records_.read(sealed_kind::password, account_key(account));
    if (!kept) return tl::unexpected(kept.error());
    if (!*kept) return std::nullopt;
    return std::move((*kept)->clear);
}

bytes stored_credentials::renew_password(const person_id& account, const bytes& verified, const std::string& password) {
    const auto hashed = hashing_.hash(password);
    if (hashed.empty()) return verified;
    const std::lock_guard hold(guard_of(account));
    const auto now = stored_password(account);
    if (!now || !*now || **now != verified) return verified;
    // Lost or refused, it is tried again at the next sign-in.
    const auto put = records_.write({{sealed_kind::password, account_key(account), sealed_record{account, hashed}}});
    return put ? hashed : verified;
}

expected<void> stored_credentials::store_password(const person_id& account, const std::string& password) {
    const auto hashed = hashing_.hash(password);
    if (hashed.empty()) return failed(failure_code::unavailable, "no memory to hash a password");
    expected<std::uint64_t> ticket;
    {
        const std::lock_guard hold(guard_of(account));
        ticket = records_.write({{sealed_kind::password, account_key(account), sealed_record{account, hashed}}});
    }
    return durable(ticket);
}

void stored_credentials::set_password(person_id account, std::string password,
                                      std::function<void(expected<void>)> then) {
    const auto kept = std::make_shared<const passing_password>(std::move(password));
    const auto told = std::make_shared<std::function<void(expected<void>)>>(std::move(then));
    const auto place =
        pool_.run(standing::proven, to_string(account), [this, account, kept, told](errand_pool::turn turn) {
            if (turn != errand_pool::turn::runs) return (*told)(not_hashed(turn));
            (*told)(store_password(account, **kept));
        });
    if (place != errand_pool::place::taken) (*told)(not_hashed(errand_pool::turn::given_up));
}

tl::unexpected<failure> stored_credentials::not_hashed(errand_pool::turn turn) {
    if (turn == errand_pool::turn::stopped) return failed(failure_code::stopped, "the process stops");
    return failed(failure_code::unavailable, "too many passwords wait to be hashed");
}

}  // namespace parcours
