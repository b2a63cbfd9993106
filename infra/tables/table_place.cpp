// SPDX-License-Identifier: Apache-2.0
#include "infra/tables/table_place.hpp"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <fstream>
#include <iterator>

#include <fcntl.h>
#include <unistd.h>

namespace parcours {
namespace {

constexpr std::size_t name_length_max = 64;
constexpr std::string_view version_mark = ".v";

namespace files = std::filesystem;

failure io_failure(std::string what, const files::path& where, const std::error_code& error) {
    return {failure_code::io, std::move(what) + " " + where.string() + ": " + error.message()};
}

std::error_code last_error() { return {errno, std::generic_category()}; }

std::string_view file_name(table_place::pointer which) {
    return which == table_place::pointer::current ? "current" : "built";
}

// An open file or folder, closed at the end.
struct descriptor {
    explicit descriptor(int opened) : number(opened) {}
    ~descriptor() {
        if (number >= 0) ::close(number);
    }
    descriptor(const descriptor&) = delete;
    descriptor& operator=(const descriptor&) = delete;
    int number;
};

expected<void> sync_folder(const files::path& folder) {
    const descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (opened.number < 0 || ::fsync(opened.number) != 0)
        return tl::unexpected(io_failure("cannot sync", folder, last_error()));
    return {};
}

expected<void> write_durably(const files::path& file, std::string_view text) {
    const descriptor opened(::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    const bool written = opened.number >= 0 &&
                         ::write(opened.number, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                         ::fsync(opened.number) == 0;
    if (!written) return tl::unexpected(io_failure("cannot write", file, last_error()));
    return {};
}

}  // namespace

void folder_claims::add(const files::path& folder) {
    const std::lock_guard hold(guard_);
    folders_.insert(folder);
}
void folder_claims::remove(const files::path& folder) {
    const std::lock_guard hold(guard_);
    folders_.erase(folders_.find(folder));
}
bool folder_claims::holds(const files::path& folder) const {
    const std::lock_guard hold(guard_);
    return folders_.contains(folder);
}

folder_claim::folder_claim(std::shared_ptr<folder_claims> among, files::path folder)
    : among_(std::move(among)), folder_(std::move(folder)) {
    among_->add(folder_);
}
folder_claim::~folder_claim() { among_->remove(folder_); }

table_place::table_place(const files::path& root, std::string_view projection, int version)
    : folder_(root / (std::string(projection) + std::string(version_mark) + std::to_string(version))) {}

expected<std::optional<files::path>> table_place::at(pointer which) const {
    const files::path file = folder_ / file_name(which);
    std::error_code error;
    if (!files::exists(file, error)) {
        if (error) return tl::unexpected(io_failure("cannot read", file, error));
        return std::nullopt;
    }
    std::ifstream stored(file, std::ios::binary);
    const std::string name{std::istreambuf_iterator<char>(stored), std::istreambuf_iterator<char>()};
    if (!stored || name.empty() || name.find('/') != std::string::npos)
        return failed(failure_code::corrupt, file.string() + " names no folder");
    return folder_ / name;
}

expected<void> table_place::point(pointer which, const files::path& folder) const {
    const files::path next = folder_ / (std::string(file_name(which)) + ".next");
    if (auto done = write_durably(next, folder.filename().string()); !done) return done;
    std::error_code error;
    files::rename(next, folder_ / file_name(which), error);
    if (error) return tl::unexpected(io_failure("cannot rename", next, error));
    return sync_folder(folder_);
}

expected<void> table_place::switch_to_built() const {
    std::error_code error;
    files::rename(folder_ / "built", folder_ / "current", error);
    if (error) return tl::unexpected(io_failure("cannot switch to the finished build in", folder_, error));
    return sync_folder(folder_);
}

expected<void> table_place::forget_built() const {
    std::error_code error;
    if (!files::remove(folder_ / "built", error) && !error) return {};
    if (error) return tl::unexpected(io_failure("cannot forget the finished build in", folder_, error));
    return sync_folder(folder_);
}

files::path table_place::unused(std::string_view purpose) const {
    static std::atomic<std::uint64_t> last = 0;
    while (true) {
        const files::path name = folder_ / (std::string(purpose) + "." + std::to_string(++last));
        std::error_code ignored;
        if (!files::exists(name, ignored)) return name;
    }
}

expected<void> table_place::sweep(const folder_claims& claimed) const {
    const auto current = at(pointer::current);
    if (!current) return tl::unexpected(current.error());
    const auto built = at(pointer::built);
    if (!built) return tl::unexpected(built.error());
    std::error_code error;
    std::vector<files::path> left;
    for (files::directory_iterator each(folder_, error), past; !error && each != past; each.increment(error)) {
        const files::path& found = each->path();
        if (each->is_directory() && found != *current && found != *built && !claimed.holds(found))
            left.push_back(found);
    }
    for (const auto& each : left)
        if (!error) files::remove_all(each, error);
    if (error) return tl::unexpected(io_failure("cannot sweep", folder_, error));
    return {};
}

std::optional<placed_table> read_place_name(std::string_view name) {
    const auto mark = name.rfind(version_mark);
    if (mark == std::string_view::npos || !is_projection_name(name.substr(0, mark))) return std::nullopt;
    const std::string_view number = name.substr(mark + version_mark.size());
    placed_table found{std::string(name.substr(0, mark)), 0};
    const auto read = std::from_chars(number.data(), number.data() + number.size(), found.version);
    if (read.ec != std::errc{} || read.ptr != number.data() + number.size()) return std::nullopt;
    return found;
}

bool is_projection_name(std::string_view name) {
    return !name.empty() && name.size() <= name_length_max && std::all_of(name.begin(), name.end(), [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '_';
    });
}

}  // namespace parcours
