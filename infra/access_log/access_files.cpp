// SPDX-License-Identifier: Apache-2.0
#include "infra/access_log/access_files.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fstream>
#include <iterator>

#include <fcntl.h>
#include <unistd.h>

namespace parcours {
namespace {

constexpr auto sync_interval = std::chrono::seconds(1);
constexpr std::string_view ending = ".accesses";
constexpr std::size_t head_octets = 12;

failure file_failure(const std::string& what) {
    return {failure_code::io, "the access log: " + what + ": " + std::strerror(errno)};
}

std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> found;
    std::error_code error;
    for (const auto& each : std::filesystem::directory_iterator(folder, error))
        if (each.path().extension() == ending) found.push_back(each.path());
    std::sort(found.begin(), found.end());
    return found;
}

bytes content_of(const std::filesystem::path& file) {
    std::ifstream from(file, std::ios::binary);
    return bytes(std::istreambuf_iterator<char>(from), std::istreambuf_iterator<char>());
}

// Octets of a file that are whole records.
std::size_t whole_octets(byte_view content) {
    std::size_t at = 0;
    while (content.size() - at >= head_octets) {
        const std::size_t size = head_octets + read_u32(content.data() + at);
        if (size > content.size() - at || !decode_access(content.substr(at, size))) break;
        at += size;
    }
    return at;
}

}  // namespace

expected<std::unique_ptr<access_files>> access_files::open(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) return failed(failure_code::io, "the access log's folder cannot be made: " + error.message());
    if (const auto all = files_in(folder); !all.empty()) {
        const bytes content = content_of(all.back());
        const std::size_t whole = whole_octets(content);
        if (whole < content.size()) std::filesystem::resize_file(all.back(), whole, error);
        if (error) return failed(failure_code::io, "the access log's last file cannot be cut: " + error.message());
    }
    std::unique_ptr<access_files> made(new access_files(folder));
    made->syncing_ = std::thread([files = made.get()] { files->keep_synced(); });
    return made;
}

access_files::~access_files() {
    stop();
    if (file_ >= 0) ::close(file_);
}

void access_files::stop() {
    {
        const std::lock_guard hold(guard_);
        stopping_ = true;
    }
    turn_.notify_all();
    if (syncing_.joinable()) syncing_.join();
}

expected<void> access_files::record(const access_entry& entry) {
    const bytes record = encode_access(entry);
    const std::lock_guard hold(guard_);
    if (broken_) return tl::unexpected(*broken_);
    if (auto used = use_file_of(to_string(entry.at).substr(0, 10)); !used) {
        broken_ = used.error();
        return used;
    }
    if (::write(file_, record.data(), record.size()) != static_cast<ssize_t>(record.size())) {
        broken_ = file_failure("an entry cannot be written");
        return tl::unexpected(*broken_);
    }
    unsynced_ = true;
    return {};
}

expected<void> access_files::use_file_of(const std::string& day) {
    if (file_ >= 0 && day == day_) return {};
    if (file_ >= 0) {
        if (::fdatasync(file_) != 0) return tl::unexpected(file_failure("a day's file cannot be synced"));
        ::close(file_);
    }
    const auto path = folder_ / (day + std::string(ending));
    file_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (file_ < 0) return tl::unexpected(file_failure("a day's file cannot be opened"));
    day_ = day;
    return {};
}

void access_files::keep_synced() {
    std::unique_lock hold(guard_);
    while (true) {
        turn_.wait_for(hold, sync_interval, [&] { return stopping_; });
        // The lock is kept: an entry that comes meanwhile waits, at most once a second.
        if (unsynced_ && !broken_ && ::fdatasync(file_) != 0) broken_ = file_failure("it cannot be synced");
        unsynced_ = false;
        if (stopping_) return;
    }
}

expected<void> read_accesses(const std::filesystem::path& folder,
                             const std::function<bool(const access_entry&)>& show) {
    for (const auto& file : files_in(folder)) {
        const bytes content = content_of(file);
        const byte_view all = content;
        const std::size_t whole = whole_octets(all);
        for (std::size_t at = 0; at < whole;) {
            const std::size_t size = head_octets + read_u32(all.data() + at);
            if (!show(*decode_access(all.substr(at, size)))) return {};
            at += size;
        }
        if (whole < content.size() && file != files_in(folder).back())
            return failed(failure_code::corrupt, "the access log is damaged in " + file.filename().string());
    }
    return {};
}

}  // namespace parcours
