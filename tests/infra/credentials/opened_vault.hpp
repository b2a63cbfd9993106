// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include "infra/rocksdb/storage_memory.hpp"
#include "infra/vault/anchor_file.hpp"
#include "infra/vault/vault.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/fixed_entropy.hpp"
#include "tests/support/scratch_folder.hpp"

namespace parcours {

// A vault in a folder of its own, for what is kept in it.
class opened_vault {
  public:
    explicit opened_vault(std::uint64_t seed = 1) : random(seed) { reopen(); }
    void reopen() {
        kept_.reset();
        vault_settings settings;
        settings.folder = home / "vault";
        settings.upkeep_every_ms = 3'600'000;  // so that a test alone says what becomes durable when
        auto opened =
            vault::open(settings, std::make_unique<anchor_file>(home / "anchor", random), memory_, time, random);
        ASSERT_TRUE(opened) << opened.error().context;
        kept_ = *std::move(opened);
    }
    vault& operator*() { return *kept_; }
    vault* operator->() { return kept_.get(); }

    scratch_folder home;
    fake_clock time;
    fixed_entropy random;

  private:
    storage_memory memory_{std::size_t{16} << 20};
    std::unique_ptr<vault> kept_;
};

}  // namespace parcours
