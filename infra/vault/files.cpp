// SPDX-License-Identifier: Apache-2.0
#include "infra/vault/files.hpp"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace parcours {

open_file::~open_file() {
    if (number_ >= 0) ::close(number_);
}

open_file& open_file::operator=(open_file&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
}

tl::unexpected<failure> file_failure(std::string_view what, const std::filesystem::path& path) {
    const int reason = errno;
    return failed(failure_code::io, fmt::format("cannot {} {}: {}", what, path.string(), std::strerror(reason)));
}

expected<std::optional<bytes>> read_whole_file(const std::filesystem::path& path, std::size_t size_max) {
    const open_file from(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!from.is_open()) {
        if (errno == ENOENT) return std::nullopt;
        return file_failure("open", path);
    }
    bytes content(size_max + 1, '\0');
    std::size_t size = 0;
    while (size < content.size()) {
        const auto got = ::read(from.number(), content.data() + size, content.size() - size);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return file_failure("read", path);
        if (got == 0) break;
        size += static_cast<std::size_t>(got);
    }
    if (size > size_max) return failed(failure_code::corrupt, fmt::format("{} is too long", path.string()));
    content.resize(size);
    return content;
}

expected<void> replace_file(const std::filesystem::path& path, byte_view content) {
    auto beside = path;
    beside += ".new";
    {
        const open_file to(::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
        if (!to.is_open()) return file_failure("make", beside);
        while (!content.empty()) {
            const auto put = ::write(to.number(), content.data(), content.size());
            if (put < 0 && errno == EINTR) continue;
            if (put < 0) return file_failure("write", beside);
            content.remove_prefix(static_cast<std::size_t>(put));
        }
        if (::fsync(to.number()) != 0) return file_failure("sync", beside);
    }
    if (::rename(beside.c_str(), path.c_str()) != 0) return file_failure("rename to", path);
    return sync_folder(path.parent_path());
}

expected<void> sync_folder(const std::filesystem::path& folder) {
    const open_file opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!opened.is_open()) return file_failure("open", folder);
    if (::fsync(opened.number()) != 0) return file_failure("sync", folder);
    return {};
}

expected<open_file> lock_folder(const std::filesystem::path& folder) {
    const auto path = folder / "lock";
    open_file lock(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!lock.is_open()) return file_failure("make", path);
    if (::flock(lock.number(), LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK)
            return failed(failure_code::unavailable,
                          fmt::format("another process has the vault in {} open", folder.string()));
        return file_failure("lock", path);
    }
    return lock;
}

}  // namespace parcours
