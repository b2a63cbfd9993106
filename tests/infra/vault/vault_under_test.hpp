// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include <gtest/gtest.h>

#include "infra/rocksdb/storage_memory.hpp"
#include "infra/vault/anchor_file.hpp"
#include "infra/vault/vault.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/fixed_entropy.hpp"
#include "tests/support/scratch_folder.hpp"

namespace parcours {

// A vault in a folder of its own, that can be closed and opened again.
class vault_under_test {
  public:
    explicit vault_under_test(std::uint64_t seed = 1) : random(seed) {
        settings.folder = home / "vault";
        settings.upkeep_every_ms = 3'600'000;  // so that a test alone says what becomes durable when
    }

    expected<std::unique_ptr<vault>> try_open() {
        return vault::open(settings, std::make_unique<anchor_file>(anchor_path(), random), memory(), time, random);
    }
    void open() {
        kept.reset();
        auto opened = try_open();
        ASSERT_TRUE(opened) << opened.error().context;
        kept = *std::move(opened);
    }
    vault& operator*() { return *kept; }
    vault* operator->() { return kept.get(); }

    std::string anchor_path() const { return home / "anchor"; }
    std::string page_path() const { return (settings.folder / "page.1").string(); }
    std::string store_path() const { return (settings.folder / "store").string(); }

    sealing_key key_for(const key_purpose& purpose) {
        const auto key = kept->to_seal(purpose);
        EXPECT_TRUE(key) << key.error().context;
        return key ? *key : sealing_key{};
    }
    expected<opening_key> open_one(const key_id& id) {
        auto answers = kept->to_open(std::span(&id, 1));
        if (!answers) return tl::unexpected(answers.error());
        return answers->front();
    }
    // As a word, so that a test can say which of all answers it expects.
    std::string answer_to(const sealing_key& key) {
        const auto answer = open_one(key.id);
        if (!answer) return std::string(to_string(answer.error().code));
        if (std::holds_alternative<erased>(*answer)) return "erased";
        if (std::holds_alternative<unavailable>(*answer)) return "outage";
        return std::get<secret_key>(*answer) == key.secret ? "the key" : "another key";
    }

    static const storage_memory& memory() {
        static const storage_memory one(std::size_t{32} << 20);
        return one;
    }

    scratch_folder home;
    vault_settings settings;
    fake_clock time;
    fixed_entropy random;
    std::unique_ptr<vault> kept;
};

inline person_id person_number(std::uint64_t number) {
    return {id128::make({1'700'000'000'000}, static_cast<route_number>(number), number)};
}
inline id128 scope_number(std::uint64_t number) { return id128::make({1'700'000'000'000}, 7, number); }

inline key_purpose purpose_of(std::uint64_t person, category_name category, const id128& scope = {}) {
    return {person_number(person), category, scope, false};
}
inline key_purpose text_of(std::uint64_t person, category_name category, const id128& scope = {}) {
    return {person_number(person), category, scope, true};
}

}  // namespace parcours
