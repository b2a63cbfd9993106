// SPDX-License-Identifier: Apache-2.0
#include "infra/vault/ground.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <sstream>

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/fiemap.h>
#include <linux/fs.h>
#include <linux/magic.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "infra/vault/files.hpp"

namespace parcours {
namespace {

constexpr std::size_t mountinfo_size_max = 1 << 20;
constexpr long xfs_magic = 0x58465342;
constexpr std::uint32_t extents_max = 4;
constexpr std::uint32_t pieces_max = 2;  // the slots

// Octets that lie elsewhere too, or are moved when they are written.
constexpr std::uint32_t not_in_place = FIEMAP_EXTENT_SHARED | FIEMAP_EXTENT_UNKNOWN | FIEMAP_EXTENT_DELALLOC |
                                       FIEMAP_EXTENT_ENCODED | FIEMAP_EXTENT_NOT_ALIGNED | FIEMAP_EXTENT_DATA_INLINE;

void look_at_file_system(const std::filesystem::path& path, const open_file& file, anchor_ground& ground) {
    struct statfs system {};
    struct stat about {};
    if (::fstatfs(file.number(), &system) != 0 || ::fstat(file.number(), &about) != 0) {
        ground.doubts.push_back(fmt::format("the file system under {} does not tell what it is", path.string()));
        return;
    }
    if (system.f_type == xfs_magic) return;
    if (system.f_type != EXT4_SUPER_MAGIC) {
        ground.doubts.push_back(
            fmt::format("{} lies on a file system (type {:#x}) that may keep what is overwritten; ext4 and XFS do not",
                        path.string(), static_cast<unsigned long>(system.f_type)));
        return;
    }
    const auto mounts = read_whole_file("/proc/self/mountinfo", mountinfo_size_max);
    const auto options = mounts && *mounts ? mount_options(**mounts, major(about.st_dev), minor(about.st_dev)) : "";
    if (options.empty()) ground.doubts.push_back(fmt::format("the mount under {} is not told", path.string()));
    if (("," + options + ",").find(",data=journal,") != std::string::npos)
        ground.doubts.push_back(
            fmt::format("{} lies on ext4 with data=journal, whose journal keeps copies", path.string()));
}

void look_at_extents(const std::filesystem::path& path, const open_file& file, anchor_ground& ground) {
    alignas(fiemap) std::array<char, sizeof(fiemap) + extents_max * sizeof(fiemap_extent)> room{};
    auto* map = reinterpret_cast<fiemap*>(room.data());
    map->fm_length = FIEMAP_MAX_OFFSET;
    map->fm_flags = FIEMAP_FLAG_SYNC;
    map->fm_extent_count = extents_max;
    if (::ioctl(file.number(), FS_IOC_FIEMAP, map) != 0) {
        ground.doubts.push_back(fmt::format("where {} lies on its device is not told", path.string()));
        return;
    }
    if (map->fm_mapped_extents == 0 || map->fm_mapped_extents > pieces_max) {
        ground.doubts.push_back(fmt::format("{} lies in {} pieces", path.string(), map->fm_mapped_extents));
        return;
    }
    std::uint64_t place = 0;
    for (std::uint32_t i = 0; i < map->fm_mapped_extents; ++i) {
        fiemap_extent extent{};
        std::memcpy(&extent, room.data() + sizeof(fiemap) + i * sizeof(fiemap_extent), sizeof extent);
        if ((extent.fe_flags & not_in_place) != 0) {
            ground.doubts.push_back(
                fmt::format("{} is shared with a copy or a snapshot, or is not written in place", path.string()));
            return;
        }
        place = place * 31 + extent.fe_physical;
    }
    ground.place = place;
}

}  // namespace

std::string mount_options(std::string_view mountinfo, unsigned major, unsigned minor) {
    const std::string device = fmt::format("{}:{}", major, minor);
    std::istringstream lines{std::string(mountinfo)};
    std::string found;
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string id, parent, number, root, point, options, word;
        words >> id >> parent >> number >> root >> point >> options;
        if (number != device) continue;
        while (words >> word && word != "-") {
        }
        std::string type, source, own_options;
        words >> type >> source >> own_options;
        found = options + "," + own_options;
    }
    return found;
}

anchor_ground look_at_ground(const std::filesystem::path& path) {
    anchor_ground ground;
    const open_file file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.is_open()) {
        ground.doubts.push_back(fmt::format("{} cannot be looked at: {}", path.string(), std::strerror(errno)));
        return ground;
    }
    look_at_file_system(path, file, ground);
    look_at_extents(path, file, ground);
    return ground;
}

}  // namespace parcours
