// SPDX-License-Identifier: Apache-2.0
#include "infra/credentials/credential_records.hpp"

#include <algorithm>

#include "infra/credentials/session_cache.hpp"
#include "infra/vault/box.hpp"

namespace parcours {
namespace {

constexpr std::size_t session_head_octets = 16 + 16 + 8 + 8;
constexpr std::size_t token_octets = 16 + 8;

id128 id_in(byte_view octets, std::size_t at) {
    token128 raw{};
    std::copy_n(octets.begin() + static_cast<std::ptrdiff_t>(at), raw.size(), raw.begin());
    return id128::of(raw);
}

instant instant_in(byte_view octets, std::size_t at) {
    return {static_cast<std::int64_t>(read_u64(octets.data() + at))};
}

void append_instant(bytes& to, instant at) { append_u64(to, static_cast<std::uint64_t>(at.ms)); }

}  // namespace

std::string make_secret_text(entropy& random) {
    std::string text = to_hex(view(random.token()));
    return text += to_hex(view(random.token()));
}

bytes hash_of(std::string_view secret_text) { return bytes(view(plain_digest_of(secret_text))); }

bytes account_key(const person_id& account) { return bytes(view(account.value.octets())); }

bytes encode_session(const session& what) {
    bytes out(view(what.id.octets()));
    out += view(what.account.value.octets());
    append_instant(out, what.begun_at);
    append_instant(out, what.used_at);
    return out += what.role;
}

expected<session> decode_session(byte_view stored) {
    if (stored.size() < session_head_octets) return failed(failure_code::corrupt, "a stored session is none");
    session what;
    what.id = id_in(stored, 0);
    what.account = person_id{id_in(stored, 16)};
    what.begun_at = instant_in(stored, 32);
    what.used_at = instant_in(stored, 40);
    what.role = std::string(stored.substr(session_head_octets));
    what.expires_at = end_of(what);
    return what;
}

bytes session_index_key(const person_id& account, const id128& session) {
    return account_key(account) += view(session.octets());
}

void put_session(std::vector<sealed_change>& changes, byte_view token_hash, const session& what) {
    changes.push_back({sealed_kind::session, bytes(token_hash), sealed_record{what.account, encode_session(what)}});
    changes.push_back({sealed_kind::session_of, session_index_key(what.account, what.id),
                       sealed_record{what.account, bytes(token_hash)}});
}

void remove_session(std::vector<sealed_change>& changes, byte_view token_hash, const session& what) {
    changes.push_back({sealed_kind::session, bytes(token_hash), std::nullopt});
    changes.push_back({sealed_kind::session_of, session_index_key(what.account, what.id), std::nullopt});
}

bytes token_key(token_purpose purpose, byte_view hash_or_account) {
    bytes key(1, static_cast<char>(purpose));
    return key += hash_or_account;
}

bytes encode_token(const stored_token& what) {
    bytes out = account_key(what.account);
    append_instant(out, what.expires_at);
    return out;
}

expected<stored_token> decode_token(byte_view stored) {
    if (stored.size() != token_octets) return failed(failure_code::corrupt, "a stored token is none");
    return stored_token{person_id{id_in(stored, 0)}, instant_in(stored, 16)};
}

void remove_token(std::vector<sealed_change>& changes, token_purpose purpose, byte_view token_hash,
                  const person_id& account) {
    changes.push_back({sealed_kind::token, token_key(purpose, token_hash), std::nullopt});
    changes.push_back({sealed_kind::token_of, token_key(purpose, account_key(account)), std::nullopt});
}

}  // namespace parcours
