// SPDX-License-Identifier: Apache-2.0
#include "tests/support/golden.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace parcours {
namespace {

constexpr std::size_t line_length = 96;

std::filesystem::path from_root(const std::filesystem::path& path) {
    const char* root = std::getenv("PARCOURS_SOURCE_DIR");
    return std::filesystem::path(root == nullptr ? "." : root) / path;
}

unsigned digit_of(char letter) { return static_cast<unsigned>(letter <= '9' ? letter - '0' : letter - 'a' + 10); }

bool may_write() { return std::getenv("PARCOURS_WRITE_GOLDEN") != nullptr; }

void write_file(const std::filesystem::path& whole, std::string_view now) {
    std::filesystem::create_directories(whole.parent_path());
    std::ofstream(whole, std::ios::binary) << now;
}

std::string read_file(const std::filesystem::path& whole) {
    std::ifstream stored(whole, std::ios::binary);
    return {std::istreambuf_iterator<char>(stored), std::istreambuf_iterator<char>()};
}

}  // namespace

std::string golden_text(const std::filesystem::path& path, std::string_view now) {
    const auto whole = from_root(path);
    if (may_write()) write_file(whole, now);
    return read_file(whole);
}

bytes golden_octets(const std::filesystem::path& path, byte_view now) {
    std::string lines;
    const std::string digits = to_hex(now);
    for (std::size_t at = 0; at < digits.size(); at += line_length) lines += digits.substr(at, line_length) + "\n";
    const auto whole = from_root(path);
    if (may_write() && !std::filesystem::exists(whole)) write_file(whole, lines);
    const std::string stored = read_file(whole);
    bytes octets;
    char high = '\0';
    for (const char letter : stored) {
        if (letter == '\n') continue;
        if (high == '\0') {
            high = letter;
        } else {
            octets += static_cast<char>(digit_of(high) << 4 | digit_of(letter));
            high = '\0';
        }
    }
    return octets;
}

}  // namespace parcours
