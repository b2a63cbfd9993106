// SPDX-License-Identifier: Apache-2.0
// `parcours-replay verify`: the whole log, from the first frame of each partition.
#include <memory>
#include <optional>

#include <CLI/CLI.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "infra/settings/data_layout.hpp"
#include "infra/tables/tables_on_disk.hpp"
#include "projections/make_folds.hpp"
#include "replay_tools/earlier_heads.hpp"
#include "replay_tools/folder_check.hpp"
#include "replay_tools/log_source.hpp"
#include "replay_tools/output.hpp"
#include "replay_tools/own_folder.hpp"
#include "replay_tools/subcommands.hpp"
#include "replay_tools/table_comparison.hpp"
#include "replay_tools/verification.hpp"

namespace parcours::replay {
namespace {

struct asked_verification {
    log_place where;
    bool tables = false;
    bool json = false;
    std::size_t memory_mib = 256;
    std::string heads;  // a file; empty: none were kept
};

boost::json::object json_of(const read_partition& each) {
    boost::json::object one;
    one["line"] = "partition";
    one["partition"] = each.partition;
    one["records"] = each.records;
    one["height"] = each.accepted;
    one["ignored"] = each.ignored;
    one["foreign"] = each.foreign;
    one["commits"] = each.commits;
    one["events"] = each.events;
    one["last_offset"] = each.last_offset;
    one["head"] = to_hex(view(each.at.hash));
    one["closed"] = each.at.closed;
    return one;
}

boost::json::object json_of(const fault& each) {
    boost::json::object one;
    one["line"] = "fault";
    one["fault"] = each.name;
    if (each.at) {
        one["partition"] = each.at->partition;
        one["offset"] = each.at->offset;
    }
    if (!each.stream.empty()) one["stream"] = each.stream;
    one["what"] = each.what;
    return one;
}

class verifying {
  public:
    verifying(log_source& from, folder_check& beside, const asked_verification& asked)
        : from_(from), beside_(beside), asked_(asked) {
        settings_.memory_max = asked.memory_mib << 20;
    }

    expected<void> look_beside(const std::optional<earlier_heads>& heads) {
        if (from_.keeps_a_journal())
            if (auto done = beside_.run(from_.history(), faults_); !done) return done;
        return heads ? heads->hold_against(from_.records(), faults_) : expected<void>{};
    }

    expected<void> read_partitions() {
        const journal* kept = from_.keeps_a_journal() ? &from_.history() : nullptr;
        named_charters charters;
        const auto partitions = from_.shape().partitions;
        for (partition_number each = 0; each < partitions; ++each) {
            progress_line told(fmt::format("records read of partition {} of {}", each + 1, partitions));
            std::uint64_t total = 0;
            if (kept != nullptr)
                if (const auto end = kept->end(each)) total = end->height;
            settings_.tell = [&](std::uint64_t records) { told.tell(records, total); };
            auto read = verify_partition(from_.records(), kept, each, settings_, charters, faults_);
            if (read)
                read_.push_back(*std::move(read));
            else if (read.error().code == failure_code::corrupt || read.error().code == failure_code::io)
                faults_.add({"unreadable", position{each, 0}, "", read.error().context});
            else
                return tl::unexpected(std::move(read).error());
        }
        verify_charters(charters, faults_);
        return {};
    }

    expected<void> compare_tables() {
        auto own = own_folder::make();
        if (!own) return tl::unexpected(std::move(own).error());
        tables_on_disk kept(data_layout{asked_.where.folder}.tables(), from_.memory());
        tables_on_disk scratch(**own / "tables", from_.memory());
        for (const auto& each : make_folds()) {
            if (beside_.is_unreadable(fmt::format("{}.v{}", each->name(), each->version()))) continue;
            progress_line told("commits folded anew for " + std::string(each->name()));
            const auto compared = compare_table(
                *each, from_.history(), kept, scratch, [&](std::uint64_t commits) { told.tell(commits, 0); }, faults_);
            if (!compared)
                return failed(compared.error().code, "table " + std::string(each->name()) + ": " +
                                                         compared.error().context +
                                                         " (--tables needs a folder that no process holds)");
            if (*compared) ++tables_;
        }
        return {};
    }

    int tell() const {
        output out;
        asked_.json ? tell_json(out) : tell_text(out);
        return out.finish(faults_.count() == 0 ? exit_done : exit_fault);
    }

  private:
    void tell_json(output& out) const {
        for (const auto& each : read_) out.line(boost::json::serialize(json_of(each)));
        for (const auto& each : faults_.faults()) out.line(boost::json::serialize(json_of(each)));
        boost::json::object end;
        end["line"] = "verdict";
        end["generation"] = to_hex(view(from_.shape().generation));
        end["sound"] = faults_.count() == 0;
        end["faults"] = faults_.count();
        end["journal_compared"] = from_.keeps_a_journal();
        end["tables_compared"] = tables_;
        if (const auto entries = beside_.accesses()) end["access_entries"] = *entries;
        out.line(boost::json::serialize(end));
    }
    void tell_text(output& out) const {
        text_table partitions;
        partitions.add({"partition", "height", "commits", "events", "ignored", "foreign", "head"});
        for (const auto& each : read_)
            partitions.add({fmt::to_string(each.partition), fmt::to_string(each.accepted), fmt::to_string(each.commits),
                            fmt::to_string(each.events), fmt::to_string(each.ignored), fmt::to_string(each.foreign),
                            to_hex(view(each.at.hash)).substr(0, 16) + (each.at.closed ? ", closed" : "")});
        out.text(partitions.text());
        text_table found;
        for (const auto& each : faults_.faults())
            found.add(
                {each.at ? fmt::format("{}.{}", each.at->partition, each.at->offset) : "-", each.name, each.what});
        out.text(found.text());
        if (faults_.count() > faults_.faults().size())
            out.line(fmt::format("and {} more", faults_.count() - faults_.faults().size()));
        const std::string beside = tables_ == 0 ? "" : fmt::format(", {} tables equal what follows from it", tables_);
        out.line(out.heading(faults_.count() == 0 ? "the log is sound" + beside
                                                  : fmt::format("{} faults", faults_.count())));
    }

    log_source& from_;
    folder_check& beside_;
    const asked_verification& asked_;
    verification_settings settings_;
    fault_list faults_;
    std::vector<read_partition> read_;
    std::size_t tables_ = 0;
};

// What the disk or the database refuses is damage, for whoever verifies; all else keeps from looking.
int tell_unread(const failure& why, bool json) {
    if (why.code != failure_code::corrupt && why.code != failure_code::io) return tell_failure(why);
    output out;
    const fault one{"unreadable", std::nullopt, "", why.context};
    json ? out.line(boost::json::serialize(json_of(one))) : out.line(one.name + "  " + one.what);
    return out.finish(exit_fault);
}

int verify(const asked_verification& asked) {
    if (asked.tables && !asked.where.bootstrap.empty()) return tell_usage("--tables is of a data folder: --data DIR");
    std::optional<earlier_heads> heads;
    if (!asked.heads.empty()) {
        auto read = earlier_heads::read(asked.heads);
        if (!read) return tell_usage(read.error().context);
        heads = *std::move(read);
    }
    auto beside = folder_check::read(asked.where, asked.memory_mib << 20);
    if (!beside) return tell_unread(beside.error(), asked.json);
    auto from = log_source::open(asked.where);
    if (!from) return tell_unread(from.error(), asked.json);
    verifying one(**from, *beside, asked);
    if (const auto done = one.look_beside(heads); !done) return tell_unread(done.error(), asked.json);
    if (const auto done = one.read_partitions(); !done) return tell_failure(done.error());
    if (asked.tables)
        if (const auto done = one.compare_tables(); !done) return tell_failure(done.error());
    return one.tell();
}

}  // namespace

void add_verify(CLI::App& program, chosen_action& chosen) {
    auto* command = program.add_subcommand(
        "verify", "reads every record from the first on, and tells each fault with its place (exit code 3)");
    auto asked = std::make_shared<asked_verification>();
    command->add_flag("--tables", asked->tables,
                      "also builds every read model anew and compares (a data folder that no process holds)");
    command->add_flag("--json", asked->json, "one object a line: partitions, faults, verdict");
    command
        ->add_option("--heads", asked->heads,
                     "an earlier answer of verify --json, kept elsewhere: each of its heads must still be there")
        ->type_name("FILE");
    command->add_option("--memory-mib", asked->memory_mib, "beyond it streams are checked in several passes")
        ->capture_default_str()
        ->check(CLI::Range(16, 1 << 20));
    asked->where.add_to(*command);
    command->callback([asked, &chosen] { chosen = [asked] { return verify(*asked); }; });
}

}  // namespace parcours::replay
