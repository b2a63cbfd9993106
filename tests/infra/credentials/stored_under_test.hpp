// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>

#include "events/values/email.hpp"
#include "infra/credentials/stored_credentials.hpp"
#include "infra/rocksdb/storage_memory.hpp"
#include "infra/system/system_entropy.hpp"
#include "infra/vault/anchor_file.hpp"
#include "infra/vault/vault.hpp"
#include "tests/contracts/credentials_fixture.hpp"
#include "tests/support/scratch_folder.hpp"

namespace parcours {

// Whose addresses are whose, as the vault's index would tell.
class told_addresses final : public unique_index {
  public:
    std::map<std::string, id128, std::less<>> holders;

    expected<bool> reserve(unique_kind, std::string_view, const command_id&, partition_number, const id128&) override {
        return failed(failure_code::invalid, "nobody reserves here");
    }
    expected<void> confirm(const command_id&, unique_kind, const id128&) override { return {}; }
    expected<void> release(const command_id&) override { return {}; }
    expected<std::optional<id128>> find(unique_kind, std::string_view value) const override {
        const auto found = holders.find(value);
        return found == holders.end() ? std::nullopt : std::optional(found->second);
    }
    expected<std::vector<open_reservation>> open_reservations(instant) const override {
        return std::vector<open_reservation>{};
    }
};

// A cost at which a test can hash thousands.
inline constexpr hashing_cost next_to_nothing{1, 8'192};

// Credentials in a vault in a folder; what each later process finds is what is there.
class stored_under_test : public credentials_under_test {
  public:
    explicit stored_under_test(credential_settings with = {}, rocksdb::Env* environment = nullptr,
                               const std::string& folder = {})
        : settings(with), at(folder.empty() ? home.path() : folder) {
        if (settings.cost.memory_octets == hashing_cost{}.memory_octets) settings.cost = next_to_nothing;
        kept.folder = at / "vault";
        kept.environment = environment;
        kept.upkeep_every_ms = 3'600'000;  // so that a test alone says what becomes durable when
        reopen();
    }

    stored_credentials& all() override { return *open; }
    void know(const std::string& email, const person_id& account) override {
        addresses.holders[normalised_email(email)] = account.value;
    }
    void reopen() override {
        close();
        auto opened = vault::open(kept, std::make_unique<anchor_file>(at / "anchor", random), memory(), time, random);
        check(opened.has_value(), "a test's vault opens");
        secrets = *std::move(opened);
        open = std::make_unique<stored_credentials>(secrets->store(), *secrets, addresses, time, random, settings);
    }
    void close() {
        open.reset();
        secrets.reset();
    }

    static const storage_memory& memory() {
        static const storage_memory one(std::size_t{32} << 20);
        return one;
    }

    scratch_folder home;
    credential_settings settings;
    std::filesystem::path at;
    vault_settings kept;
    system_entropy random;
    told_addresses addresses;
    std::unique_ptr<vault> secrets;
    std::unique_ptr<stored_credentials> open;
};

}  // namespace parcours
