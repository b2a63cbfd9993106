// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "events/ports/entropy.hpp"
#include "infra/credentials/sealed_records.hpp"
#include "query_api/credentials.hpp"

// The forms of what is stored of credentials, before it is sealed. NOTE: all of this is the stored format; numbers are
// little-endian.
//   password    account 16                -> Argon2id in its own text form
//   session     hash of the token 32      -> id 16 | account 16 | begun i64 | used i64 | role
//   session_of  account 16 | id 16        -> hash of the token
//   token       purpose u8 | hash 32      -> account 16 | expires i64
//   token_of    purpose u8 | account 16   -> hash of the token
namespace parcours {

// 256 random bits, as text.
std::string make_secret_text(entropy& random);
// By which a secret text is stored and found: BLAKE2b, 256 bits; what has as many random bits needs no salt.
bytes hash_of(std::string_view secret_text);

bytes account_key(const person_id& account);

bytes encode_session(const session& what);
// `corrupt` where it is none.
expected<session> decode_session(byte_view stored);
bytes session_index_key(const person_id& account, const id128& session);
void put_session(std::vector<sealed_change>& changes, byte_view token_hash, const session& what);
void remove_session(std::vector<sealed_change>& changes, byte_view token_hash, const session& what);

struct stored_token {
    person_id account;
    instant expires_at;
};
bytes token_key(token_purpose purpose, byte_view hash_or_account);
bytes encode_token(const stored_token& what);
expected<stored_token> decode_token(byte_view stored);
void remove_token(std::vector<sealed_change>& changes, token_purpose purpose, byte_view token_hash,
                  const person_id& account);

}  // namespace parcours
