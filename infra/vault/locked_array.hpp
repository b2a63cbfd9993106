// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

namespace parcours {

// Zeroed memory that is neither swapped nor dumped, in one piece.
class locked_memory {
  public:
    explicit locked_memory(std::size_t size);
    ~locked_memory();
    locked_memory(const locked_memory&) = delete;
    locked_memory& operator=(const locked_memory&) = delete;
    locked_memory(locked_memory&& other) noexcept
        : at_(std::exchange(other.at_, nullptr)), size_(other.size_), locked_(other.locked_) {}
    locked_memory& operator=(locked_memory&& other) noexcept {
        std::swap(at_, other.at_);
        std::swap(size_, other.size_);
        std::swap(locked_, other.locked_);
        return *this;
    }

    void* at() const { return at_; }
    // False where the system refused (RLIMIT_MEMLOCK): it is used all the same, and somebody should be told.
    bool locked() const { return locked_; }

  private:
    void* at_ = nullptr;
    std::size_t size_ = 0;
    bool locked_ = false;
};

// As many values as are said at first, in locked memory; wiped at the end.
template <class T>
    requires std::is_trivially_copyable_v<T>
class locked_array {
  public:
    explicit locked_array(std::size_t size) : memory_(size * sizeof(T)), size_(size) {}
    T& operator[](std::size_t at) { return static_cast<T*>(memory_.at())[at]; }
    const T& operator[](std::size_t at) const { return static_cast<const T*>(memory_.at())[at]; }
    std::size_t size() const { return size_; }
    bool locked() const { return memory_.locked(); }

  private:
    locked_memory memory_;
    std::size_t size_;
};

}  // namespace parcours
