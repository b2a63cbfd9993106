// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>

namespace parcours::http {

// Bytes that came and were not yet understood, in one piece of fixed size.
class input_buffer {
  public:
    explicit input_buffer(std::size_t capacity) : bytes_(new char[capacity]), capacity_(capacity) {}

    std::string_view view() const { return {bytes_.get() + begin_, end_ - begin_}; }
    bool empty() const { return begin_ == end_; }
    bool full() const { return end_ - begin_ == capacity_; }
    void clear() { begin_ = end_ = 0; }
    void consume(std::size_t count) {
        begin_ += count;
        if (empty()) clear();
    }
    // Where what comes next may be put; moves what is there to the front, so views end.
    std::span<char> space() {
        if (begin_ > 0) {
            std::memmove(bytes_.get(), bytes_.get() + begin_, end_ - begin_);
            end_ -= begin_;
            begin_ = 0;
        }
        return {bytes_.get() + end_, capacity_ - end_};
    }
    void commit(std::size_t count) { end_ += count; }

  private:
    std::unique_ptr<char[]> bytes_;
    std::size_t capacity_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
};

}  // namespace parcours::http
