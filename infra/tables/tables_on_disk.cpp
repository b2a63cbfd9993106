// SPDX-License-Identifier: Apache-2.0
#include "infra/tables/tables_on_disk.hpp"

#include <algorithm>

#include "infra/tables/kept_positions.hpp"
#include "infra/tables/run_builder.hpp"
#include "infra/tables/stored_table.hpp"

namespace parcours {
namespace {

namespace files = std::filesystem;
using pointer = table_place::pointer;

constexpr std::string_view removed_prefix = "removed.";

}  // namespace

tables_on_disk::tables_on_disk(std::string folder, const storage_memory& memory, rocksdb::Env* environment)
    : root_(std::move(folder)), memory_(memory), environment_(environment) {
    sweep_removed();
}

tables_on_disk::~tables_on_disk() = default;

expected<table_place> tables_on_disk::place(std::string_view projection, int version) const {
    if (!is_projection_name(projection) || version < 0)
        return failed(failure_code::invalid,
                      "a projection's name is of letters, digits and _, and its version positive");
    return table_place(root_, projection, version);
}

expected<std::unique_ptr<table>> tables_on_disk::open(std::string_view projection, int version) {
    const auto where = place(projection, version);
    if (!where) return tl::unexpected(where.error());
    const std::lock_guard hold(guard_);
    return open_current(*where);
}

expected<std::unique_ptr<table>> tables_on_disk::open_current(const table_place& where) {
    if (auto open = opened_[where.folder()].lock(); open && !open->is_replaced()) return make_table(std::move(open));
    std::error_code error;
    files::create_directories(where.folder(), error);
    if (error) return failed(failure_code::io, "cannot create " + where.folder().string() + ": " + error.message());
    if (auto done = where.sweep(*claims_); !done) return tl::unexpected(std::move(done).error());
    const auto current = where.at(pointer::current);
    if (!current)
        return failed(current.error().code, current.error().context + " (" + how_to_mend(where.folder()) + ")");
    const bool create = !current->has_value();
    auto opened =
        stored_table::open(claims_, create ? where.unused("table") : **current, create, environment_, memory_);
    if (!opened && (create || opened.error().code == failure_code::unavailable))
        return tl::unexpected(std::move(opened).error());
    if (!opened)
        return failed(opened.error().code == failure_code::io ? failure_code::io : failure_code::corrupt,
                      opened.error().context + " (" + how_to_mend(where.folder()) + ")");
    if (create)
        if (auto done = where.point(pointer::current, (*opened)->folder()); !done)
            return tl::unexpected(std::move(done).error());
    opened_[where.folder()] = *opened;
    return make_table(*std::move(opened));
}

expected<std::unique_ptr<table_builder>> tables_on_disk::build(std::string_view projection, int version) {
    const auto where = place(projection, version);
    if (!where) return tl::unexpected(where.error());
    const std::lock_guard hold(guard_);
    std::error_code error;
    files::create_directories(where->folder(), error);
    if (error) return failed(failure_code::io, "cannot create " + where->folder().string() + ": " + error.message());
    if (auto done = where->forget_built(); !done) return tl::unexpected(std::move(done).error());
    if (auto done = where->sweep(*claims_); !done) return tl::unexpected(std::move(done).error());
    return std::make_unique<run_builder>(claims_, *where, environment_, memory_);
}

expected<std::unique_ptr<table>> tables_on_disk::replace(std::string_view projection, int version) {
    const auto where = place(projection, version);
    if (!where) return tl::unexpected(where.error());
    const std::lock_guard hold(guard_);
    const auto built = where->at(pointer::built);
    if (!built) return tl::unexpected(built.error());
    if (!*built) return failed(failure_code::invalid, "there is no finished build of " + std::string(projection));
    if (auto done = where->switch_to_built(); !done) return tl::unexpected(std::move(done).error());
    if (const auto before = opened_[where->folder()].lock()) before->remove_when_closed();
    return open_current(*where);
}

expected<std::vector<int>> tables_on_disk::versions(std::string_view projection) const {
    std::vector<int> found;
    std::error_code error;
    if (!files::exists(root_, error)) return found;
    for (files::directory_iterator each(root_, error), past; !error && each != past; each.increment(error)) {
        const auto named = read_place_name(each->path().filename().string());
        if (!named || named->projection != projection) continue;
        if (files::exists(each->path() / "current", error)) found.push_back(named->version);
    }
    if (error) return failed(failure_code::io, "cannot list " + root_.string() + ": " + error.message());
    std::sort(found.begin(), found.end());
    return found;
}

expected<void> tables_on_disk::remove(std::string_view projection, int version) {
    const auto where = place(projection, version);
    if (!where) return tl::unexpected(where.error());
    const std::lock_guard hold(guard_);
    if (const auto open = opened_.find(where->folder()); open != opened_.end()) {
        if (!open->second.expired()) return failed(failure_code::unavailable, "a table that is open is not removed");
        opened_.erase(open);
    }
    std::error_code error;
    if (!files::exists(where->folder(), error)) return {};
    // Renamed first, so that a crash leaves no half of it under its name.
    files::path away = root_ / (std::string(removed_prefix) + where->folder().filename().string());
    files::remove_all(away, error);
    if (!error) files::rename(where->folder(), away, error);
    if (!error) files::remove_all(away, error);
    if (error) return failed(failure_code::io, "cannot remove " + where->folder().string() + ": " + error.message());
    return {};
}

void tables_on_disk::sweep_removed() const {
    std::error_code error;
    std::vector<files::path> left;
    for (files::directory_iterator each(root_, error), past; !error && each != past; each.increment(error))
        if (each->path().filename().string().starts_with(removed_prefix)) left.push_back(each->path());
    for (const auto& each : left) files::remove_all(each, error);
}

}  // namespace parcours
