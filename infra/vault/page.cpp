// SPDX-License-Identifier: Apache-2.0
#include "infra/vault/page.hpp"

#include <algorithm>

#include "events/check.hpp"

namespace parcours {
namespace {

constexpr byte_view magic = "PARPAG01";
constexpr std::size_t head_size = 16;
constexpr std::size_t bucket_key_size = 2 + 4 + 32;
constexpr std::size_t page_key_size = 1 + 16 + 8 + 32;

// Takes fixed parts off the front; once something is missing, everything after it is.
class part_reader {
  public:
    explicit part_reader(byte_view from) : rest_(from) {}
    const char* take(std::size_t size) {
        if (rest_.size() < size) {
            whole_ = false;
            return nullptr;
        }
        const char* at = rest_.data();
        rest_.remove_prefix(size);
        return at;
    }
    bool at_end() const { return whole_ && rest_.empty(); }

  private:
    byte_view rest_;
    bool whole_ = true;
};

template <std::size_t Size>
std::array<unsigned char, Size> octets_at(const char* at) {
    std::array<unsigned char, Size> octets;
    std::copy_n(at, Size, octets.begin());
    return octets;
}

bytes head_of(std::uint64_t generation) {
    bytes head(magic);
    append_u64(head, generation);
    return head;
}

bool read_bucket_keys(part_reader& from, page& to) {
    const char* count = from.take(4);
    if (count == nullptr || read_u32(count) > bucket_keys_max) return false;
    for (std::uint32_t left = read_u32(count); left > 0; --left) {
        const char* at = from.take(bucket_key_size);
        if (at == nullptr || read_u16(at) >= bucket_count) return false;
        to.add(bucket_key{read_u16(at), read_u32(at + 2), octets_at<32>(at + 6)});
    }
    for (std::uint16_t bucket = 0; bucket < bucket_count; ++bucket)
        if (to.latest_bucket(bucket) == nullptr) return false;
    return true;
}

bool read_page_keys(part_reader& from, page& to) {
    const char* count = from.take(4);
    if (count == nullptr || read_u32(count) > page_keys_max) return false;
    for (std::uint32_t left = read_u32(count); left > 0; --left) {
        const char* at = from.take(page_key_size);
        if (at == nullptr) return false;
        to.add(page_key{static_cast<page_key_use>(at[0]),
                        octets_at<16>(at + 1),
                        {static_cast<std::int64_t>(read_u64(at + 17))},
                        octets_at<32>(at + 25)});
    }
    return true;
}

}  // namespace

void page::add(const bucket_key& key) {
    check(bucket_keys_ < buckets_.size(), "a page has room for two keys of each bucket");
    buckets_[bucket_keys_++] = key;
}

void page::add(const page_key& key) {
    check(page_keys_ < keys_.size(), "a page has room for its keys");
    keys_[page_keys_++] = key;
}

const bucket_key* page::bucket(std::uint16_t number, std::uint32_t generation) const {
    // A page is written in the order of buckets, so most are found at once.
    if (number < bucket_keys_ && buckets_[number].bucket == number && buckets_[number].generation == generation)
        return &buckets_[number];
    for (std::size_t i = 0; i < bucket_keys_; ++i)
        if (buckets_[i].bucket == number && buckets_[i].generation == generation) return &buckets_[i];
    return nullptr;
}

const bucket_key* page::latest_bucket(std::uint16_t number) const {
    if (bucket_keys_ == bucket_count && buckets_[number].bucket == number) return &buckets_[number];
    const bucket_key* latest = nullptr;
    for (std::size_t i = 0; i < bucket_keys_; ++i)
        if (buckets_[i].bucket == number && (latest == nullptr || latest->generation < buckets_[i].generation))
            latest = &buckets_[i];
    return latest;
}

const page_key* page::latest(page_key_use use) const {
    const page_key* latest = nullptr;
    for (std::size_t i = 0; i < page_keys_; ++i)
        if (keys_[i].use == use && (latest == nullptr || latest->made_at <= keys_[i].made_at)) latest = &keys_[i];
    return latest;
}

const page_key* page::named(page_key_use use, const token128& name) const {
    for (std::size_t i = 0; i < page_keys_; ++i)
        if (keys_[i].use == use && keys_[i].name == name) return &keys_[i];
    return nullptr;
}

std::vector<const page_key*> page::all(page_key_use use) const {
    std::vector<const page_key*> found;
    for (std::size_t i = 0; i < page_keys_; ++i)
        if (keys_[i].use == use) found.push_back(&keys_[i]);
    // What was added later counts as later where the clock says the same.
    std::reverse(found.begin(), found.end());
    std::stable_sort(found.begin(), found.end(),
                     [](const page_key* one, const page_key* other) { return one->made_at > other->made_at; });
    return found;
}

void page::drop(page_key_use use, const token128& name) {
    const page_key* found = named(use, name);
    check(found != nullptr, "a key that is dropped is there");
    for (auto i = static_cast<std::size_t>(found - &keys_[0]) + 1; i < page_keys_; ++i) keys_[i - 1] = keys_[i];
    keys_[--page_keys_] = page_key{};
}

page page::copy() const {
    page other;
    other.vault = vault;
    other.anchor_place = anchor_place;
    for (std::size_t i = 0; i < bucket_keys_; ++i) other.add(buckets_[i]);
    for (std::size_t i = 0; i < page_keys_; ++i) other.add(keys_[i]);
    return other;
}

std::uint16_t bucket_of(const person_id& person) {
    const digest hash = plain_digest_of(view(person.value.octets()));
    return static_cast<std::uint16_t>((hash[0] | unsigned{hash[1]} << 8) % bucket_count);
}

page make_page(instant now, entropy& random) {
    page fresh;
    fresh.vault = random.token();
    for (std::uint16_t bucket = 0; bucket < bucket_count; ++bucket) fresh.add({bucket, 1, make_secret(random)});
    using enum page_key_use;
    for (const auto use : {blind_index, dedupe, tokens, proofs})
        fresh.add({use, random.token(), now, make_secret(random)});
    return fresh;
}

bytes seal_page(const page& content, const anchor_secret& under, entropy& random) {
    bytes clear;
    clear.reserve(page_size_max);  // never moved, so it is wiped whole
    clear += view(content.vault);
    append_u64(clear, content.anchor_place);
    append_u32(clear, static_cast<std::uint32_t>(content.bucket_keys()));
    for (std::size_t i = 0; i < content.bucket_keys(); ++i) {
        const bucket_key& key = content.bucket_at(i);
        append_u16(clear, key.bucket);
        append_u32(clear, key.generation);
        clear += view(key.secret);
    }
    append_u32(clear, static_cast<std::uint32_t>(content.page_keys()));
    for (std::size_t i = 0; i < content.page_keys(); ++i) {
        const page_key& key = content.page_key_at(i);
        clear += static_cast<char>(key.use);
        clear += view(key.name);
        append_u64(clear, static_cast<std::uint64_t>(key.made_at.ms));
        clear += view(key.secret);
    }
    const bytes head = head_of(under.generation);
    bytes sealed = head + seal_box(under.secret, clear, head, random);
    wipe(clear.data(), clear.size());
    return sealed;
}

expected<page> open_page(byte_view sealed, const anchor_secret& under) {
    const auto wrong = [](const char* why) { return failed(failure_code::corrupt, why); };
    if (sealed.size() < head_size || !sealed.starts_with(magic)) return wrong("the vault's page has an unknown form");
    if (read_u64(sealed.data() + magic.size()) != under.generation)
        return wrong("the vault's page is of another anchor generation");
    auto clear = open_box(under.secret, sealed.substr(head_size), sealed.substr(0, head_size));
    if (!clear) return wrong("the vault's page is not what the anchor sealed");
    part_reader from(*clear);
    page content;
    const char* head = from.take(24);
    bool whole = head != nullptr;
    if (whole) {
        content.vault = octets_at<16>(head);
        content.anchor_place = read_u64(head + 16);
        whole = read_bucket_keys(from, content) && read_page_keys(from, content) && from.at_end();
    }
    wipe(clear->data(), clear->size());
    if (!whole) return wrong("the vault's page does not hold what a page holds");
    return content;
}

}  // namespace parcours
