// SPDX-License-Identifier: Apache-2.0
#include "infra/system/private_file.hpp"

#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace parcours {
namespace {

constexpr std::size_t octets_max = 256 * 1024;

}  // namespace

// The file itself is looked at, not its name, so that nothing is exchanged between the look and the reading.
expected<std::string> read_private_file(const std::string& what, const std::string& path) {
    const std::string named = what + " " + path;
    const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return failed(failure_code::invalid, named + " cannot be opened: " + std::strerror(errno));
    struct stat about {};
    std::string text;
    std::string fault;
    if (fstat(descriptor, &about) != 0 || !S_ISREG(about.st_mode)) {
        fault = " is not a regular file";
    } else if ((about.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        fault = " may be read by others than its owner: chmod 600 it";
    } else if (about.st_uid != geteuid() && about.st_uid != 0) {
        fault = " belongs to another user";
    } else {
        text.reserve(static_cast<std::size_t>(about.st_size) + 1);  // else copies of a secret are left behind
        std::array<char, 4096> piece{};
        ssize_t count = 0;
        while ((count = read(descriptor, piece.data(), piece.size())) > 0 && text.size() <= octets_max)
            text.append(piece.data(), static_cast<std::size_t>(count));
        explicit_bzero(piece.data(), piece.size());
        if (count != 0) fault = " cannot be read";
    }
    close(descriptor);
    if (fault.empty()) return text;
    explicit_bzero(text.data(), text.size());
    return failed(failure_code::invalid, named + fault);
}

}  // namespace parcours
