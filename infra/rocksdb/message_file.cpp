// SPDX-License-Identifier: Apache-2.0
#include "infra/rocksdb/message_file.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <mutex>

#include <fcntl.h>
#include <rocksdb/env.h>
#include <sys/stat.h>
#include <unistd.h>

#include "events/time.hpp"

namespace parcours {
namespace {

constexpr std::size_t file_octets_max = std::size_t{4} << 20;
constexpr std::size_t message_octets_max = 2048;

class bounded_file final : public rocksdb::Logger {
  public:
    explicit bounded_file(const std::string& folder)
        : Logger(rocksdb::InfoLogLevel::WARN_LEVEL), name_(folder.empty() ? folder : folder + "/messages") {
        open();
    }
    ~bounded_file() override { close(); }
    bounded_file(const bounded_file&) = delete;
    bounded_file& operator=(const bounded_file&) = delete;

    // The options of the database, at each start: they are ours, and stand in the sources.
    void LogHeader(const char* /*format*/, va_list /*values*/) override {}
    using Logger::Logv;
    void Logv(const char* format, va_list values) override {
        timespec now{};
        ::clock_gettime(CLOCK_REALTIME, &now);
        std::string line = to_string(instant{now.tv_sec * 1000 + now.tv_nsec / 1'000'000}) + " ";
        std::array<char, message_octets_max> text{};
        const int size = std::vsnprintf(text.data(), text.size(), format, values);
        if (size <= 0) return;
        line.append(text.data(), std::min(text.size() - 1, static_cast<std::size_t>(size)));
        if (line.back() != '\n') line += '\n';
        const std::lock_guard hold(guard_);
        if (written_ + line.size() > file_octets_max) begin_anew();
        const auto done = ::write(file_, line.data(), line.size());
        if (done > 0) written_ += static_cast<std::size_t>(done);
    }

  private:
    void open() {
        file_ = ::open(name_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        struct stat found {};
        written_ = file_ >= 0 && ::fstat(file_, &found) == 0 ? static_cast<std::size_t>(found.st_size) : 0;
    }
    void close() const {
        if (file_ >= 0) ::close(file_);
    }
    void begin_anew() {
        close();
        (void)std::rename(name_.c_str(), (name_ + ".before").c_str());
        open();
    }

    std::string name_;
    std::mutex guard_;
    int file_ = -1;  // without a folder, or where it could not be opened, nothing is written
    std::size_t written_ = 0;
};

}  // namespace

std::shared_ptr<rocksdb::Logger> message_file(const std::string& folder) {
    return std::make_shared<bounded_file>(folder);
}

}  // namespace parcours
