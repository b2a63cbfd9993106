// SPDX-License-Identifier: Apache-2.0
#include "infra/logging/logger.hpp"

#include <algorithm>
#include <chrono>

#include <boost/json.hpp>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace parcours {
namespace {

constexpr std::array<std::string_view, 4> level_names{"debug", "info", "warning", "error"};

instant now() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::milliseconds>(since).count()};
}

// A path or a system's message may be in any encoding; a log line is UTF-8, so what is none loses its odd octets.
std::string as_utf8(const std::string& text) {
    const auto beyond_ascii = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
    if (std::none_of(text.begin(), text.end(), beyond_ascii)) return text;
    boost::json::error_code error;
    const auto parsed = boost::json::parse(boost::json::serialize(boost::json::string(text)), error);
    if (!error) return text;
    std::string plain = text;
    std::replace_if(plain.begin(), plain.end(), beyond_ascii, '?');
    return plain;
}

boost::json::value json_of(const std::string& text) { return boost::json::string(as_utf8(text)); }
boost::json::value json_of(std::int64_t number) { return number; }
boost::json::value json_of(double number) { return number; }

}  // namespace

std::string_view to_string(log_level level) { return level_names[static_cast<std::size_t>(level)]; }

std::optional<log_level> parse_log_level(std::string_view text) {
    for (std::size_t i = 0; i < level_names.size(); ++i)
        if (level_names[i] == text) return static_cast<log_level>(i);
    return std::nullopt;
}

log_field::log_field(std::string_view key, std::variant<std::string, std::int64_t, double> value)
    : key_(key), value_(std::move(value)) {}

log_field log_field::trace(const token128& id) { return {"trace_id", to_hex(view(id))}; }
log_field log_field::stream(const stream_id& stream) { return {"stream", to_string(stream)}; }
log_field log_field::at(const position& where) {
    return {"position", std::to_string(where.partition) + "." + std::to_string(where.offset)};
}
log_field log_field::partition(partition_number number) { return {"partition", static_cast<std::int64_t>(number)}; }
log_field log_field::duration_ms(double ms) { return {"duration_ms", ms}; }
log_field log_field::count(std::string_view name, std::int64_t number) { return {name, number}; }
log_field log_field::name(std::string_view what) { return {"name", std::string(what)}; }
log_field log_field::outcome(std::string_view code) { return {"outcome", std::string(code)}; }
log_field log_field::status(int http_status) { return {"status", std::int64_t{http_status}}; }
log_field log_field::failed(const failure& why) {
    return {"failure", std::string(to_string(why.code)) + ": " + why.context};
}
log_field log_field::address(std::string_view listening) { return {"address", std::string(listening)}; }
log_field log_field::path(std::string_view file) { return {"path", std::string(file)}; }
log_field log_field::sentence(std::string_view literal) { return {"sentence", std::string(literal)}; }

struct logger::sink {
    std::shared_ptr<spdlog::logger> lines;  // shared, for spdlog's own registry wants it so
    std::mutex guard;
    std::function<void(const std::string&)> diverted;
};

logger::logger(log_level least) : least_(least), sink_(std::make_unique<sink>()) {
    sink_->lines = std::make_shared<spdlog::logger>("parcours", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    sink_->lines->set_pattern("%v");
    sink_->lines->set_level(spdlog::level::trace);
}

logger::~logger() = default;

void logger::divert(std::function<void(const std::string&)> to) {
    const std::lock_guard hold(sink_->guard);
    sink_->diverted = std::move(to);
}

void logger::write(log_level level, std::string_view event, std::initializer_list<log_field> fields) {
    if (!writes(level)) return;
    boost::json::object line;
    line["time"] = to_string(now());
    line["level"] = to_string(level);
    line["event"] = event;
    for (const auto& field : fields)
        std::visit([&](const auto& value) { line[field.key()] = json_of(value); }, field.value());
    const std::string text = boost::json::serialize(line);
    std::function<void(const std::string&)> diverted;
    {
        const std::lock_guard hold(sink_->guard);
        diverted = sink_->diverted;
    }
    if (diverted) return diverted(text);
    sink_->lines->info("{}", text);
}

}  // namespace parcours
