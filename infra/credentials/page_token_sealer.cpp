// SPDX-License-Identifier: Apache-2.0
#include "infra/credentials/page_token_sealer.hpp"

#include <algorithm>

#include <sodium.h>

#include "infra/vault/box.hpp"

namespace parcours {
namespace {

constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

const unsigned char* octets(byte_view of) { return reinterpret_cast<const unsigned char*>(of.data()); }

}  // namespace

std::string page_token_sealer::seal(std::string_view purpose, byte_view content) {
    const auto key = page_.latest(page_key_use::tokens);
    bytes sealed(view(key.name));
    sealed += seal_box(*key.secret, content, purpose, random_);
    std::string text(sodium_base64_encoded_len(sealed.size(), variant), '\0');
    sodium_bin2base64(text.data(), text.size(), octets(sealed), sealed.size(), variant);
    text.pop_back();  // the terminating zero
    return text;
}

std::optional<bytes> page_token_sealer::open(std::string_view purpose, std::string_view sealed) {
    if (sealed.size() > text_octets_max) return std::nullopt;
    bytes raw(sealed.size(), '\0');
    std::size_t size = 0;
    const char* end = nullptr;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(raw.data()), raw.size(), sealed.data(), sealed.size(),
                          nullptr, &size, &end, variant) != 0 ||
        end != sealed.data() + sealed.size())
        return std::nullopt;
    raw.resize(size);
    token128 name{};
    if (raw.size() < name.size()) return std::nullopt;
    std::copy_n(raw.begin(), name.size(), name.begin());
    const auto key = page_.named(page_key_use::tokens, name);
    if (!key) return std::nullopt;
    auto opened = open_box(*key->secret, byte_view(raw).substr(name.size()), purpose);
    return opened ? std::optional<bytes>(*std::move(opened)) : std::nullopt;
}

}  // namespace parcours
