// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "events/commit/commit.hpp"
#include "events/failure.hpp"
#include "events/id.hpp"

namespace parcours {

enum class log_level : std::uint8_t { debug, info, warning, error };

std::string_view to_string(log_level level);
std::optional<log_level> parse_log_level(std::string_view text);

// One field of a log line. There is no way to make one of a free text: what a line can hold is listed here, and
// nothing of it is personal (interface.md, "Observability").
class log_field {
  public:
    static log_field trace(const token128& id);
    static log_field stream(const stream_id& stream);
    static log_field at(const position& where);
    static log_field partition(partition_number number);
    static log_field duration_ms(double ms);
    static log_field count(std::string_view name, std::int64_t number);  // `name` is a literal
    static log_field name(std::string_view what);     // of a command, an operation, a projection, a setting
    static log_field outcome(std::string_view code);  // a code of ours
    static log_field status(int http_status);
    static log_field failed(const failure& why);           // its code and its sentence
    static log_field address(std::string_view listening);  // where we listen; never a client's
    static log_field path(std::string_view file);          // a file or folder of ours, from the settings
    static log_field sentence(std::string_view literal);

    const std::string& key() const { return key_; }
    const std::variant<std::string, std::int64_t, double>& value() const { return value_; }

  private:
    log_field(std::string_view key, std::variant<std::string, std::int64_t, double> value);
    std::string key_;
    std::variant<std::string, std::int64_t, double> value_;
};

// Writes JSON lines to stderr: time, level, event name, fields. Threads: any.
class logger {
  public:
    explicit logger(log_level least);
    ~logger();
    // `event` is a literal, "command_refused".
    void write(log_level level, std::string_view event, std::initializer_list<log_field> fields);
    bool writes(log_level level) const { return level >= least_.load(std::memory_order_relaxed); }
    log_level level() const { return least_; }
    void set_level(log_level least) { least_ = least; }

    // For tests: lines go here and not to stderr.
    void divert(std::function<void(const std::string&)> to);

  private:
    struct sink;
    std::atomic<log_level> least_;
    std::unique_ptr<sink> sink_;
};

}  // namespace parcours
