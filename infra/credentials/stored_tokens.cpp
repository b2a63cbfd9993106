// SPDX-License-Identifier: Apache-2.0
#include "infra/credentials/credential_records.hpp"
#include "infra/credentials/stored_credentials.hpp"

// Single-use tokens of stored_credentials, and what they are used for.
namespace parcours {

expected<std::string> stored_credentials::make_token(token_purpose purpose, const person_id& account) {
    const bytes of_account = token_key(purpose, account_key(account));
    const std::string token = make_secret_text(random_);
    const bytes hashed = hash_of(token);
    std::vector<sealed_change> changes;
    expected<std::uint64_t> ticket;
    {
        const std::lock_guard hold(guard_of(account));
        const auto earlier = records_.read(sealed_kind::token_of, of_account);
        if (!earlier) return tl::unexpected(earlier.error());
        if (*earlier) changes.push_back({sealed_kind::token, token_key(purpose, (*earlier)->clear), std::nullopt});
        const stored_token made{account, {time_.now().ms + age_ms_max(purpose)}};
        changes.push_back({sealed_kind::token, token_key(purpose, hashed), sealed_record{account, encode_token(made)}});
        changes.push_back({sealed_kind::token_of, of_account, sealed_record{account, hashed}});
        ticket = records_.write(changes);
    }
    if (const auto written = durable(ticket); !written) return tl::unexpected(written.error());
    return token;
}

expected<std::optional<person_id>> stored_credentials::look_at_token(token_purpose purpose,
                                                                     std::string_view token) const {
    const auto found = records_.read(sealed_kind::token, token_key(purpose, hash_of(token)));
    if (!found) return tl::unexpected(found.error());
    if (!*found) return std::nullopt;
    const auto read = decode_token((*found)->clear);
    if (!read) return tl::unexpected(read.error());
    return read->expires_at > time_.now() ? std::optional(read->account) : std::nullopt;
}

struct stored_credentials::choice {
    token_purpose purpose{};
    std::string token;
    shared_password password;
    std::function<void(expected<std::optional<person_id>>)> then;
};

void stored_credentials::choose_password(token_purpose purpose, std::string token, std::string password,
                                         std::function<void(expected<std::optional<person_id>>)> then) {
    // Whoever has no token costs nobody the time of a hash; who has one waits in the line of the account.
    const auto holder = look_at_token(purpose, token);
    if (!holder || !*holder) return then(holder);
    const auto made = std::make_shared<choice>(choice{
        purpose, std::move(token), std::make_shared<const passing_password>(std::move(password)), std::move(then)});
    const auto place = pool_.run(standing::proven, to_string(**holder), [this, made](errand_pool::turn turn) {
        if (turn != errand_pool::turn::runs) return made->then(not_hashed(turn));
        made->then(choose(*made));
    });
    if (place != errand_pool::place::taken) made->then(not_hashed(errand_pool::turn::given_up));
}

expected<std::optional<person_id>> stored_credentials::choose(const choice& made) {
    const auto holder = look_at_token(made.purpose, made.token);
    if (!holder || !*holder) return holder;
    const person_id account = **holder;
    const auto hashed = hashing_.hash(**made.password);
    if (hashed.empty()) return failed(failure_code::unavailable, "no memory to hash a password");
    std::unique_lock hold(guard_of(account));
    // Somebody may have been faster while it was hashed.
    const auto still = look_at_token(made.purpose, made.token);
    if (!still || !*still) return still;
    const auto open = stored_sessions(account);
    if (!open) return tl::unexpected(open.error());
    std::vector<sealed_change> changes{{sealed_kind::password, account_key(account), sealed_record{account, hashed}}};
    remove_token(changes, made.purpose, hash_of(made.token), account);
    std::vector<bytes> ended;
    for (const auto& [hash, what] : *open) {
        remove_session(changes, hash, what);
        ended.push_back(hash);
    }
    const auto ticket = records_.write(changes);
    cache_.remove(ended);
    hold.unlock();
    if (const auto written = durable(ticket); !written) return tl::unexpected(written.error());
    return account;
}

}  // namespace parcours
