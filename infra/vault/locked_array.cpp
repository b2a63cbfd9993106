// SPDX-License-Identifier: Apache-2.0
#include "infra/vault/locked_array.hpp"

#include <sodium.h>
#include <sys/mman.h>

#include "events/check.hpp"

namespace parcours {

locked_memory::locked_memory(std::size_t size) : size_(size) {
    // Whole pages of its own, so that locking and wiping touch nobody else's.
    at_ = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    check(at_ != MAP_FAILED, "memory for keys is there");
    locked_ = sodium_mlock(at_, size) == 0;
}

locked_memory::~locked_memory() {
    if (at_ == nullptr) return;
    if (locked_)
        sodium_munlock(at_, size_);  // wipes as well
    else
        sodium_memzero(at_, size_);
    ::munmap(at_, size_);
}

}  // namespace parcours
