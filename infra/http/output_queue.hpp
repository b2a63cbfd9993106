// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace parcours::http {

// Bytes that wait to be sent, in order. Small texts run together, so that the answers to a batch of pipelined requests
// leave in one write; large bodies are not copied.
class output_queue {
  public:
    static constexpr std::size_t views_max = 16;

    // Where heads and small bodies are written; valid until the next call of another function.
    std::string& text();
    // Says that text() has grown: sizes are kept by difference.
    void text_grown(std::size_t by) { bytes_ += by; }
    void append(std::string_view bytes);
    void append_owned(std::string&& bytes);
    void append_shared(std::shared_ptr<const std::string> bytes);

    std::size_t size() const { return bytes_; }
    bool empty() const { return bytes_ == 0; }
    // The first pieces, as many as fit; valid until something is appended or consumed.
    std::span<const std::string_view> front();
    void consume(std::size_t bytes);

  private:
    struct segment {
        std::string owned;
        std::shared_ptr<const std::string> shared;  // shared, for the same answer may go to many clients
        std::size_t sent = 0;
        bool open = false;  // whether more text may be added
        std::string_view rest() const { return std::string_view(shared ? *shared : owned).substr(sent); }
    };
    std::deque<segment> segments_;
    std::string spare_;  // the last text's memory, used again
    std::size_t bytes_ = 0;
    std::array<std::string_view, views_max> views_;
};

}  // namespace parcours::http
