// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "events/failure.hpp"

// What the program writes: answers on standard output, what went wrong and how far it has come on standard error.
namespace parcours::replay {

// How many columns of a terminal a text takes: accents that combine take none, wide letters two.
std::size_t display_width(std::string_view text);

// A few rows whose columns are aligned by what they show. Kept whole: for what is short.
class text_table {
  public:
    explicit text_table(std::size_t indent = 0) : indent_(indent) {}
    void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
    // A column grows no wider than `width_max`; a longer text of it shifts what follows in its row.
    std::string text(std::size_t width_max = 60) const;

  private:
    std::size_t indent_;
    std::vector<std::vector<std::string>> rows_;
};

// Standard output, a line at a time. When its reader has gone (`| head`), the rest is dropped quietly.
class output {
  public:
    // False: nobody reads any more.
    bool line(std::string_view text);
    bool text(std::string_view text);
    bool ended() const { return ended_; }
    // Bold where standard output is a terminal and NO_COLOR is not set, as it is elsewhere.
    std::string heading(std::string_view text) const;
    // To be called last: the exit code is `exit_failed` where what was written could not be kept.
    int finish(int code);

  private:
    bool ended_ = false;
    bool lost_ = false;
};

// Tells how far something has come, on one line of standard error that is written over; only on a terminal, and only
// when it takes longer than a second.
class progress_line {
  public:
    explicit progress_line(std::string what);
    ~progress_line();
    progress_line(const progress_line&) = delete;
    progress_line& operator=(const progress_line&) = delete;

    // `total` 0: nobody knows.
    void tell(std::uint64_t done, std::uint64_t total);

  private:
    std::string what_;
    bool terminal_;
    bool shown_ = false;
    std::chrono::steady_clock::time_point next_;
};

// Says on standard error what went wrong; answers `exit_failed`, or `exit_usage` for what could never succeed.
int tell_failure(const failure& why);
int tell_usage(std::string_view why);

}  // namespace parcours::replay
