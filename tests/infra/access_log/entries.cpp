// SPDX-License-Identifier: Apache-2.0
#include "tests/infra/access_log/entries.hpp"

#include <fstream>
#include <iterator>
#include <thread>

#include <gtest/gtest.h>
#include <unistd.h>

#include "infra/access_log/access_files.hpp"
#include "tests/support/recorded.hpp"

namespace parcours {

access_entry entry_number(std::uint64_t number, std::int64_t days) {
    access_entry entry;
    entry.at = {1'700'000'000'000 + days * 86'400'000};
    entry.who = person_id{{1, number}};
    entry.role = "companion";
    entry.purpose = "read_application";
    for (std::uint64_t each = 0; each < number % 5; ++each) entry.whom.push_back(person_id{{2, each}});
    entry.groups = {group::identity, group::documents};
    entry.trace[0] = static_cast<unsigned char>(number);
    return entry;
}

std::vector<std::uint64_t> numbers_in(const std::string& folder) {
    std::vector<std::uint64_t> found;
    const auto read = read_access_log(folder, [&](const access_entry& entry) {
        const std::uint64_t number = entry.who.value.low;
        found.push_back(number);
        const auto expected_one = entry_number(number);
        EXPECT_EQ(entry.role, expected_one.role);
        EXPECT_EQ(entry.purpose, expected_one.purpose);
        EXPECT_EQ(entry.whom, expected_one.whom);
        EXPECT_EQ(entry.groups, expected_one.groups);
        EXPECT_EQ(entry.trace, expected_one.trace);
        return true;
    });
    EXPECT_TRUE(read) << read.error().context;
    return found;
}

bytes content_of(const std::string& path) {
    std::ifstream from(path, std::ios::binary);
    return bytes(std::istreambuf_iterator<char>(from), {});
}

void write_content(const std::string& path, byte_view content) {
    std::ofstream to(path, std::ios::binary | std::ios::trunc);
    to.write(content.data(), static_cast<std::streamsize>(content.size()));
}

std::string first_file(const scratch_folder& folder) { return folder / "2023-11-14.accesses"; }

int record_until_killed(const std::string& folder) {
    auto opened = access_files::open({folder});
    if (!opened) return 1;
    access_files& files = **opened;
    std::vector<std::thread> all;
    const auto round = static_cast<std::uint64_t>(::getpid()) << 24;
    for (std::uint64_t thread = 0; thread < 4; ++thread)
        all.emplace_back([&files, number = round + (thread << 20)]() mutable {
            while (true) {
                if (!record(files, entry_number(++number))) ::_exit(2);
                const std::string line = std::to_string(number) + "\n";
                if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) ::_exit(3);
            }
        });
    for (auto& each : all) each.join();
    return 0;
}

}  // namespace parcours
