// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include <CLI/CLI.hpp>
#include <boost/url/parse.hpp>

#include "infra/command_line/wrong_usage.hpp"
#include "tests/workload/load.hpp"

// Makes load over HTTP, as many people at once would. (A past is made by parcours-demo, which holds the log itself.)
namespace parcours::workload {
namespace {

constexpr int exit_failed = 1;
constexpr int exit_usage = 2;

int complain(int code, const std::string& why) {
    std::cerr << "parcours-generate: " << why << '\n';
    return code;
}

struct asked_for {
    std::string work = "mixed";
    std::string profiles = "tests/workload/profiles.toml";
    load_mixture mixture;
    load_options options;
};

tl::expected<std::unique_ptr<load_work>, std::string> make_work(const asked_for& asked,
                                                                const std::vector<signed_in>& people) {
    const auto& at = asked.options.at;
    if (asked.work == "mixed") return make_mixed_work(at, asked.mixture, people);
    if (asked.work == "hello") return make_hello_work();
    if (asked.work == "detail") return make_detail_work(at, people);
    if (asked.work == "validate") return make_validating_work(at, people);
    const auto life = read_workload_settings(asked.profiles, "APT");
    if (!life) return tl::unexpected(life.error());
    if (asked.work == "send") return make_sending_work(at, *life, people);
    return make_answering_work(at, *life, people);
}

}  // namespace
}  // namespace parcours::workload

int main(int count, char** words) {
    using namespace parcours::workload;
    CLI::App app{"Makes the workload", "parcours-generate"};
    app.require_subcommand(1);
    asked_for asked;
    auto& options = asked.options;
    std::string url = "http://127.0.0.1:8080";
    std::string sessions;
    auto* load = app.add_subcommand("load", "requests over HTTP in real time; prints figures as one line of JSON");
    load->add_option("--url", url, "of the platform");
    load->add_option("--sessions", sessions, "file that parcours-demo --sessions wrote: role, id, token");
    load->add_option(
            "--work", asked.work,
            "what is asked for: mixed (reads, and commands on own settings), send (applications and follow-ups), "
            "validate, answer (take in charge, refuse, exchange), detail, hello (GET / by nobody)")
        ->check(CLI::IsMember({"mixed", "send", "validate", "answer", "detail", "hello"}));
    load->add_option("--connections", options.connections, "at once (64)")->check(CLI::Range(1, 10'000));
    load->add_option("--seconds", options.seconds, "how long (20)")->check(CLI::Range(0.1, 86'400.0));
    load->add_option("--rate", options.rate, "requests a second, whatever became of those before; 0: closed loop (0)")
        ->check(CLI::Range(0.0, 1e6));
    load->add_option("--commands", asked.mixture.commands_share, "share of commands in mixed work (0.15)")
        ->check(CLI::Range(0.0, 1.0));
    load->add_option("--read", asked.mixture.reads, "paths that mixed work reads, one of them each time");
    load->add_option("--profiles", asked.profiles, "file of profiles: in which shares people send and answer");
    load->add_option("--seed", options.at.seed, "from which the order follows, and the commands' keys (1)");
    if (const auto ended = parcours::parse_words(app, [&](CLI::App& of) { of.parse(count, words); })) return *ended;
    const auto parsed = boost::urls::parse_uri(url);
    if (!parsed || parsed->scheme() != "http" || !parsed->has_port())
        return complain(exit_usage, url + " is no address such as http://127.0.0.1:8080");
    options.at.host = parsed->host();
    options.at.port = parsed->port_number();
    std::vector<signed_in> people;
    if (asked.work != "hello") {
        auto read = read_sessions(sessions);
        if (!read) return complain(exit_failed, read.error());
        people = *std::move(read);
    }
    const auto work = make_work(asked, people);
    if (!work) return complain(exit_failed, work.error());
    const auto report = run_load(options, **work);
    std::cout << as_json(options, report) << std::endl;
    return report.reads.latencies_ms.empty() && report.commands.latencies_ms.empty() ? exit_failed : 0;
}
