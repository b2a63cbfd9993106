// SPDX-License-Identifier: Apache-2.0
#include "tests/infra/vault/child.hpp"

#include <thread>

#include <unistd.h>

#include "infra/system/system_entropy.hpp"
#include "tests/infra/vault/vault_under_test.hpp"

namespace parcours {
namespace {

constexpr std::uint64_t threads = 4;

}  // namespace

int mint_until_killed(const std::string& folder) {
    const std::filesystem::path home(folder);
    vault_settings settings;
    settings.folder = home / "vault";
    const storage_memory memory(std::size_t{32} << 20);
    const fake_clock time;
    system_entropy random;
    auto opened = vault::open(settings, std::make_unique<anchor_file>(home / "anchor", random), memory, time, random);
    if (!opened) return 1;
    vault& kept = **opened;
    std::vector<std::thread> all;
    const std::uint64_t round = kept.term();
    for (std::uint64_t number = 0; number < threads; ++number)
        all.emplace_back([&kept, number, round] {
            for (std::uint64_t each = 0;; ++each) {
                const std::uint64_t person = (round * threads + number) << 32 | each;
                const auto key = kept.to_seal(purpose_of(person, category_name::identity));
                if (!key || !kept.make_durable(key->ticket)) ::_exit(2);
                const std::string line = std::to_string(person) + " " + to_hex(view(key->id)) + "\n";
                if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) ::_exit(3);
            }
        });
    for (auto& each : all) each.join();
    return 0;
}

}  // namespace parcours
