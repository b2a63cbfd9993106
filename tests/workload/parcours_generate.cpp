// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include <CLI/CLI.hpp>
#include <boost/url/parse.hpp>

#include "tests/workload/load.hpp"

// Makes load over HTTP, as many people at once would. (A past is made by parcours-demo, which holds the log itself.)
namespace {

constexpr int exit_failed = 1;
constexpr int exit_usage = 2;

int complain(int code, const std::string& why) {
    std::cerr << "parcours-generate: " << why << '\n';
    return code;
}

}  // namespace

int main(int count, char** words) {
    CLI::App app{"Makes the workload", "parcours-generate"};
    app.require_subcommand(1);
    parcours::workload::load_options options;
    std::string url = "http://127.0.0.1:8080";
    std::string sessions;
    auto* load = app.add_subcommand("load", "requests over HTTP in real time; prints figures as one line of JSON");
    load->add_option("--url", url, "of the platform");
    load->add_option("--sessions", sessions, "file that parcours-demo --sessions wrote: role, id, token")->required();
    load->add_option("--connections", options.connections, "at once (64)")->check(CLI::Range(1, 10'000));
    load->add_option("--seconds", options.seconds, "how long (20)")->check(CLI::Range(0.1, 86'400.0));
    load->add_option("--commands", options.commands_share, "share of commands, the others read (0.15)")
        ->check(CLI::Range(0.0, 1.0));
    load->add_option("--read", options.reads, "paths to read, one of them each time");
    load->add_option("--seed", options.seed, "from which the order follows, and the commands' keys (1)");
    try {
        app.parse(count, words);
    } catch (const CLI::ParseError& wrong) {
        return app.exit(wrong) == 0 ? 0 : exit_usage;
    }
    const auto parsed = boost::urls::parse_uri(url);
    if (!parsed || parsed->scheme() != "http" || !parsed->has_port())
        return complain(exit_usage, url + " is no address such as http://127.0.0.1:8080");
    options.host = parsed->host();
    options.port = parsed->port_number();
    const auto people = parcours::workload::read_sessions(sessions);
    if (!people) return complain(exit_failed, people.error());
    const auto report = parcours::workload::run_load(options, *people);
    std::cout << as_json(options, report) << std::endl;
    return report.reads.latencies_ms.empty() && report.commands.latencies_ms.empty() ? exit_failed : 0;
}
