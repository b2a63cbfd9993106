// SPDX-License-Identifier: Apache-2.0
#include "infra/vault/anchor_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <memory>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "infra/vault/files.hpp"
#include "infra/vault/ground.hpp"

namespace parcours {
namespace {

constexpr byte_view magic = "PARANC01";
constexpr std::size_t tag_at = anchor_slot_size - sizeof(digest);

// Memory as O_DIRECT wants it; wiped when it goes.
class aligned_slot {
  public:
    aligned_slot() : at_(static_cast<char*>(std::aligned_alloc(anchor_slot_size, anchor_slot_size))) {}
    ~aligned_slot() {
        wipe(at_, anchor_slot_size);
        std::free(at_);
    }
    aligned_slot(const aligned_slot&) = delete;
    aligned_slot& operator=(const aligned_slot&) = delete;
    char* at() { return at_; }
    byte_view view() const { return {at_, anchor_slot_size}; }

  private:
    char* at_;
};

// Past the caches where the file system knows how; `ground` says where it does not.
open_file open_slots(const std::filesystem::path& path, int more) {
    open_file file(::open(path.c_str(), O_RDWR | O_CLOEXEC | O_DSYNC | O_DIRECT | more, 0600));
    if (!file.is_open() && errno == EINVAL)
        file = open_file(::open(path.c_str(), O_RDWR | O_CLOEXEC | O_DSYNC | more, 0600));
    return file;
}

expected<void> write_slot(const open_file& to, const std::filesystem::path& path, std::size_t number,
                          byte_view content) {
    aligned_slot slot;
    std::copy(content.begin(), content.end(), slot.at());
    const auto at = static_cast<off_t>(number * anchor_slot_size);
    if (::pwrite(to.number(), slot.at(), anchor_slot_size, at) != static_cast<ssize_t>(anchor_slot_size))
        return file_failure("write", path);
    // A disk that lies about what it keeps is found out now, not when the secret is needed.
    aligned_slot back;
    if (::pread(to.number(), back.at(), anchor_slot_size, at) != static_cast<ssize_t>(anchor_slot_size))
        return file_failure("read back", path);
    if (!same_secret(back.view(), content))
        return failed(failure_code::io, fmt::format("{} does not hold what was written to it", path.string()));
    return {};
}

bytes random_slot(entropy& random) {
    bytes octets(anchor_slot_size, '\0');
    random.fill(reinterpret_cast<unsigned char*>(octets.data()), octets.size());
    return octets;
}

}  // namespace

bytes encode_anchor_slot(const anchor_secret& content) {
    bytes slot(magic);
    append_u64(slot, content.generation);
    slot += view(content.secret);
    slot.resize(tag_at);
    slot += view(plain_digest_of(slot));
    return slot;
}

std::optional<anchor_secret> decode_anchor_slot(byte_view slot) {
    if (slot.size() != anchor_slot_size || !slot.starts_with(magic)) return std::nullopt;
    if (!same_secret(view(plain_digest_of(slot.substr(0, tag_at))), slot.substr(tag_at))) return std::nullopt;
    anchor_secret content{read_u64(slot.data() + magic.size()), {}};
    std::copy_n(slot.begin() + 16, content.secret.size(), content.secret.begin());
    return content;
}

expected<std::array<std::optional<anchor_secret>, 2>> anchor_file::read_slots() {
    const open_file file = open_slots(path_, 0);
    if (!file.is_open()) return file_failure("open", path_);
    std::array<std::optional<anchor_secret>, 2> slots;
    for (std::size_t i = 0; i < slots.size(); ++i) {
        aligned_slot slot;
        const auto got = ::pread(file.number(), slot.at(), anchor_slot_size, static_cast<off_t>(i * anchor_slot_size));
        if (got < 0) return file_failure("read", path_);
        slots[i] = decode_anchor_slot({slot.at(), static_cast<std::size_t>(got)});
    }
    return slots;
}

expected<std::optional<anchor_secret>> anchor_file::read() {
    if (!std::filesystem::exists(path_)) return std::nullopt;
    const auto slots = read_slots();
    if (!slots) return tl::unexpected(slots.error());
    const auto& [one, other] = *slots;
    if (one && other) return one->generation > other->generation ? one : other;
    if (one || other) return one ? one : other;
    return failed(failure_code::corrupt, fmt::format("{} holds no whole secret", path_.string()));
}

// Under another name first, so that a file with this name always holds a secret.
expected<void> anchor_file::create(const anchor_secret& first) {
    auto beside = path_;
    beside += ".new";
    {
        const open_file file = open_slots(beside, O_CREAT | O_TRUNC);
        if (!file.is_open()) return file_failure("make", beside);
        if (auto put = write_slot(file, beside, 0, encode_anchor_slot(first)); !put) return put;
        if (auto put = write_slot(file, beside, 1, random_slot(random_)); !put) return put;
        if (::fsync(file.number()) != 0) return file_failure("sync", beside);
    }
    if (::rename(beside.c_str(), path_.c_str()) != 0) return file_failure("rename to", path_);
    return sync_folder(path_.parent_path());
}

expected<void> anchor_file::write(const anchor_secret& next) {
    if (!std::filesystem::exists(path_)) return create(next);
    const auto slots = read_slots();
    if (!slots) return tl::unexpected(slots.error());
    const auto& [one, other] = *slots;
    const bool first_is_latest = one && (!other || one->generation > other->generation);
    const open_file file = open_slots(path_, 0);
    if (!file.is_open()) return file_failure("open", path_);
    return write_slot(file, path_, first_is_latest ? 1 : 0, encode_anchor_slot(next));
}

expected<void> anchor_file::destroy_earlier() {
    const auto slots = read_slots();
    if (!slots) return tl::unexpected(slots.error());
    const auto& [one, other] = *slots;
    if (!one || !other) return {};
    const open_file file = open_slots(path_, 0);
    if (!file.is_open()) return file_failure("open", path_);
    return write_slot(file, path_, one->generation > other->generation ? 1 : 0, random_slot(random_));
}

anchor_ground anchor_file::ground() { return look_at_ground(path_); }

}  // namespace parcours
