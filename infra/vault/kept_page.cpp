// SPDX-License-Identifier: Apache-2.0
#include "infra/vault/kept_page.hpp"

#include "events/check.hpp"

namespace parcours {
namespace {

constexpr std::int64_t day_ms = std::int64_t{24} * 3'600'000;
struct renewal {
    page_key_use use;
    std::int64_t after_ms;
    std::size_t keys_max;  // with so many none is made: the earlier ones are still needed
};
constexpr renewal renewals[] = {{page_key_use::dedupe, 7 * day_ms, 8}, {page_key_use::blind_index, 30 * day_ms, 4}};
// Retries of commands that were accepted under an earlier key are known that long (log.md, "Command ids").
constexpr std::int64_t dedupe_kept_for_ms = 7 * day_ms;

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

std::vector<kept_page::named_secret> kept_page::all(page_key_use use) const {
    const std::shared_lock hold(guard_);
    std::vector<named_secret> found;
    for (const page_key* each : content_.all(use)) found.push_back({each->name, each->secret});
    return found;
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

// REQUIRES: `renewing_` is held.
expected<void> kept_page::replace(page& next) {
    if (auto written = file_.write(next, under_); !written) return written;
    const std::unique_lock hold(guard_);
    std::swap(content_, next);
    return {};
}

expected<void> kept_page::renew() {
    const std::lock_guard alone(renewing_);
    const instant now = time_.now();
    std::optional<page> next;
    const auto change = [&]() -> page& {
        if (!next) next = content_.copy();  // nobody else replaces it
        return *next;
    };
    for (const auto& each : renewals) {
        const auto there = content_.all(each.use);
        if (now.ms - there.front()->made_at.ms >= each.after_ms && there.size() < each.keys_max)
            change().add(page_key{each.use, random_.token(), now, make_secret(random_)});
    }
    const auto dedupe = content_.all(page_key_use::dedupe);
    for (std::size_t at = 1; at < dedupe.size(); ++at)
        if (now.ms - dedupe[at - 1]->made_at.ms >= dedupe_kept_for_ms)
            change().drop(page_key_use::dedupe, dedupe[at]->name);
    return next ? replace(*next) : expected<void>{};
}

expected<void> kept_page::destroy(page_key_use use, const token128& name) {
    const std::lock_guard alone(renewing_);
    if (content_.named(use, name) == nullptr) return {};
    check(content_.latest(use)->name != name, "a key is destroyed once it has a successor");
    page next = content_.copy();
    next.drop(use, name);
    return replace(next);
}

bool kept_page::locked() const {
    const std::shared_lock hold(guard_);
    return content_.locked();
}

}  // namespace parcours
