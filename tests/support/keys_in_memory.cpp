// SPDX-License-Identifier: Apache-2.0
#include "tests/support/keys_in_memory.hpp"

#include <algorithm>

#include "events/commit/digest.hpp"

namespace parcours {
namespace {

tl::unexpected<failure> no_answer() { return failed(failure_code::unavailable, "the vault does not answer"); }

}  // namespace

bool keys_in_memory::is_erased(const key_purpose& purpose) const {
    return persons_erased_.contains(purpose.person) || erased_.contains({purpose.person, purpose.category, {}}) ||
           erased_.contains({purpose.person, purpose.category, purpose.scope});
}

expected<sealing_key> keys_in_memory::to_seal(const key_purpose& purpose) {
    const std::lock_guard hold(guard_);
    if (outage_) return no_answer();
    if (is_erased(purpose)) return failed(failure_code::invalid, "the person is erased");
    const auto known = std::find_if(minted_.begin(), minted_.end(),
                                    [&](const kept& each) { return each.purpose == purpose && !purpose.own_key; });
    if (known != minted_.end()) {
        sealing_key again = known->key;
        if (again.ticket <= durable_to_) again.ticket = 0;
        return again;
    }
    sealing_key key;
    key.id = random_.token();
    random_.fill(key.secret.data(), key.secret.size());
    key.ticket = minted_.size() + 1;
    by_id_[key.id] = minted_.size();
    minted_.push_back({purpose, key});
    return key;
}

expected<void> keys_in_memory::make_durable(std::uint64_t ticket) {
    const std::lock_guard hold(guard_);
    if (outage_) return no_answer();
    if (ticket > minted_.size()) return failed(failure_code::invalid, "a ticket that was never given");
    durable_to_ = std::max(durable_to_, ticket);
    return {};
}

expected<std::vector<opening_key>> keys_in_memory::to_open(std::span<const key_id> ids) {
    const std::lock_guard hold(guard_);
    std::vector<opening_key> answers;
    answers.reserve(ids.size());
    for (const auto& id : ids) {
        if (outage_) {
            answers.emplace_back(unavailable{});
            continue;
        }
        const auto found = by_id_.find(id);
        if (found == by_id_.end()) return failed(failure_code::corrupt, "a key id that the vault never knew");
        const auto& [purpose, key] = minted_[found->second];
        answers.push_back(is_erased(purpose) ? opening_key(erased{}) : opening_key(key.secret));
    }
    return answers;
}

expected<keyed_digest> keys_in_memory::dedupe_digest(byte_view request) {
    token128 present{};
    {
        const std::lock_guard hold(guard_);
        present = dedupe_keys_.back();
    }
    return dedupe_digest(request, present);
}

expected<keyed_digest> keys_in_memory::dedupe_digest(byte_view request, const token128& key) {
    const std::lock_guard hold(guard_);
    if (outage_) return no_answer();
    if (std::find(dedupe_keys_.begin(), dedupe_keys_.end(), key) == dedupe_keys_.end())
        return failed(failure_code::invalid, "that dedupe key is destroyed");
    bytes keyed(view(key));
    keyed += request;
    return keyed_digest{sha256(keyed), key};
}

void keys_in_memory::erase(const person_id& person) {
    const std::lock_guard hold(guard_);
    persons_erased_.insert(person);
}

void keys_in_memory::erase(const person_id& person, category_name category, const id128& scope) {
    const std::lock_guard hold(guard_);
    erased_.insert({person, category, scope});
}

void keys_in_memory::set_outage(bool lasts) {
    const std::lock_guard hold(guard_);
    outage_ = lasts;
}

void keys_in_memory::renew_dedupe_key() {
    const std::lock_guard hold(guard_);
    dedupe_keys_.push_back(random_.token());
}

void keys_in_memory::destroy_earlier_dedupe_keys() {
    const std::lock_guard hold(guard_);
    dedupe_keys_.erase(dedupe_keys_.begin(), dedupe_keys_.end() - 1);
}

std::uint64_t keys_in_memory::durable_to() const {
    const std::lock_guard hold(guard_);
    return durable_to_;
}

std::size_t keys_in_memory::minted() const {
    const std::lock_guard hold(guard_);
    return minted_.size();
}

}  // namespace parcours
