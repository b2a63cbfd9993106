// SPDX-License-Identifier: Apache-2.0
// parcours-bench [--json] [NAME…]: runs the figures whose name holds one of these, and prints a table, or with --json
// one line for each figure.
#include <algorithm>
#include <cstdio>
#include <map>
#include <set>

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include "tests/benchmarks/figures.hpp"

namespace parcours {
namespace {

// Keeps the medians and prints what runs, to stderr: stdout is for figures.
class median_reporter final : public benchmark::BenchmarkReporter {
  public:
    bool ReportContext(const Context& context) override {
        fmt::print(stderr, "{} cores of {:.0f} MHz\n", context.cpu_info.num_cpus,
                   context.cpu_info.cycles_per_second / 1e6);
        return true;
    }
    void ReportRuns(const std::vector<Run>& runs) override {
        for (const auto& run : runs) {
            if (run.error_occurred) {
                fmt::print(stderr, "{}: {}\n", run.benchmark_name(), run.error_message);
                failed_ = true;
            }
            const auto items = run.counters.find("items_per_second");
            const bool rate = items != run.counters.end();
            const double value = rate ? items->second.value : run.GetAdjustedRealTime();
            if (run.aggregate_name == "median") medians_[run.run_name.function_name] = value;
            if (run.run_type == Run::RT_Iteration || run.aggregate_name == "median")
                fmt::print(stderr, "{:<60} {:.1f} {}\n", run.benchmark_name(), value, rate ? "/s" : "ns");
        }
    }
    bool failed() const { return failed_; }
    double median(const std::string& benchmark) const {
        const auto found = medians_.find(benchmark);
        return found == medians_.end() ? 0 : found->second;
    }

  private:
    std::map<std::string, double> medians_;
    bool failed_ = false;
};

void print_figure(const figure& one, const median_reporter& measured, bool json) {
    const double value = measured.median(one.benchmark);
    const double base = one.of.empty() ? 0 : measured.median(one.of);
    const bool has_ratio = base > 0;
    const double ratio = has_ratio ? value / base : 0;
    const bool has_goal = has_ratio && one.ratio_min > 0;
    const bool met = ratio >= one.ratio_min;
    if (json)
        fmt::print(
            "{{\"name\":\"{}\",\"value\":{:.1f},\"unit\":\"{}\",\"of\":{},\"ratio\":{},\"goal\":{},\"met\":{}}}\n",
            one.name, value, one.unit, has_ratio ? "\"" + one.of + "\"" : "null",
            has_ratio ? fmt::format("{:.3f}", ratio) : "null", has_goal ? fmt::format("{:.2f}", one.ratio_min) : "null",
            has_goal ? (met ? "true" : "false") : "null");
    else
        fmt::print("{:<40} {:>12.1f} {:<10} {:<28} {:>7} {:>6} {}\n", one.name, value, one.unit, one.of,
                   has_ratio ? fmt::format("{:.3f}", ratio) : "", has_goal ? fmt::format("{:.2f}", one.ratio_min) : "",
                   has_goal ? (met ? "yes" : "no") : "");
}

bool wanted(const figure& one, const std::vector<std::string>& names) {
    return names.empty() || std::any_of(names.begin(), names.end(), [&](const std::string& part) {
               return one.name.find(part) != std::string::npos;
           });
}

int run(const std::vector<std::string>& names, bool json) {
    std::vector<figure> all;
    add_commit_figures(all);
    add_decide_figures(all);
    add_vault_figures(all);
    add_journal_figures(all);
    add_embedded_log_figures(all);
    add_kafka_log_figures(all);
    add_rebuild_figures(all);
    add_bare_commit_figures(all);
    std::erase_if(all, [&](const figure& each) { return !wanted(each, names); });
    std::set<std::string> needed;
    for (const auto& each : all) needed.insert(each.benchmark);
    for (const auto& each : all)
        if (!each.of.empty()) needed.insert(each.of);
    if (needed.empty()) {
        fmt::print(stderr, "no figure of this name\n");
        return 2;
    }
    median_reporter measured;
    benchmark::RunSpecifiedBenchmarks(&measured, fmt::format("^({})($|/)", fmt::join(needed, "|")));
    if (!json)
        fmt::print("{:<40} {:>12} {:<10} {:<28} {:>7} {:>6} {}\n", "name", "value", "unit", "of", "ratio", "goal",
                   "met");
    for (const auto& each : all) print_figure(each, measured, json);
    return measured.failed() ? 1 : 0;
}

}  // namespace
}  // namespace parcours

int main(int count, char** arguments) {
    std::vector<std::string> names(arguments + 1, arguments + count);
    const bool json = std::erase(names, "--json") > 0;
    if (std::any_of(names.begin(), names.end(), [](const std::string& each) { return each.starts_with("-"); })) {
        fmt::print(stderr, "parcours-bench [--json] [NAME…]\n");
        return 2;
    }
    // Interleaved, so that a machine that slows down slows both sides of a ratio.
    std::string program = arguments[0];
    std::string interleaved = "--benchmark_enable_random_interleaving=true";
    char* options[] = {program.data(), interleaved.data(), nullptr};
    int option_count = 2;
    benchmark::Initialize(&option_count, options);
    return parcours::run(names, json);
}
