// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace parcours {

// One value read at the moment of a scrape: a name that is declared in metrics.cpp, up to one label, a number.
struct gauge_reading {
    std::string_view name;
    std::string label;  // a projection's, partition's or queue's name; empty: none
    double value = 0;
};

// What the program counts, in Prometheus' text format. Labels are names and codes of ours, never ids or personal values.
// Threads: any.
class metrics {
  public:
    metrics();
    ~metrics();
    metrics(const metrics&) = delete;
    metrics& operator=(const metrics&) = delete;

    void on_command(std::string_view name, std::string_view outcome, double seconds);
    void on_request(std::string_view operation, int status, double seconds);
    void on_refusal(std::string_view code, int status);  // an answer that the HTTP server gave of its own
    void on_read_back(double seconds);                   // from append to the answer
    void on_ignored_record();
    void on_append_failure(bool sent);
    void on_applied(std::string_view projection, double seconds, std::size_t commits);
    void on_parked(std::string_view projection);
    void on_opened(std::string_view opener, std::string_view outcome, std::size_t cells);
    void on_reset_asked();

    // Asked at each scrape, from the operator's thread.
    void read_from(std::function<std::vector<gauge_reading>()> readings);
    std::string text() const;

  private:
    struct families;
    std::unique_ptr<families> families_;
    mutable std::mutex guard_;
    std::vector<std::function<std::vector<gauge_reading>()>> sources_;
};

}  // namespace parcours
