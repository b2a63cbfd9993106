// SPDX-License-Identifier: Apache-2.0
#include "tests/replay_tools/a_data_folder.hpp"

#include <sstream>

#include <gtest/gtest.h>

#include "infra/journal/frame_journal.hpp"
#include "infra/settings/data_layout.hpp"
#include "infra/tables/tables_on_disk.hpp"
#include "projections/make_folds.hpp"
#include "projections/rebuild.hpp"
#include "replay_tools/subcommands.hpp"

namespace parcours {
namespace {

constexpr std::size_t frames_max = 100'000;

void keep(frame_journal& into, const journal& from, partition_number partition,
          const std::function<void(const position&, bytes&)>& damage) {
    auto group = into.begin();
    acceptance rule = into.reader(partition, group);
    const auto read = from.read(partition, 0, frames_max, [&](const position& at, byte_view octets) {
        const auto verdict = rule.take(at.offset, octets);
        check(std::holds_alternative<accepted>(verdict), "a written history is accepted");
        bytes kept(octets);
        damage(at, kept);
        group.accept(std::get<accepted>(verdict), kept);
    });
    check(read.has_value(), "a journal in memory can be read");
    if (rule.end().offset < 0) return;
    group.move_end(partition, rule.end());
    check(into.write(group, true).has_value(), "a journal in a scratch folder can be written");
}

}  // namespace

a_data_folder::a_data_folder(const written_history& from, const std::function<void(const position&, bytes&)>& damage) {
    journal_settings settings;
    settings.folder = data_layout{folder_.path()}.log();
    const auto shape = from.journal().shape();
    const auto log = frame_journal::open(settings, shape, memory_);
    check(log.has_value(), "a log can be made in a scratch folder");
    for (partition_number each = 0; each < shape.partitions; ++each) keep(**log, from.journal(), each, damage);
}

void a_data_folder::fold_tables(const journal& history) {
    tables_on_disk where(data_layout{folder_.path()}.tables(), memory_);
    for (const auto& each : make_folds()) {
        const bool always = true;
        check(rebuild(*each, history, where, {}, [&](const rebuild_progress&) { return always; }).has_value(),
              "a sound history can be folded");
        check(where.replace(each->name(), each->version()).has_value(), "a fresh table takes its place");
    }
}

int a_data_folder::run(std::vector<std::string> words) {
    words.insert(words.end(), {"--data", folder_.path()});
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    const int code = replay::run(std::move(words));
    out = testing::internal::GetCapturedStdout();
    err = testing::internal::GetCapturedStderr();
    return code;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream from(text);
    for (std::string line; std::getline(from, line);) lines.push_back(line);
    return lines;
}

}  // namespace parcours
