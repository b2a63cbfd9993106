// SPDX-License-Identifier: Apache-2.0
#include "replay_tools/output.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include <fmt/format.h>
#include <unistd.h>

#include "replay_tools/subcommands.hpp"

namespace parcours::replay {
namespace {

constexpr auto first_word_after = std::chrono::seconds(1);
constexpr auto between_words = std::chrono::milliseconds(200);

struct code_span {
    char32_t first;
    char32_t last;
};
// What terminals draw over the letter before it, and what they draw two columns wide (Unicode, UAX 11, abridged).
constexpr std::array combining = {code_span{0x300, 0x36f}, code_span{0x200b, 0x200f}, code_span{0xfe00, 0xfe0f}};
constexpr std::array wide = {code_span{0x1100, 0x115f}, code_span{0x2e80, 0xa4cf},   code_span{0xac00, 0xd7a3},
                             code_span{0xf900, 0xfaff}, code_span{0xfe30, 0xfe6f},   code_span{0xff00, 0xff60},
                             code_span{0xffe0, 0xffe6}, code_span{0x1f300, 0x1faff}, code_span{0x20000, 0x3fffd}};

template <std::size_t Size>
bool is_in(const std::array<code_span, Size>& spans, char32_t letter) {
    return std::any_of(spans.begin(), spans.end(),
                       [&](const code_span& each) { return letter >= each.first && letter <= each.last; });
}

std::size_t octets_of_letter(unsigned char first) {
    if (first < 0xc0) return 1;
    if (first < 0xe0) return 2;
    return first < 0xf0 ? 3 : 4;
}

}  // namespace

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto first = static_cast<unsigned char>(text[at]);
        const std::size_t octets = std::min(octets_of_letter(first), text.size() - at);
        char32_t letter = octets == 1 ? first : first & (0xffU >> (octets + 1));
        for (std::size_t i = 1; i < octets; ++i)
            letter = letter << 6 | (static_cast<unsigned char>(text[at + i]) & 0x3fU);
        if (!is_in(combining, letter)) width += is_in(wide, letter) ? 2 : 1;
        at += octets;
    }
    return width;
}

std::string text_table::text(std::size_t width_max) const {
    std::vector<std::size_t> widths;
    for (const auto& row : rows_) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::min(width_max, std::max(widths[i], display_width(row[i])));
    }
    std::string whole;
    for (const auto& row : rows_) {
        std::string line(indent_, ' ');
        for (std::size_t i = 0; i < row.size(); ++i) {
            line += row[i];
            const std::size_t width = display_width(row[i]);
            if (i + 1 < row.size()) line.append(width < widths[i] ? widths[i] - width + 2 : 2, ' ');
        }
        line.erase(line.find_last_not_of(' ') + 1);
        whole += line + '\n';
    }
    return whole;
}

bool output::text(std::string_view text) {
    if (ended_) return false;
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) {
        ended_ = true;
        lost_ = errno != EPIPE;
    }
    return !ended_;
}

bool output::line(std::string_view text) {
    std::string whole(text);
    whole += '\n';
    return this->text(whole);
}

std::string output::heading(std::string_view text) const {
    const char* plain = std::getenv("NO_COLOR");
    const bool colours = ::isatty(STDOUT_FILENO) == 1 && (plain == nullptr || *plain == '\0');
    return colours ? fmt::format("\x1b[1m{}\x1b[0m", text) : std::string(text);
}

int output::finish(int code) {
    if (!ended_ && std::fflush(stdout) != 0) {
        ended_ = true;
        lost_ = errno != EPIPE;
    }
    if (!lost_) return code;
    std::fputs("parcours-replay: what it found could not be written\n", stderr);
    return exit_failed;
}

progress_line::progress_line(std::string what)
    : what_(std::move(what)),
      terminal_(::isatty(STDERR_FILENO) == 1),
      next_(std::chrono::steady_clock::now() + first_word_after) {}

progress_line::~progress_line() {
    if (shown_) std::fputs("\r\x1b[K", stderr);
}

void progress_line::tell(std::uint64_t done, std::uint64_t total) {
    if (!terminal_) return;
    const auto now = std::chrono::steady_clock::now();
    if (now < next_) return;
    next_ = now + between_words;
    shown_ = true;
    const std::string share = total == 0 ? "" : fmt::format(" of {} ({} %)", total, done * 100 / std::max(done, total));
    fmt::print(stderr, "\r{}: {}{}\x1b[K", what_, done, share);
}

int tell_failure(const failure& why) {
    fmt::print(stderr, "parcours-replay: {}\n", why.context);
    return exit_failed;
}

int tell_usage(std::string_view why) {
    fmt::print(stderr, "parcours-replay: {}\n", why);
    return exit_usage;
}

}  // namespace parcours::replay
