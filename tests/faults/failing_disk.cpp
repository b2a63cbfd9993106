// SPDX-License-Identifier: Apache-2.0
// Put before a program by LD_PRELOAD: of files below FAILING_DISK_FOLDER, writes fail with EIO while the file
// FAILING_DISK_SWITCH + ".write" exists and with ENOSPC while ".full" does, syncs with EIO while ".sync" does.
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include <sys/syscall.h>
#include <unistd.h>

namespace {

constexpr std::size_t path_max = 4096;

bool is_on(const char* what) {
    const char* place = std::getenv("FAILING_DISK_SWITCH");
    if (place == nullptr) return false;
    std::array<char, path_max> path{};
    (void)std::snprintf(path.data(), path.size(), "%s.%s", place, what);
    return ::access(path.data(), F_OK) == 0;
}

bool lies_there(int file) {
    const char* folder = std::getenv("FAILING_DISK_FOLDER");
    if (folder == nullptr) return false;
    std::array<char, 64> link{};
    std::array<char, path_max> path{};
    (void)std::snprintf(link.data(), link.size(), "/proc/self/fd/%d", file);
    const ssize_t length = ::readlink(link.data(), path.data(), path.size());
    return length > 0 && std::string_view(path.data(), static_cast<std::size_t>(length)).starts_with(folder);
}

bool fails(int file, const char* what, int why = EIO) {
    const int before = errno;
    const bool failing = is_on(what) && lies_there(file);
    errno = failing ? why : before;
    return failing;
}

}  // namespace

// The C library's own functions, by their names and forms there.
extern "C" {

__attribute__((visibility("default"))) ssize_t write(int file, const void* octets, size_t size) {
    return fails(file, "write") || fails(file, "full", ENOSPC) ? -1 : ::syscall(SYS_write, file, octets, size);
}

__attribute__((visibility("default"))) int fsync(int file) {
    return fails(file, "sync") ? -1 : static_cast<int>(::syscall(SYS_fsync, file));
}

__attribute__((visibility("default"))) int fdatasync(int file) {
    return fails(file, "sync") ? -1 : static_cast<int>(::syscall(SYS_fdatasync, file));
}
}
