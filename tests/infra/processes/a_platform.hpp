// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>
#include <functional>
#include <future>
#include <memory>

#include "infra/processes/platform_process.hpp"
#include "infra/system/system_clock.hpp"
#include "infra/system/system_entropy.hpp"
#include "tests/support/scratch_folder.hpp"

namespace parcours {

// A whole process on a folder of its own, as `parcours serve` makes it but for the ports; it can end and come again.
class a_platform {
  public:
    a_platform() {
        const char* source = std::getenv("PARCOURS_SOURCE_DIR");
        const std::string root = source == nullptr ? "." : source;
        settings.charter = root + "/charters/atouts-pour-tous.toml";
        settings.texts_folder = root + "/texts";
        settings.data_folder = folder / "data";
        settings.vault_recovery = "none";
        settings.http_port = 0;
        settings.operator_port = 0;
        settings.memory_budget_mib = 64;
        log.divert([](const std::string&) {});
    }
    ~a_platform() { end(); }

    void begin() {
        auto opened = platform_process::open(settings, time, random, log);
        check(opened.has_value(), opened ? "" : opened.error().context.c_str());
        process = *std::move(opened);
        const auto started = process->start();
        check(started.has_value(), started ? "" : started.error().context.c_str());
    }
    void end() {
        if (process) process->stop();
        process.reset();
    }
    void restart() {
        end();
        begin();
    }

    // An administrator's account, as the operator's program makes one.
    static command_request creating(const std::string& email, std::optional<std::string> key = std::nullopt) {
        command_request made;
        made.name = "account.create";
        made.body =
            R"({"role":"administrator","identity":{"first_name":"Ana","last_name":"Roy"},"contact":{"email":")" +
            email + R"("}})";
        made.idempotency_key = std::move(key);
        made.on_proof = true;
        return made;
    }
    std::future<command_result> ask(command_request asked) {
        auto told = std::make_shared<std::promise<command_result>>();  // shared with the answer, which may come later
        process->commands().submit(std::move(asked),
                                   [told](command_result result) { told->set_value(std::move(result)); });
        return told->get_future();
    }
    command_result answer_to(command_request asked) {
        auto coming = ask(std::move(asked));
        check(coming.wait_for(std::chrono::seconds(60)) == std::future_status::ready, "a command is answered");
        return coming.get();
    }
    std::size_t events_of(const stream_id& stream) const {
        std::size_t count = 0;
        const auto& history = process->with().history;
        const auto read =
            history.read_stream(stream, 1, INT64_MAX, [&](const position&, const commit&, const stream_part& part) {
                count += part.events.size();
                return true;
            });
        check(read.has_value(), "the journal is read");
        return count;
    }
    bool is_in_history(const command_result& done) const {
        const auto found = process->with().history.commit_at(*done.at);
        return found && *found && command_text((*found)->command) == done.command;
    }

    scratch_folder folder;
    process_settings settings;
    system_clock time;
    system_entropy random;
    logger log{log_level::error};
    std::unique_ptr<platform_process> process;
};

}  // namespace parcours
