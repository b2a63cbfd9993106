// SPDX-License-Identifier: Apache-2.0
#include "infra/access_log/access_files.hpp"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include "infra/access_log/access_format.hpp"
#include "infra/access_log/access_reader.hpp"

namespace parcours {
namespace {

constexpr auto refusal_told_for = std::chrono::seconds(10);
constexpr std::size_t day_letters = 10;  // of "2026-11-25T…"

tl::unexpected<failure> file_failure(const std::string& what) {
    return failed(failure_code::io, "the access log: " + what + ": " + std::strerror(errno));
}

bool write_all(int file, byte_view octets) {
    while (!octets.empty()) {
        const ssize_t written = ::write(file, octets.data(), octets.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        octets.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

// So that a file made in it is found after a loss of power.
bool sync_folder(const std::filesystem::path& folder) {
    const int open = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (open < 0) return false;
    const bool synced = ::fsync(open) == 0;
    ::close(open);
    return synced;
}

struct file_end {
    std::uint64_t octets = 0;  // that are whole records
    std::optional<digest> last;
};

expected<file_end> end_of(const std::filesystem::path& file) {
    file_end found;
    const auto whole = read_access_file(file, [&found](const stored_access& each, std::uint64_t /*octet*/) {
        found.last = each.hash;
        return true;
    });
    if (!whole) return tl::unexpected(whole.error());
    found.octets = *whole;
    return found;
}

// The hash of the last record before this day; zeros where there is none that can be read.
digest head_before(const std::filesystem::path& folder, const std::string& day) {
    const auto files = access_files_in(folder);
    if (!files) return {};
    for (auto each = files->rbegin(); each != files->rend(); ++each) {
        if (each->stem().string() >= day) continue;
        const auto end = end_of(*each);
        if (!end) return {};
        if (end->last) return *end->last;
    }
    return {};
}

expected<void> check_newest(const std::filesystem::path& folder) {
    const auto files = access_files_in(folder);
    if (!files) return tl::unexpected(files.error());
    if (files->empty()) return {};
    const auto end = end_of(files->back());
    if (end) return {};
    return failed(end.error().code, end.error().context + " (nothing is cut or written behind it: keep a copy of " +
                                        files->back().string() + " as evidence, then restore it or move it away)");
}

}  // namespace

expected<std::unique_ptr<access_files>> access_files::open(access_settings settings) {
    std::error_code error;
    std::filesystem::create_directories(settings.folder, error);
    if (error) return failed(failure_code::io, "the access log's folder cannot be made: " + error.message());
    if (auto newest = check_newest(settings.folder); !newest) return tl::unexpected(std::move(newest).error());
    if (!settings.sync) settings.sync = [](int file) { return ::fdatasync(file); };
    return std::unique_ptr<access_files>(new access_files(std::move(settings)));
}

access_files::access_files(access_settings settings) : settings_(std::move(settings)), thread_([this] { work(); }) {}

access_files::~access_files() {
    stop();
    if (file_ >= 0) ::close(file_);
}

void access_files::stop() {
    {
        const std::lock_guard hold(guard_);
        stopping_ = true;
    }
    turn_.notify_one();
    if (thread_.joinable()) thread_.join();
}

void access_files::enter(const access_entry& entry, std::function<void(expected<void>)> then) {
    auto encoded = encode_access(entry);
    if (!encoded) return then(tl::unexpected(encoded.error()));
    waiter mine{to_string(entry.at).substr(0, day_letters), *std::move(encoded), std::move(then)};
    const std::size_t octets = mine.record.size() + access_link_octets;
    std::optional<failure> refused;
    {
        const std::lock_guard hold(guard_);
        if (stopping_) {
            refused = failure{failure_code::stopped, "the access log is closed"};
        } else if (waiting_octets_ + octets > access_group_octets_max) {
            refused = failure{failure_code::unavailable, "too many access entries wait to be written"};
        } else {
            waiting_octets_ += octets;
            waiting_.push_back(std::move(mine));
        }
    }
    if (refused) return mine.then(tl::unexpected(*std::move(refused)));
    turn_.notify_one();
}

void access_files::work() {
    std::unique_lock hold(guard_);
    while (true) {
        turn_.wait(hold, [&] { return stopping_ || !waiting_.empty(); });
        if (waiting_.empty()) return;
        auto group = std::exchange(waiting_, {});
        waiting_octets_ = 0;
        hold.unlock();
        const auto outcome = write_group(group);
        hold.lock();
        refused_because_ = outcome ? std::nullopt : std::optional(outcome.error());
        refused_at_ = std::chrono::steady_clock::now();
        for_good_ = broken_.has_value();
        hold.unlock();
        for (auto& each : group) std::exchange(each.then, {})(outcome);
        group.clear();
        hold.lock();
    }
}

expected<void> access_files::sound() const {
    const std::lock_guard hold(guard_);
    const bool lately = std::chrono::steady_clock::now() - refused_at_ < refusal_told_for;
    if (refused_because_ && (for_good_ || lately)) return tl::unexpected(*refused_because_);
    return {};
}

expected<void> access_files::write_group(const std::vector<waiter>& group) {
    if (broken_) return tl::unexpected(*broken_);
    // One day's together; a group that midnight parts is two.
    for (std::size_t from = 0; from < group.size();) {
        const std::string& day = group[from].day;
        std::vector<byte_view> together;
        for (; from < group.size() && group[from].day == day; ++from) together.emplace_back(group[from].record);
        if (auto written = write_day(day, together); !written) return written;
    }
    return {};
}

expected<void> access_files::write_day(const std::string& day, const std::vector<byte_view>& entries) {
    if (auto used = use_file_of(day); !used) return used;
    bytes records;
    digest head = head_;
    for (const auto& each : entries) {
        auto record = link_access(each, head);
        records += record.octets;
        head = record.hash;
    }
    if (!write_all(file_, records)) {
        const auto why = file_failure("an entry cannot be written");
        // As on a full disk: what is half there goes, and the next may find room.
        if (::ftruncate(file_, static_cast<off_t>(size_)) != 0) return give_up(why.value());
        return why;
    }
    if (settings_.sync(file_) != 0) return give_up(file_failure("it cannot be synced").value());
    size_ += records.size();
    head_ = head;
    return {};
}

expected<void> access_files::use_file_of(const std::string& day) {
    if (file_ >= 0 && day == day_) return {};
    const auto before = file_ >= 0 && day_ < day ? std::optional(head_) : std::nullopt;
    if (file_ >= 0) ::close(std::exchange(file_, -1));
    const auto path = settings_.folder / (day + std::string(access_file_ending));
    file_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file_ < 0) return file_failure("a day's file cannot be opened");
    const auto whole = end_of(path);
    if (!whole) {
        ::close(std::exchange(file_, -1));
        return tl::unexpected(whole.error());
    }
    if (::ftruncate(file_, static_cast<off_t>(whole->octets)) != 0 || !sync_folder(settings_.folder)) {
        const auto why = file_failure("a day's file cannot be made ready");
        ::close(std::exchange(file_, -1));
        return why;
    }
    size_ = whole->octets;
    if (whole->last)
        head_ = *whole->last;
    else
        head_ = before ? *before : head_before(settings_.folder, day);
    day_ = day;
    return {};
}

tl::unexpected<failure> access_files::give_up(failure why) {
    broken_ = std::move(why);
    return tl::unexpected(*broken_);
}

}  // namespace parcours
