// SPDX-License-Identifier: Apache-2.0
#include "infra/processes/operator_desk.hpp"

#include <chrono>

#include <boost/json.hpp>

#include "infra/control/control_protocol.hpp"

namespace parcours {
namespace {

namespace json = boost::json;

control_answer done(const json::object& what) { return {0, json::serialize(what)}; }
control_answer not_done(const std::string& why) { return {1, control_error(why)}; }
control_answer not_understood(const std::string& why) { return {2, control_error(why)}; }
control_answer not_done(const failure& why) {
    return why.code == failure_code::invalid ? not_understood(why.context) : not_done(why.context);
}

// A stream as people write it, with the prefix of whatever kind it is: "app_…", "person_…".
std::optional<id128> read_stream(std::string_view text) {
    const auto cut = text.rfind('_');
    return cut == std::string_view::npos ? std::nullopt : parse_base32(text.substr(cut + 1));
}

}  // namespace

void operator_desk::take(const std::vector<std::string>& words, answering then) {
    const auto first = words.empty() ? std::string() : words.front();
    if (first == "status" && words.size() == 1) return then(status());
    if (first == "log-level" && words.size() == 2) return then(set_log_level(words[1]));
    if (first == "parked" && words.size() >= 2) return parked(words, then);
    if (first == "admin" && words.size() >= 2) return administer(words, reach_.accounts, then);
    if (first == "drain" && words.size() == 1) {
        reach_.log.write(log_level::info, "drain_asked", {});
        reach_.drain();
        return then(done({{"draining", true}}));
    }
    if (first == "charter" && words.size() == 3 && words[1] == "adopt") {
        const auto errand = [this, path = words[2]] {
            if (const auto adopted = reach_.adopt_charter(path); !adopted) return not_done(adopted.error());
            return done({{"adopted", path}});
        };
        return run_apart(errand, std::move(then));
    }
    if (first == "rebuild" && words.size() == 2) {
        const auto errand = [this, projection = words[1]] {
            const auto begun = std::chrono::steady_clock::now();
            const auto rebuilt = reach_.models.rebuild_and_switch(projection);
            if (!rebuilt) return not_done(rebuilt.error());
            const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begun;
            reach_.log.write(log_level::info, "projection_rebuilt",
                             {log_field::name(projection),
                              log_field::count("commits", static_cast<std::int64_t>(rebuilt->commits))});
            return done({{"projection", projection},
                         {"commits", rebuilt->commits},
                         {"events", rebuilt->events},
                         {"passes", rebuilt->passes},
                         {"seconds", spent.count()}});
        };
        return run_apart(errand, std::move(then));
    }
    then(not_understood("these words mean nothing here"));
}

control_answer operator_desk::status() const {
    json::array checks;
    bool ready = true;
    for (const auto& each : reach_.checks()) {
        ready = ready && each.ready;
        checks.push_back({{"name", each.name}, {"ready", each.ready}, {"detail", each.detail}});
    }
    json::array projections;
    for (const auto& each : reach_.models.lags())
        projections.push_back({{"name", each.name},
                               {"version", each.version},
                               {"offsets_behind", each.offsets_behind},
                               {"parked", each.parked},
                               {"failed", each.failed}});
    json::array resets;
    for (const auto& each : reach_.letters.waiting())
        resets.push_back(
            {{"account", to_string(each.account)}, {"asked_at", to_string(each.asked_at)}, {"times", each.times}});
    json::object told{{"ready", ready},
                      {"checks", std::move(checks)},
                      {"log_level", to_string(reach_.log.level())},
                      {"projections", std::move(projections)},
                      {"rebuild", nullptr},
                      {"password_resets", std::move(resets)}};
    if (const auto one = reach_.models.rebuild_under_way())
        told["rebuild"] = {{"projection", one->projection},
                           {"commits_read", one->progress.commits_read},
                           {"commits_total", one->progress.commits_total}};
    return done(told);
}

control_answer operator_desk::set_log_level(const std::string& level) {
    const auto wanted = parse_log_level(level);
    if (!wanted) return not_understood("a level is debug, info, warning or error");
    reach_.log.set_level(*wanted);
    return done({{"log_level", to_string(*wanted)}});
}

void operator_desk::parked(const std::vector<std::string>& words, const answering& then) {
    if (words[1] == "list" && words.size() == 2) return then(list_parked(reach_.models.names()));
    if (words[1] == "list" && words.size() == 3) return then(list_parked({words[2]}));
    const bool leave_out = words[1] == "release";
    if (words.size() != 4 || (!leave_out && words[1] != "retry"))
        return then(not_understood("parked list [PROJECTION], parked retry or release PROJECTION STREAM"));
    const auto stream = read_stream(words[3]);
    if (!stream) return then(not_understood("a stream is named by its id, as `parked list` shows it"));
    run_apart(
        [this, projection = words[2], stream = *stream, leave_out] {
            if (const auto taken = reach_.models.take_up(projection, stream, leave_out); !taken)
                return not_done(taken.error());
            reach_.log.write(log_level::warning, leave_out ? "parked_released" : "parked_retried",
                             {log_field::name(projection)});
            return done({{"projection", projection}, {"parked", false}});
        },
        then);
}

control_answer operator_desk::list_parked(const std::vector<std::string>& projections) const {
    json::array all;
    for (const auto& name : projections) {
        const auto found = reach_.models.parked_of(name);
        if (!found) return not_done(found.error());
        for (const auto& each : *found)
            all.push_back({{"projection", name},
                           {"stream", to_string(each.stream)},
                           {"kind", to_string(each.stream.kind)},
                           {"partition", each.at.partition},
                           {"offset", each.at.offset},
                           {"reason", each.reason}});
    }
    return done({{"parked", std::move(all)}});
}

void operator_desk::run_apart(std::function<control_answer()> errand, answering then) {
    const std::lock_guard hold(guard_);
    if (stopped_ || busy_) return then(not_done(stopped_ ? "the process is ending" : "another errand is under way"));
    if (errand_.joinable()) errand_.join();
    busy_ = true;
    errand_ = std::thread([this, errand = std::move(errand), then = std::move(then)] {
        auto answer = errand();
        {
            const std::lock_guard hold_again(guard_);
            busy_ = false;
        }
        then(std::move(answer));
    });
}

void operator_desk::stop() {
    {
        const std::lock_guard hold(guard_);
        stopped_ = true;
    }
    if (errand_.joinable()) errand_.join();
}

}  // namespace parcours
