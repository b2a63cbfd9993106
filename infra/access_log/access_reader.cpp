// SPDX-License-Identifier: Apache-2.0
#include "infra/access_log/access_reader.hpp"

#include <algorithm>
#include <fstream>

namespace parcours {
namespace {

// Octets at the front of a file, a window at a time.
class windowed_file {
  public:
    explicit windowed_file(const std::filesystem::path& file) : from_(file, std::ios::binary) {}

    bool is_open() const { return from_.is_open(); }
    bool failed() const { return from_.bad(); }
    // As many octets as these, or all that are left.
    byte_view at_least(std::size_t octets) {
        while (left().size() < octets && from_) {
            window_.erase(0, at_);
            at_ = 0;
            const std::size_t before = window_.size();
            window_.resize(before + std::max(octets, read_octets));
            from_.read(window_.data() + before, static_cast<std::streamsize>(window_.size() - before));
            window_.resize(before + static_cast<std::size_t>(from_.gcount()));
        }
        return left();
    }
    void skip(std::size_t octets) { at_ += octets; }

  private:
    static constexpr std::size_t read_octets = std::size_t{256} * 1024;
    byte_view left() const { return byte_view(window_).substr(at_); }

    std::ifstream from_;
    bytes window_;
    std::size_t at_ = 0;
};

std::optional<stored_access> record_in(byte_view octets, std::size_t& size) {
    const auto said = access_record_octets(octets);
    if (!said || *said > octets.size()) return std::nullopt;
    size = *said;
    return decode_access(octets.substr(0, size));
}

bool holds_a_record(byte_view octets) {
    std::size_t size = 0;
    for (std::size_t at = 1; at + access_head_octets < octets.size(); ++at)
        if (record_in(octets.substr(at), size)) return true;
    return false;
}

}  // namespace

expected<std::uint64_t> read_access_file(
    const std::filesystem::path& file,
    const std::function<bool(const stored_access& record, std::uint64_t octet)>& show) {
    windowed_file from(file);
    if (!from.is_open()) return failed(failure_code::io, "cannot open " + file.filename().string());
    std::uint64_t whole = 0;
    while (true) {
        const byte_view next = from.at_least(access_record_octets_max);
        if (next.empty()) break;
        std::size_t size = 0;
        const auto record = record_in(next, size);
        if (!record) {
            const byte_view rest = from.at_least(access_group_octets_max + 1);
            if (rest.size() <= access_group_octets_max && !holds_a_record(rest)) break;
            return failed(failure_code::corrupt, "the access log is damaged in " + file.filename().string() +
                                                     " at octet " + std::to_string(whole));
        }
        from.skip(size);
        const bool more = show(*record, whole);
        whole += size;
        if (!more) break;
    }
    if (from.failed()) return failed(failure_code::io, "cannot read " + file.filename().string());
    return whole;
}

expected<std::vector<std::filesystem::path>> access_files_in(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    std::error_code error;
    for (const auto& each : std::filesystem::directory_iterator(folder, error))
        if (each.path().extension() == access_file_ending) files.push_back(each.path());
    if (error) return failed(failure_code::io, "the access log's folder cannot be read: " + error.message());
    std::sort(files.begin(), files.end());
    return files;
}

expected<void> read_access_log(const std::filesystem::path& folder,
                               const std::function<bool(const access_entry&)>& show) {
    const auto files = access_files_in(folder);
    if (!files) return tl::unexpected(files.error());
    bool more = true;
    for (const auto& file : *files) {
        const auto read = read_access_file(
            file, [&](const stored_access& each, std::uint64_t /*octet*/) { return more = show(each.entry); });
        if (!read) return tl::unexpected(read.error());
        if (!more) break;
    }
    return {};
}

}  // namespace parcours
