// SPDX-License-Identifier: Apache-2.0
// parcours-bench-reads --data DIR --sessions FILE: the reads of a kept demo on one thread and without HTTP, sessions and
// access log: the same rows, openings and rendering. One line of JSON.
#include <chrono>
#include <fstream>
#include <iostream>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

#include "infra/processes/platform_process.hpp"
#include "infra/system/process_guard.hpp"
#include "infra/system/system_clock.hpp"
#include "infra/system/system_entropy.hpp"
#include "query_api/call.hpp"
#include "query_api/relations/account_rows.hpp"
#include "query_api/routes.hpp"
#include "tests/workload/demo.hpp"

namespace parcours {
namespace {

namespace json = boost::json;
using clock_of_bench = std::chrono::steady_clock;

constexpr std::size_t readers_max = 500;
constexpr std::size_t list_limit = 50;

// Keeps nothing: what the log of accesses costs is the server's, not the bare loop's.
class no_accesses final : public access_log {
  public:
    void enter(const access_entry& /*entry*/, std::function<void(expected<void>)> then) override { then({}); }
};

// Takes the one answer of a call.
class taken_answer final : public http::answer_channel {
  public:
    void answer(const ticket& /*which*/, http::response&& what) override { last = std::move(what); }
    void abandon(const ticket& /*which*/) override { last = {}; }
    http::response last;
};

class bare_reads {
  public:
    explicit bare_reads(platform_process& platform)
        : from_(platform.with()),
          with_{from_.models,   from_.history,  from_.vault, quiet_,       from_.time,   from_.random,
                from_.commands, from_.accounts, from_.words, from_.day_of, from_.tokens, from_.terms},
          people_(from_.models),
          list_(application_list_route()) {
        for (auto& each : application_routes())
            if (each.operation == "read_application") detail_ = std::move(each);
    }

    // Recruiters of the sessions, and who else may list.
    void add_reader(const person_id& who, const std::string& role) {
        const auto standing = people_.find(who);
        if (!standing || !*standing || role != "recruiter" || readers_.size() == readers_max) return;
        caller by;
        by.who = {who, role, (*standing)->organisation};
        readers_.push_back(std::move(by));
    }
    bool has_readers() const { return !readers_.empty(); }

    // Answers a second.
    double lists(double seconds) {
        return measure(seconds, [this](std::size_t turn) {
            return serve(list_, readers_[turn % readers_.size()], {}, fmt::format("{}", list_limit));
        });
    }
    double details(double seconds) {
        if (detail_.serve == nullptr) return 0;
        std::vector<std::pair<const caller*, std::string>> seen;
        for (const auto& each : readers_) {
            serve(list_, each, {}, fmt::format("{}", list_limit));
            const auto page = json::parse(std::get<std::string>(channel_->last.body));
            for (const auto& item : page.at("items").as_array())
                seen.emplace_back(&each, std::string(item.at("id").as_string()));
        }
        if (seen.empty()) return 0;
        return measure(seconds, [&](std::size_t turn) {
            const auto& [by, application] = seen[turn % seen.size()];
            return serve(detail_, *by, {{"application", application}}, {});
        });
    }
    std::size_t octets_of_last() const {
        const auto* text = std::get_if<std::string>(&channel_->last.body);
        return text == nullptr ? 0 : text->size();
    }

  private:
    template <class Read>
    static double measure(double seconds, const Read& read) {
        const auto began = clock_of_bench::now();
        std::size_t turn = 0;
        double took = 0;
        for (; took < seconds; ++turn) {
            if (!read(turn)) return 0;
            took = std::chrono::duration<double>(clock_of_bench::now() - began).count();
        }
        return static_cast<double>(turn) / took;
    }

    bool serve(const route& on, const caller& by, std::map<std::string, std::string> parameters,
               const std::string& limit) {
        http::request asked;
        asked.head.path = on.pattern;
        if (!limit.empty()) asked.head.query = {{"limit", limit}};
        const auto one = std::make_shared<call>(with_, std::move(asked), http::responder(channel_, {}), by, on,
                                                std::move(parameters));
        on.serve(one);
        return channel_->last.status == 200;
    }

    const services& from_;
    no_accesses quiet_;
    const services with_;
    const account_rows people_;
    const route list_;
    route detail_;
    std::vector<caller> readers_;
    std::shared_ptr<taken_answer> channel_ = std::make_shared<taken_answer>();
};

int complain(const std::string& why) {
    std::cerr << "parcours-bench-reads: " << why << '\n';
    return 1;
}

int run(workload::demo_options options, double seconds) {
    const auto note = workload::read_note(options.data);
    if (!note) return complain(note.error());
    const system_clock time;
    system_entropy random;
    logger log(log_level::warning);
    options.charter = note->charter;
    auto process = platform_process::open(workload::settings_of(options, *note, options.data), time, random, log);
    if (!process) return complain(process.error().context);
    auto& platform = **process;
    if (const auto started = platform.start(); !started) return complain(started.error().context);
    bare_reads reads(platform);
    std::ifstream file(options.sessions);
    for (std::string role, id, token; file >> role >> id >> token;)
        if (const auto who = parse_id<person_id>(id)) reads.add_reader(*who, role);
    if (!reads.has_readers()) return complain(options.sessions + " names no recruiter");
    reads.lists(seconds / 10);  // what a server that has run for a while has in memory
    const double lists = reads.lists(seconds);
    const auto list_octets = reads.octets_of_last();
    const double details = reads.details(seconds);
    std::cout << json::serialize(json::object{{"lists_per_second", lists},
                                              {"list_octets", list_octets},
                                              {"details_per_second", details},
                                              {"detail_octets", reads.octets_of_last()}})
              << std::endl;
    platform.stop();
    return lists > 0 && details > 0 ? 0 : complain("a read was not answered 200");
}

}  // namespace
}  // namespace parcours

int main(int count, char** words) {
    parcours::guard_process();
    CLI::App app{"Reads without HTTP", "parcours-bench-reads"};
    parcours::workload::demo_options options;
    double seconds = 20;
    app.add_option("--data", options.data, "folder that parcours-demo --keep left")->required();
    app.add_option("--sessions", options.sessions, "file that parcours-demo --sessions wrote")->required();
    app.add_option("--memory-mib", options.memory_mib, "memory of the stores (128)");
    app.add_option("--seconds", seconds, "of each loop (20)");
    CLI11_PARSE(app, count, words);
    return parcours::run(std::move(options), seconds);
}
