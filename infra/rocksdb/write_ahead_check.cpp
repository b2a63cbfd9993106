// SPDX-License-Identifier: Apache-2.0
#include "infra/rocksdb/write_ahead_check.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include <rocksdb/env.h>

#include "infra/rocksdb/database.hpp"

// The format is RocksDB's, as its wiki describes it ("Write Ahead Log File Format"): blocks of 32 KiB, in them pieces of
// writes, each with a checksum (CRC-32C, masked), a length and which piece it is.
namespace parcours {
namespace {

constexpr std::size_t block_octets = std::size_t{32} << 10;
constexpr std::size_t header_octets = 7;
constexpr std::size_t write_header_octets = 12;  // sequence number (u64), number of entries (u32)
constexpr std::size_t sector_octets = 512;
constexpr std::size_t hole_octets_min = 8;  // fewer zeros may be what was written
enum class piece : unsigned char { none = 0, whole = 1, first = 2, middle = 3, last = 4 };

constexpr std::array<std::uint32_t, 256> crc_table = [] {
    std::array<std::uint32_t, 256> made{};
    for (std::uint32_t each = 0; each < made.size(); ++each) {
        std::uint32_t value = each;
        for (int bit = 0; bit < 8; ++bit) value = (value >> 1U) ^ ((value & 1U) != 0 ? 0x82f63b78U : 0U);
        made[each] = value;
    }
    return made;
}();

std::uint32_t masked_crc(std::string_view octets) {
    std::uint32_t value = 0xffffffffU;
    for (const char each : octets)
        value = crc_table[(value ^ static_cast<unsigned char>(each)) & 0xffU] ^ (value >> 8U);
    value ^= 0xffffffffU;
    return ((value >> 15U) | (value << 17U)) + 0xa282ead8U;
}

std::uint64_t number_at(std::string_view octets, std::size_t width) {
    std::uint64_t value = 0;
    for (std::size_t each = width; each-- > 0;) value = (value << 8U) | static_cast<unsigned char>(octets[each]);
    return value;
}

// A piece at the beginning of `rest`, which goes to the end of its block.
struct found_piece {
    piece which = piece::none;
    std::size_t length = 0;  // what the header says
    bool sound = false;
};

found_piece piece_at(std::string_view rest) {
    found_piece found;
    found.length = static_cast<std::size_t>(number_at(rest.substr(4), 2));
    const auto which = static_cast<unsigned char>(rest[6]);
    if (which < 1 || which > 4) return found;
    found.which = static_cast<piece>(which);
    found.sound = header_octets + found.length <= rest.size() &&
                  masked_crc(rest.substr(6, 1 + found.length)) == number_at(rest, 4);
    return found;
}

// Whether a sector, or what of it lies between these places of a file, holds nothing: it never reached the disk.
bool has_hole(std::string_view octets, std::uint64_t place) {
    while (!octets.empty()) {
        const std::size_t part = std::min<std::size_t>(octets.size(), sector_octets - place % sector_octets);
        const auto sector = octets.substr(0, part);
        if (part >= hole_octets_min && sector.find_first_not_of('\0') == std::string_view::npos) return true;
        octets.remove_prefix(part);
        place += part;
    }
    return false;
}

class checking {
  public:
    explicit checking(std::string name) : name_(std::move(name)) {}

    // `expected_next`: the sequence number that follows the files before; moved on.
    expected<void> run(rocksdb::SequentialFile& file, std::optional<std::uint64_t>& expected_next) {
        next_ = expected_next;
        std::vector<char> space(block_octets);
        for (bool ended = false; !ended && !why_;) {
            std::size_t filled = 0;
            while (filled < block_octets && !ended) {
                rocksdb::Slice read;
                const auto status = file.Read(block_octets - filled, &read, space.data() + filled);
                if (!status.ok()) return failed_with(status, "cannot read " + name_);
                if (!read.empty() && read.data() != space.data() + filled)
                    std::copy(read.data(), read.data() + read.size(), space.data() + filled);
                filled += read.size();
                ended = read.empty();
            }
            take_block({space.data(), filled});
            block_start_ += filled;
        }
        if (why_) return failed(failure_code::corrupt, *why_);
        if (damaged_at_ && !hole_ && !cut_off_)
            return failed(failure_code::corrupt,
                          told_place() + ": its last write is there, and is not what was written");
        expected_next = next_;
        return {};
    }

  private:
    std::string told_place() const { return name_ + " is damaged at octet " + std::to_string(*damaged_at_); }

    void take_block(std::string_view block) {
        std::size_t at = 0;
        while (!why_ && at + header_octets <= block.size()) {
            const auto found = piece_at(block.substr(at));
            if (!found.sound) {
                note_damage(block.substr(at), at, found, block.size() < block_octets);
                const auto next = next_sound(block, at + 1);
                if (!next) return;
                at = *next;
                continue;
            }
            take_piece(found, block.substr(at + header_octets, found.length), block_start_ + at);
            at += header_octets + found.length;
        }
    }

    void take_piece(const found_piece& one, std::string_view content, std::uint64_t place) {
        const bool begins = one.which == piece::whole || one.which == piece::first;
        if (begins == inside_ && !damaged_at_) damaged_at_ = place;
        if (begins && damaged_at_) {
            why_ = told_place() + ", and what was written later follows at octet " + std::to_string(place);
            return;
        }
        inside_ = one.which == piece::first || one.which == piece::middle;
        if (!begins) return;
        if (content.size() < write_header_octets) {  // what says how the numbers go on is in two pieces
            next_.reset();
            return;
        }
        const std::uint64_t sequence = number_at(content, 8);
        if (next_ && sequence > *next_)
            why_ = "writes " + std::to_string(*next_) + " to " + std::to_string(sequence - 1) + " are missing before " +
                   name_ + ", octet " + std::to_string(place);
        next_ = sequence + number_at(content.substr(8), 4);
    }

    void note_damage(std::string_view rest, std::size_t at, const found_piece& found, bool file_ends) {
        if (!damaged_at_) damaged_at_ = block_start_ + at;
        const std::size_t claimed = header_octets + found.length;
        // Where the length is what was damaged, the piece is whole up to the file's end.
        const bool whole = found.which != piece::none && masked_crc(rest.substr(6)) == number_at(rest, 4);
        cut_off_ = cut_off_ || (file_ends && claimed > rest.size() && !whole);
        hole_ = hole_ || has_hole(rest.substr(0, std::min(claimed, rest.size())), block_start_ + at) ||
                rest.substr(0, header_octets).find_first_not_of('\0') == std::string_view::npos;
    }

    // Where the next sound piece begins, at whatever octet: a length may be what is damaged.
    static std::optional<std::size_t> next_sound(std::string_view block, std::size_t from) {
        for (std::size_t at = from; at + header_octets <= block.size(); ++at)
            if (piece_at(block.substr(at)).sound) return at;
        return std::nullopt;
    }

    std::string name_;
    std::uint64_t block_start_ = 0;
    bool inside_ = false;                      // of a write whose last piece was not read yet
    std::optional<std::uint64_t> next_;        // sequence number
    std::optional<std::uint64_t> damaged_at_;  // the first place
    bool hole_ = false;
    bool cut_off_ = false;
    std::optional<std::string> why_;
};

std::optional<std::uint64_t> file_number(std::string_view name) {
    constexpr std::string_view ending = ".log";
    if (!name.ends_with(ending)) return std::nullopt;
    name.remove_suffix(ending.size());
    std::uint64_t number = 0;
    const auto read = std::from_chars(name.data(), name.data() + name.size(), number);
    if (read.ec != std::errc() || read.ptr != name.data() + name.size()) return std::nullopt;
    return number;
}

}  // namespace

expected<void> check_write_ahead(const std::string& folder, rocksdb::Env* environment) {
    rocksdb::Env& files = environment != nullptr ? *environment : *rocksdb::Env::Default();
    std::vector<std::string> names;
    const auto listed = files.GetChildren(folder, &names);
    if (listed.IsNotFound() || listed.IsPathNotFound()) return {};
    if (!listed.ok()) return failed_with(listed, "cannot list " + folder);
    std::vector<std::pair<std::uint64_t, std::string>> logs;
    for (const auto& each : names)
        if (const auto number = file_number(each)) logs.emplace_back(*number, folder + "/" + each);
    // A database always has the one that it writes next; only a folder that was just begun may not have it yet.
    const auto is_table = [](std::string_view name) { return name.ends_with(".sst"); };
    if (logs.empty() && std::any_of(names.begin(), names.end(), is_table))
        return failed(failure_code::corrupt,
                      folder + " has no write-ahead file: what was written last is gone with it");
    std::sort(logs.begin(), logs.end());
    std::optional<std::uint64_t> next;
    for (const auto& [number, name] : logs) {
        std::unique_ptr<rocksdb::SequentialFile> file;
        const auto opened = files.NewSequentialFile(name, &file, rocksdb::EnvOptions());
        if (!opened.ok()) return failed_with(opened, "cannot open " + name);
        if (auto sound = checking(name).run(*file, next); !sound) return sound;
    }
    return {};
}

}  // namespace parcours
