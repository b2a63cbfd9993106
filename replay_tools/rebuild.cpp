// SPDX-License-Identifier: Apache-2.0
// `parcours-replay rebuild`: a read model folded anew from the log.
#include "projections/rebuild.hpp"

#include <chrono>
#include <memory>

#include <CLI/CLI.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "infra/settings/data_layout.hpp"
#include "infra/tables/tables_on_disk.hpp"
#include "projections/make_folds.hpp"
#include "replay_tools/log_source.hpp"
#include "replay_tools/output.hpp"
#include "replay_tools/subcommands.hpp"

namespace parcours::replay {
namespace {

struct asked_rebuild {
    log_place where;
    std::string projection;
    std::string into;
    std::size_t memory_mib = 256;
    bool json = false;
};

std::uint64_t commits_in(const journal& history) {
    std::uint64_t frames = 0;
    for (partition_number each = 0; each < history.shape().partitions; ++each)
        if (const auto end = history.end(each)) frames += end->height;
    return frames;
}

struct timed_rebuild {
    std::vector<rebuilt> done;
    double seconds = 0;
};

std::string held_by(const failure& why) {
    return why.code == failure_code::unavailable ? " (stop the process, or ask it: parcours ctl rebuild)" : "";
}

// Builds the tables in one reading of the log, and puts them in the places of the present ones. A table that a process
// has open is not touched.
expected<timed_rebuild> build(const std::vector<const fold*>& all, const log_source& from, tables& where,
                              std::size_t memory_max) {
    const auto began = std::chrono::steady_clock::now();
    for (const auto* what : all) {
        const auto free_to_write = where.open(what->name(), what->version());
        if (!free_to_write)
            return failed(free_to_write.error().code, std::string(what->name()) + ": " + free_to_write.error().context +
                                                          held_by(free_to_write.error()));
    }
    progress_line told("commits folded");
    const std::uint64_t total = commits_in(from.history());
    auto done = rebuild(all, from.history(), where, {memory_max}, [&](const rebuild_progress& progress) {
        told.tell(progress.commits_read, total);
        return true;
    });
    if (!done) return tl::unexpected(std::move(done).error());
    for (const auto* what : all) {
        const auto switched = where.replace(what->name(), what->version());
        if (!switched) return tl::unexpected(switched.error());
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    return timed_rebuild{*std::move(done), took.count()};
}

void tell(const fold& what, const rebuilt& built, double seconds, bool json, output& out) {
    const auto events = static_cast<double>(built.events);
    const double rate = seconds > 0 ? events / seconds : events;
    if (!json) {
        out.line(fmt::format("{} v{}: {} events of {} commits in {:.2f} s, {:.0f} events/s, {} {}", what.name(),
                             what.version(), built.events, built.commits, seconds, rate, built.passes,
                             built.passes == 1 ? "pass" : "passes"));
        return;
    }
    boost::json::object one;
    one["projection"] = what.name();
    one["version"] = what.version();
    one["events"] = built.events;
    one["commits"] = built.commits;
    one["passes"] = built.passes;
    one["seconds"] = seconds;
    one["events_per_second"] = rate;
    out.line(boost::json::serialize(one));
}

std::string names_of(const std::vector<std::unique_ptr<fold>>& all) {
    std::string text;
    for (const auto& each : all) text += (text.empty() ? "" : ", ") + std::string(each->name());
    return text;
}

int rebuild_tables(const asked_rebuild& asked) {
    auto folds = make_folds();
    const std::string known = names_of(folds);
    if (asked.projection != "all")
        std::erase_if(folds, [&](const auto& each) { return each->name() != asked.projection; });
    if (folds.empty()) return tell_usage("there is no projection " + asked.projection + ": all, or " + known);
    if (asked.into.empty() && !asked.where.bootstrap.empty())
        return tell_usage("from a log in Kafka a table is built into a folder: --into DIR");
    auto from = log_source::open(asked.where);
    if (!from) return tell_failure(from.error());
    if (auto done = (*from)->index_all(); !done) return tell_failure(done.error());
    const std::string folder = asked.into.empty() ? data_layout{asked.where.folder}.tables() : asked.into;
    tables_on_disk where(folder, (*from)->memory());
    output out;
    std::vector<const fold*> all;
    for (const auto& each : folds) all.push_back(each.get());
    const auto built = build(all, **from, where, asked.memory_mib << 20);
    if (!built) {
        out.finish(exit_failed);
        return tell_failure(built.error());
    }
    for (std::size_t each = 0; each < all.size(); ++each)
        tell(*all[each], built->done[each], built->seconds, asked.json, out);
    return out.finish(exit_done);
}

}  // namespace

void add_rebuild(CLI::App& program, chosen_action& chosen) {
    auto* command = program.add_subcommand(
        "rebuild",
        "folds a read model anew; without --into it takes the old one's place in a folder that nobody holds");
    auto asked = std::make_shared<asked_rebuild>();
    command->add_option("PROJECTION", asked->projection, "all, " + names_of(make_folds()))->required();
    command->add_option("--into", asked->into, "a folder for the tables, beside a process that runs");
    command->add_option("--memory-mib", asked->memory_mib, "of rows under way; beyond it several passes are made")
        ->capture_default_str()
        ->check(CLI::Range(16, 1 << 20));
    command->add_flag("--json", asked->json, "one object a line");
    asked->where.add_to(*command);
    command->callback([asked, &chosen] { chosen = [asked] { return rebuild_tables(*asked); }; });
}

}  // namespace parcours::replay
