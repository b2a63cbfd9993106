// SPDX-License-Identifier: Apache-2.0
#include "infra/vault/kept_page.hpp"

#include "events/check.hpp"

namespace parcours {
namespace {

constexpr std::int64_t dedupe_renewed_after_ms = std::int64_t{7} * 24 * 3'600'000;
// Earlier ones answer retries of commands that were accepted under them; beyond this many the oldest goes.
constexpr std::size_t dedupe_keys_max = 8;

}  // namespace

kept_page::kept_page(page content, const anchor_secret& under, page_file file, const clock& time, entropy& random)
    : content_(std::move(content)),
      under_(under),
      file_(std::move(file)),
      time_(time),
      random_(random),
      vault_(content_.vault) {}

kept_page::~kept_page() { wipe(under_.secret); }

kept_page::named_secret kept_page::latest(page_key_use use) const {
    const std::shared_lock hold(guard_);
    const page_key* found = content_.latest(use);
    check(found != nullptr, "a page has a key of each use");
    return {found->name, found->secret};
}

std::optional<kept_page::named_secret> kept_page::named(page_key_use use, const token128& name) const {
    const std::shared_lock hold(guard_);
    const page_key* found = content_.named(use, name);
    if (found == nullptr) return std::nullopt;
    return named_secret{found->name, found->secret};
}

keyed_digest kept_page::keyed(page_key_use use, byte_view octets) const {
    const named_secret by = latest(use);
    return {keyed_digest_of(*by.secret, octets), by.name};
}

expected<keyed_digest> kept_page::keyed(page_key_use use, byte_view octets, const token128& name) const {
    const auto by = named(use, name);
    if (!by) return failed(failure_code::invalid, "a key of the vault's page is destroyed");
    return keyed_digest{keyed_digest_of(*by->secret, octets), by->name};
}

kept_page::bucket_secret kept_page::latest_bucket(std::uint16_t number) const {
    const std::shared_lock hold(guard_);
    const bucket_key* found = content_.latest_bucket(number);
    check(found != nullptr, "a page has a key of each bucket");
    return {found->generation, found->secret};
}

std::optional<held_secret> kept_page::bucket(std::uint16_t number, std::uint32_t generation) const {
    const std::shared_lock hold(guard_);
    const bucket_key* found = content_.bucket(number, generation);
    if (found == nullptr) return std::nullopt;
    return held_secret(found->secret);
}

expected<void> kept_page::renew() {
    const std::lock_guard alone(renewing_);
    const instant now = time_.now();
    std::optional<page> next;
    {
        const std::shared_lock hold(guard_);
        if (now.ms - content_.latest(page_key_use::dedupe)->made_at.ms < dedupe_renewed_after_ms) return {};
        next = content_.copy();
    }
    next->drop_oldest(page_key_use::dedupe, dedupe_keys_max - 1);
    next->add(page_key{page_key_use::dedupe, random_.token(), now, make_secret(random_)});
    if (auto written = file_.write(*next, under_); !written) return written;
    const std::unique_lock hold(guard_);
    std::swap(content_, *next);
    return {};
}

bool kept_page::locked() const {
    const std::shared_lock hold(guard_);
    return content_.locked();
}

}  // namespace parcours
