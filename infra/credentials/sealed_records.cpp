// SPDX-License-Identifier: Apache-2.0
#include "infra/credentials/sealed_records.hpp"

#include <algorithm>

#include "infra/vault/box.hpp"
#include "infra/vault/records.hpp"

namespace parcours {
namespace {

constexpr char version = 1;
constexpr std::size_t head_octets = 1 + 16 + 16;

bytes stored_key(sealed_kind kind, byte_view key) {
    bytes made(1, static_cast<char>(record_space::sealed));
    made += static_cast<char>(kind);
    return made += key;
}

}  // namespace

expected<std::uint64_t> sealed_records::write(const std::vector<sealed_change>& changes) {
    std::vector<store_change> stored;
    for (const auto& each : changes) {
        const bytes key = stored_key(each.kind, each.key);
        if (!each.value) {
            stored.push_back({key, std::nullopt});
            continue;
        }
        const auto sealing = vault_.to_seal({each.value->person, category_name::contact, {}, false});
        if (!sealing) return tl::unexpected(sealing.error());
        bytes value(1, version);
        value += view(each.value->person.value.octets());
        value += view(sealing->id);
        value += seal_box(sealing->secret, each.value->clear, key + value, random_);
        stored.push_back({key, std::move(value)});
    }
    // In one store the key's own write comes before this one, so whoever finds the record finds its key.
    return store_.write(stored);
}

expected<std::optional<sealed_record>> sealed_records::read(sealed_kind kind, byte_view key) const {
    const bytes full = stored_key(kind, key);
    const auto stored = store_.get(full);
    if (!stored) return tl::unexpected(stored.error());
    if (!*stored) return std::nullopt;
    const byte_view value = **stored;
    if (value.size() < head_octets || value.front() != version)
        return failed(failure_code::corrupt, "a sealed record has no form of ours");
    token128 person;
    key_id sealing;
    std::copy_n(value.begin() + 1, 16, person.begin());
    std::copy_n(value.begin() + 17, 16, sealing.begin());
    const auto opening = vault_.to_open(std::span(&sealing, 1));
    if (!opening) return tl::unexpected(opening.error());
    if (std::holds_alternative<erased>(opening->front())) return std::nullopt;
    const auto* secret = std::get_if<std::array<unsigned char, 32>>(&opening->front());
    if (secret == nullptr) return failed(failure_code::unavailable, "the vault gave no key for a sealed record");
    auto clear = open_box(*secret, value.substr(head_octets), full + bytes(value.substr(0, head_octets)));
    if (!clear) return tl::unexpected(clear.error());
    return sealed_record{person_id{id128::of(person)}, *std::move(clear)};
}

expected<std::vector<bytes>> sealed_records::keys_below(sealed_kind kind, byte_view prefix,
                                                        std::size_t records_max) const {
    const bytes from = stored_key(kind, prefix);
    std::vector<bytes> found;
    const auto scanned = store_.scan(from, after_prefix(from), [&](byte_view key, byte_view) {
        found.emplace_back(key.substr(2));
        return found.size() < records_max;
    });
    if (!scanned) return tl::unexpected(scanned.error());
    return found;
}

}  // namespace parcours
