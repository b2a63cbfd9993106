// SPDX-License-Identifier: Apache-2.0
#include "infra/credentials/stored_credentials.hpp"

#include "events/values/email.hpp"
#include "infra/vault/box.hpp"

namespace parcours {

stored_credentials::stored_credentials(vault_store& store, keys& vault, const unique_index& addresses,
                                       const clock& time, entropy& random, const credential_settings& settings)
    : records_(store, vault, random),
      addresses_(addresses),
      time_(time),
      random_(random),
      settings_(settings),
      hashing_(settings.threads, settings.cost) {}

bytes stored_credentials::hash_of(std::string_view token) const { return bytes(view(plain_digest_of(token))); }

void stored_credentials::verify(std::string email, std::string password, std::string peer,
                                std::function<void(expected<verification>)> then) {
    const std::string address = normalised_email(email);
    if (const int wait = attempts_.wait_s(address, peer, time_.since_boot_ms()); wait > 0)
        return then(verification{sign_in_outcome::too_many, {}, wait});
    const auto holder = addresses_.find(unique_kind::email, address);
    if (!holder) return then(tl::unexpected(holder.error()));
    const person_id account{holder->value_or(id128{})};
    std::optional<std::string> hashed;
    if (!account.empty()) {
        auto kept = records_.read(sealed_kind::password, view(account.value.octets()));
        if (!kept) return then(tl::unexpected(kept.error()));
        if (*kept) hashed = (*kept)->clear;
    }
    // Counted before it is known, so that guesses sent at once are held as well.
    attempts_.failed(address, peer, time_.since_boot_ms());
    const std::string again = password;
    const bool taken = hashing_.verify(std::move(hashed), std::move(password),
                                       [this, account, address, peer, again, then](bool right, bool outdated) {
                                           if (!right) return then(verification{sign_in_outcome::wrong, {}, 0});
                                           attempts_.succeeded(address, peer, time_.since_boot_ms());
                                           // A fuller pool only puts it off to the next sign-in.
                                           if (outdated) set_password(account, again, [](const expected<void>&) {});
                                           then(verification{sign_in_outcome::right, account, 0});
                                       });
    if (!taken) then(verification{sign_in_outcome::busy, {}, 1});
}

void stored_credentials::set_password(person_id account, std::string password,
                                      std::function<void(expected<void>)> then) {
    const bool taken = hashing_.hash(std::move(password), [this, account, then](const std::string& hashed) {
        if (hashed.empty()) return then(failed(failure_code::unavailable, "no memory to hash a password"));
        then(records_.write(
            {{sealed_kind::password, bytes(view(account.value.octets())), sealed_record{account, bytes(hashed)}}},
            true));
    });
    if (!taken) then(failed(failure_code::unavailable, "too many passwords wait to be hashed"));
}

namespace {

constexpr std::int64_t hour_ms = 3'600'000;
constexpr std::size_t token_octets = 16 + 8;  // of a single-use token's record: account, expiry

std::int64_t life_of(token_purpose purpose) {
    return purpose == token_purpose::activation ? 7 * 24 * hour_ms : hour_ms;
}

std::string make_secret_text(entropy& random) { return to_hex(view(random.token())) + to_hex(view(random.token())); }

bytes key_of(token_purpose purpose, byte_view rest) {
    bytes key(1, static_cast<char>(purpose));
    return key += rest;
}

}  // namespace

expected<std::string> stored_credentials::make_token(token_purpose purpose, const person_id& account) {
    const std::lock_guard hold(tokens_guard_);
    const bytes of_account = key_of(purpose, view(account.value.octets()));
    const auto earlier = records_.read(sealed_kind::token_of, of_account);
    if (!earlier) return tl::unexpected(earlier.error());
    std::vector<sealed_change> changes;
    if (*earlier) changes.push_back({sealed_kind::token, key_of(purpose, (*earlier)->clear), std::nullopt});
    const std::string token = make_secret_text(random_);
    const bytes hashed = hash_of(token);
    bytes said(view(account.value.octets()));
    append_u64(said, static_cast<std::uint64_t>(time_.now().ms + life_of(purpose)));
    changes.push_back({sealed_kind::token, key_of(purpose, hashed), sealed_record{account, std::move(said)}});
    changes.push_back({sealed_kind::token_of, of_account, sealed_record{account, hashed}});
    if (const auto written = records_.write(changes, true); !written) return tl::unexpected(written.error());
    return token;
}

expected<std::optional<person_id>> stored_credentials::look_at_token(token_purpose purpose,
                                                                     std::string_view token) const {
    const auto found = records_.read(sealed_kind::token, key_of(purpose, hash_of(token)));
    if (!found) return tl::unexpected(found.error());
    if (!*found || (*found)->clear.size() != token_octets) return std::nullopt;
    const auto expires_ms = static_cast<std::int64_t>(read_u64((*found)->clear.data() + 16));
    return expires_ms > time_.now().ms ? std::optional((*found)->person) : std::nullopt;
}

expected<std::optional<person_id>> stored_credentials::take_token(token_purpose purpose, std::string_view token) {
    const std::lock_guard hold(tokens_guard_);
    auto account = look_at_token(purpose, token);
    if (!account || !*account) return account;
    const auto written =
        records_.write({{sealed_kind::token, key_of(purpose, hash_of(token)), std::nullopt},
                        {sealed_kind::token_of, key_of(purpose, view((*account)->value.octets())), std::nullopt}},
                       true);
    if (!written) return tl::unexpected(written.error());
    return account;
}

}  // namespace parcours
