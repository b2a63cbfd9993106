// SPDX-License-Identifier: Apache-2.0
#include "infra/credentials/page_token_sealer.hpp"

#include <algorithm>

#include <sodium.h>

#include "events/check.hpp"
#include "infra/vault/box.hpp"

namespace parcours {
namespace {

constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

const unsigned char* octets(byte_view of) { return reinterpret_cast<const unsigned char*>(of.data()); }

// A nonce that is a keyed digest of what is sealed: it repeats with the same content alone.
class followed_entropy final : public entropy {
  public:
    explicit followed_entropy(const digest& from) : from_(from) {}
    void fill(unsigned char* to, std::size_t size) override {
        check(size <= from_.size(), "a nonce is shorter than the digest that it follows from");
        std::copy_n(from_.begin(), size, to);
    }

  private:
    const digest from_;
};

}  // namespace

std::string page_token_sealer::seal(std::string_view purpose, byte_view content) {
    const auto key = page_.latest(page_key_use::tokens);
    return text_of(key.name, seal_box(*key.secret, content, purpose, random_));
}

std::string page_token_sealer::seal_alike(std::string_view purpose, byte_view content) {
    const auto key = page_.latest(page_key_use::tokens);
    bytes all("nonce of ");
    all.append(purpose).append(1, '\0').append(content);
    followed_entropy nonce(keyed_digest_of(*key.secret, all));
    return text_of(key.name, seal_box(*key.secret, content, purpose, nonce));
}

std::string page_token_sealer::text_of(const token128& key, byte_view box) {
    bytes sealed(view(key));
    sealed += box;
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
